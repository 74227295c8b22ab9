// The charts with two axes, each a scene made of the study and of what is let through.

const objectiveTitle = ({ column, isMaximized }) => `${column.title} (${isMaximized ? "higher" : "lower"} is better)`;

/** The axis of the objective that is shown, cut where a few diverged trials would hide all others. */
function objectiveAxis(zoom) {
  const { column, isMaximized } = objective();
  return { scale: columnScale(column, { zoom, isMaximized }), title: objectiveTitle(objective()), column };
}

const columnAxis = (column, zoom) => ({ scale: columnScale(column, { zoom }), title: column.title, column });

/** What is said of values that stand at the edge. */
function beyondNote(zoom) {
  if (zoom) return "";
  const { beyond } = objectiveEnds(objective());
  return beyond ? `${plural(beyond, "value")} far off ${beyond === 1 ? "stands" : "stand"} at the edge` : "";
}

const valued = () => trials.filter((trial) => !Number.isNaN(objective().column.numbers[trial]));
const nothing = "No trial has a value yet.";
const shapes = { complete: "dot", pruned: "ring", failed: "cross" };
const shapeOf = (trial) => shapes[stateOf(trial)] ?? "ring";
const colourOfGoodness = (trial) => (isComplete[trial] ? rampColour(goodness()[trial]) : stateColour(stateOf(trial)));
/** Places within a category, so that trials do not hide each other. */
const spread = (column) =>
  column.labels ? (trial) => column.numbers[trial] + 0.5 * jitter(trial) : (trial) => column.numbers[trial];

function historyChart() {
  return new Chart({
    id: "history",
    title: "History",
    hint: "value of each trial, and the best so far",
    controls: [logBox(() => objective().column, "log")],
    build(size) {
      const { column, isMaximized } = objective();
      const shown = valued();
      if (!shown.length && !trials.length) return nothing;
      const y = objectiveAxis(size.zoom?.y);
      const [xs, ys] = [[], []];
      let best = NaN;
      for (const trial of trials) {
        const value = column.numbers[trial];
        if (!isComplete[trial] || Number.isNaN(value)) continue;
        if (Number.isNaN(best) || (isMaximized ? value > best : value < best)) best = value;
        xs.push(numberColumn.numbers[trial]);
        ys.push(best);
      }
      // Trials without a value stand at the worse edge.
      const others = trials.filter((trial) => Number.isNaN(column.numbers[trial]));
      const edge = isMaximized ? y.scale.low : y.scale.high;
      const picture = xyPicture(
        {
          x: { ...columnAxis(numberColumn, size.zoom?.x), title: "trial" },
          y,
          clampsY: !size.zoom,
          layers: [
            { kind: "line", xs, ys, isStepped: true, colour: theme().best, width: 2 },
            {
              kind: "points",
              trials: others,
              x: (trial) => numberColumn.numbers[trial],
              y: () => edge,
              colour: (trial) => stateColour(stateOf(trial)),
              shape: shapeOf,
            },
            {
              kind: "points",
              trials: shown,
              x: (trial) => numberColumn.numbers[trial],
              y: (trial) => column.numbers[trial],
              colour: (trial) => stateColour(stateOf(trial)),
              shape: shapeOf,
            },
          ],
        },
        size,
      );
      picture.note = beyondNote(size.zoom);
      return picture;
    },
  });
}

function distributionChart() {
  return new Chart({
    id: "edf",
    title: "Distribution",
    followsFilter: true,
    hint: "the share of trials with a value at least as good",
    controls: [logBox(() => objective().column, "log")],
    build(size) {
      const { column, isMaximized } = objective();
      const axis = objectiveAxis(size.zoom?.x);
      const course = (list) => {
        const sorted = [...list].sort(
          (a, b) => (isMaximized ? -1 : 1) * (column.numbers[a] - column.numbers[b]) || a - b,
        );
        return { sorted, ys: sorted.map((_, index) => (index + 1) / sorted.length) };
      };
      const complete = valued().filter((trial) => isComplete[trial]);
      if (!complete.length) return nothing;
      const all = course(complete);
      const kept = course(complete.filter((trial) => state.passes[trial]));
      const share = new Map(kept.sorted.map((trial, index) => [trial, kept.ys[index]]));
      // Thousands of points on a line hide it.
      const isDense = kept.sorted.length > mostElements;
      const line = ({ sorted, ys }, colour, dash) => ({
        kind: "line",
        xs: sorted.map((trial) => column.numbers[trial]),
        ys,
        isStepped: true,
        colour,
        dash,
      });
      return xyPicture(
        {
          x: axis,
          y: { scale: makeScale({ low: 0, high: 1, ...size.zoom?.y }), title: "share of the trials that pass" },
          layers: [
            ...(isFiltered() ? [line(all, theme().muted, "3 3")] : []),
            line(kept, theme().accent),
            {
              kind: "points",
              trials: kept.sorted,
              x: (trial) => column.numbers[trial],
              y: (trial) => share.get(trial),
              colour: () => theme().accent,
              isUndrawn: isDense,
            },
          ],
        },
        size,
      );
    },
  });
}

function timelineChart() {
  const start = (trial) => data.starts[trial] ?? NaN;
  const end = (trial) => data.ends[trial] ?? data.starts[trial] ?? NaN;
  return new Chart({
    id: "timeline",
    title: "Timeline",
    height: 320,
    hint: "when each trial ran",
    build(size) {
      const ran = trials.filter((trial) => data.starts[trial] !== null);
      if (!ran.length) return "No trial has begun yet.";
      let last = 0;
      for (const trial of ran) last = Math.max(last, end(trial));
      const picture = xyPicture(
        {
          x: {
            scale: makeScale({ kind: "time", low: 0, high: last || 1, ...size.zoom?.x }),
            title: `time since ${data.begun} UTC`,
          },
          y: { ...columnAxis(numberColumn, size.zoom?.y), title: "trial" },
          layers: [
            {
              kind: "bars",
              trials: ran,
              from: start,
              to: end,
              row: (trial) => numberColumn.numbers[trial],
              colour: (trial) => stateColour(stateOf(trial)),
            },
          ],
        },
        size,
      );
      return picture;
    },
  });
}

function curvesChart() {
  const reported = trials.filter((trial) => data.reports[trial]);
  let isLogarithmic = false;
  const curve = (trial) => {
    const [steps, values] = data.reports[trial];
    return {
      trial,
      xs: Array.isArray(steps) ? steps : values.map((_, index) => steps + index),
      ys: values.map(Number),
    };
  };
  const curves = reported.map(curve);
  const box = element("input", {
    type: "checkbox",
    onchange: () => {
      isLogarithmic = box.checked;
      chart.redraw();
    },
  });
  const chart = new Chart({
    id: "curves",
    title: "Learning curves",
    height: 320,
    hint: "what each trial reported, step by step",
    controls: [element("label", { className: "log" }, box, "log")],
    build(size) {
      let [first, last] = [Infinity, -Infinity];
      for (const { xs } of curves) [first, last] = [Math.min(first, xs[0]), Math.max(last, xs[xs.length - 1])];
      const kind = isLogarithmic ? "log" : "linear";
      const ends = readableEnds(
        curves.flatMap(({ ys }) => ys),
        objective().isMaximized,
        isLogarithmic,
      );
      const places = goodness();
      const order = [...curves].sort((a, b) => (places[a.trial] || 0) - (places[b.trial] || 0));
      return xyPicture(
        {
          x: { scale: makeScale({ low: first, high: last, isWhole: true, ...size.zoom?.x }), title: "step" },
          y: { scale: makeScale({ ...withMargin(ends, kind), ...size.zoom?.y }), title: "reported value" },
          layers: [{ kind: "lines", lines: order, colour: colourOfGoodness }],
        },
        size,
      );
    },
  });
  return chart;
}

function frontChart() {
  const shown = { x: objectives[0], y: objectives[1] };
  const titled = objectives.map((objective) => ({ ...objective, title: objective.column.title }));
  const menu = (axis, chosen) =>
    chooser(`Objective on the ${axis} axis`, titled, titled[chosen], (option) => {
      shown[axis] = objectives[titled.indexOf(option)];
      chart.setZoom(null);
    });
  const chart = new Chart({
    id: "front",
    title: "Front",
    hint: "trials that no other one beats in both objectives",
    controls: [
      ...(objectives.length > 2 ? [menu("x", 0), menu("y", 1)] : []),
      logBox(() => shown.x.column, "log x"),
      logBox(() => shown.y.column, "log y"),
    ],
    build(size) {
      const front = paretoFront(shown.x, shown.y);
      if (!front.length) return nothing;
      const axis = ({ column, isMaximized }, zoom) => ({
        scale: columnScale(column, { zoom, isMaximized }),
        title: objectiveTitle({ column, isMaximized }),
        column,
      });
      const isOnFront = new Set(front);
      const all = trials.filter((trial) => isComplete[trial]);
      const [xOf, yOf] = [shown.x, shown.y].map(
        ({ column }) =>
          (trial) =>
            column.numbers[trial],
      );
      const picture = xyPicture(
        {
          x: axis(shown.x, size.zoom?.x),
          y: axis(shown.y, size.zoom?.y),
          clampsY: !size.zoom,
          layers: [
            { kind: "line", xs: front.map(xOf), ys: front.map(yOf), isStepped: true, colour: theme().best },
            {
              kind: "points",
              trials: all.filter((trial) => !isOnFront.has(trial)),
              x: xOf,
              y: yOf,
              colour: () => theme().accent,
            },
            { kind: "points", trials: front, x: xOf, y: yOf, colour: () => theme().best },
          ],
        },
        size,
      );
      picture.note = `${plural(front.length, "trial")} on the front`;
      return picture;
    },
  });
  return chart;
}
