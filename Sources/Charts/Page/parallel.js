// Parallel coordinates: an axis for each column, a line for each trial, and a brush on every axis.

/** So many axes are shown at first: objectives, and the parameters that say most about them. */
const mostAxes = 10;

/** Parameters, those that explain most of the objective first. */
function byEffect() {
  const share = (column) =>
    data.importance?.find(({ column: index }) => index === column.index)?.share ?? column.effect ?? -1;
  return [...parameters].sort((a, b) => share(b) - share(a) || a.index - b.index);
}

function parallelChart() {
  const options = columns.filter((column) => column.isPlaced && column.role !== "state");
  const telling = new Set(byEffect().slice(0, Math.max(mostAxes - objectives.length, 1)));
  let shown = [...parameters.filter((column) => telling.has(column)), ...objectives.map(({ column }) => column)];
  const flipped = new Set();

  const list = element("div", { className: "axis-list" });
  const menu = element("details", { className: "menu" }, element("summary", { textContent: "Axes" }), list);
  function fillMenu() {
    list.replaceChildren(
      ...options.map((column) => {
        const box = element("input", {
          type: "checkbox",
          checked: shown.includes(column),
          onchange: () => {
            shown = box.checked ? [...shown, column] : shown.filter((other) => other !== column);
            if (!box.checked) brush(column, null);
            chart.redraw();
          },
        });
        return element("label", {}, box, shortened(column.title, 40));
      }),
    );
  }
  // The list of two hundred columns is made when it is asked for.
  menu.addEventListener("toggle", () => menu.open && fillMenu());

  const chart = new Chart({
    id: "parallel",
    title: "Parallel coordinates",
    height: 380,
    className: "wide",
    followsFilter: true,
    hint: "drag along an axis to filter, click it to clear; click a title to flip it, drag it to move it",
    controls: [menu],
    leastWidth: () => shown.length * 64,
    build: (size) =>
      trials.length
        ? parallelPicture(shown, flipped, size, {
            move(from, to) {
              const [column] = shown.splice(from, 1);
              shown.splice(to, 0, column);
              chart.redraw();
            },
            flip(column) {
              if (!flipped.delete(column)) flipped.add(column);
              chart.redraw();
            },
          })
        : nothing,
  });
  return chart;
}

function parallelPicture(shown, flipped, { width, height, isDragged }, edit) {
  const objectiveOf = (column) => objectives.find((objective) => objective.column === column);
  const scales = shown.map((column) => columnScale(column, { isMaximized: objectiveOf(column)?.isMaximized ?? null }));
  const [top, bottom] = [44, height - 34];
  const noneY = height - 14;
  const side = Math.min(66, width / 8);
  const gap = shown.length > 1 ? (width - 2 * side) / (shown.length - 1) : 0;
  const xs = shown.map((_, index) => (shown.length > 1 ? side + index * gap : width / 2));
  const at = (axis, value) => {
    const place = scales[axis].at(value);
    return flipped.has(shown[axis]) ? 1 - place : place;
  };
  const yOf = (axis, value) => bottom - at(axis, value) * (bottom - top);
  const valueAt = (axis, y) => {
    const place = (bottom - y) / (bottom - top);
    return scales[axis].value(flipped.has(shown[axis]) ? 1 - place : place);
  };
  // Where a trial crosses an axis: what has no value there passes below it, what lies beyond stands at the end.
  const crossings = shown.map((column, axis) =>
    Float32Array.from(trials, (trial) => {
      const y = yOf(axis, column.numbers[trial] + (column.labels ? 0.3 * jitter(trial) : 0));
      return Number.isNaN(y) ? noneY : Math.min(Math.max(y, top - 4), bottom + 4);
    }),
  );
  const hasNone = crossings.map((ys) => ys.some((y) => y === noneY));
  const lineOf = (trial) => xs.flatMap((x, axis) => [x, crossings[axis][trial]]);
  const places = goodness();
  const order = trials.filter((trial) => !isHidden(trial)).sort((a, b) => (places[a] || 0) - (places[b] || 0));
  const kept = order.filter((trial) => state.passes[trial]);

  const axisNear = (x, reach = Math.min(gap * 0.3 || 40, 18)) => xs.findIndex((place) => Math.abs(place - x) <= reach);
  function brushEnds(axis) {
    const range = state.brushes.get(shown[axis]);
    if (!range) return null;
    const ends = [yOf(axis, range.low), yOf(axis, range.high)].map((y) => Math.min(Math.max(y, top - 6), bottom + 6));
    return { from: Math.min(...ends), to: Math.max(...ends) };
  }
  function brushBetween(axis, from, to) {
    const ends = [from, to].map((y) => valueAt(axis, Math.min(Math.max(y, top), bottom)));
    // An end of the axis stands for all beyond it.
    const outward = (value, y) =>
      y <= top
        ? flipped.has(shown[axis])
          ? -Infinity
          : Infinity
        : y >= bottom
          ? flipped.has(shown[axis])
            ? Infinity
            : -Infinity
          : value;
    const values = [outward(ends[0], from), outward(ends[1], to)];
    brush(shown[axis], { low: Math.min(...values), high: Math.max(...values) });
  }

  return {
    box: { left: side, top, width: width - 2 * side, height: bottom - top },
    targets: { trials: kept, xs: kept.map((_, index) => index) },
    count: order.length,
    note:
      parameters.length > mostAxes && shown.length <= mostAxes
        ? `the ${shown.length} most telling of ${parameters.length + objectives.length} axes`
        : "",
    paint(painter) {
      const { ink, muted, frame, faint } = theme();
      const size = { width, height };
      if (kept.length < order.length) {
        const others = order.filter((trial) => !state.passes[trial]);
        // Of very many grey lines, every so many show the same.
        const stride = Math.ceil(others.length / mostElements);
        const drawn = others.filter((_, index) => index % stride === 0).map(lineOf);
        paintLines(painter, drawn, () => faint, { opacity: 0.5 }, size);
      }
      // While a brush moves, so many lines must do.
      const sparse = isDragged ? Math.ceil(kept.length / mostElements) : 1;
      const drawn = kept.filter((_, index) => (kept.length - 1 - index) % sparse === 0);
      paintLines(
        painter,
        drawn.map(lineOf),
        (index) => colourOfGoodness(drawn[index]),
        { width: 1.2, opacity: Math.min(Math.max(14 / Math.sqrt(kept.length), 0.12), 0.85) },
        size,
      );
      shown.forEach((column, axis) => {
        painter.polylines([[xs[axis], top, xs[axis], bottom]], { stroke: muted, width: 1.2 });
        const isAtSide = axis === 0 || axis === shown.length - 1;
        const room = isAtSide && gap ? Math.min(gap, 2 * side) : gap || width;
        for (const { value, text } of scales[axis].ticks(Math.floor((bottom - top) / 45))) {
          const y = yOf(axis, value);
          painter.polylines([[xs[axis] - 4, y, xs[axis], y]], { stroke: frame });
          painter.text(xs[axis] + 5, y, fitted(text, isAtSide ? side - 6 : room - 14, 10), {
            anchor: "start",
            fill: ink,
            size: 10,
            hasHalo: true,
          });
        }
        if (hasNone[axis])
          painter.text(xs[axis] + 5, noneY, "none", { anchor: "start", fill: ink, size: 10, hasHalo: true });
        const arrow = flipped.has(column) ? "↓ " : "";
        const goal = objectiveOf(column);
        painter.text(xs[axis], 14, fitted(arrow + column.title, Math.max(room - 6, 30), 12), {
          fill: ink,
          size: 12,
          weight: 600,
        });
        if (goal) {
          painter.text(xs[axis], 29, fitted(goal.isMaximized ? "higher is better" : "lower is better", room - 6, 10), {
            fill: muted,
            size: 10,
          });
        }
      });
    },
    paintOverlay(painter) {
      shown.forEach((_, axis) => {
        const ends = brushEnds(axis);
        if (!ends) return;
        painter.rects([xs[axis] - 7, ends.from, 14, Math.max(ends.to - ends.from, 2)], {
          fill: theme().accent,
          opacity: 0.3,
        });
        painter.rects([xs[axis] - 7, ends.from, 14, Math.max(ends.to - ends.from, 2)], {
          stroke: theme().accent,
          width: 1.5,
        });
      });
    },
    paintMark(painter, trial, { colour, width }) {
      if (isHidden(trial)) return;
      painter.polylines([lineOf(trial)], { stroke: colour, width: width + 0.5 });
      painter.circles(lineOf(trial), 3.5, { fill: colour });
    },
    find(x, y, reach = 6) {
      if (y < top - 6 || x < xs[0] - reach || x > xs[xs.length - 1] + reach || !shown.length) return -1;
      const axis = Math.min(Math.max(Math.floor(gap ? (x - side) / gap : 0), 0), Math.max(shown.length - 2, 0));
      const other = Math.min(axis + 1, shown.length - 1);
      const share = gap ? Math.min(Math.max((x - xs[axis]) / gap, 0), 1) : 0;
      let [found, nearest] = [-1, reach];
      // From the best on: of lines that cross here the best one is meant.
      for (let i = kept.length - 1; i >= 0; i--) {
        const trial = kept[i];
        const distance = Math.abs(crossings[axis][trial] * (1 - share) + crossings[other][trial] * share - y);
        if (distance < nearest) [found, nearest] = [trial, distance];
      }
      return found;
    },
    cursor: (x, y) => (axisNear(x) < 0 ? "" : y < top - 8 ? "grab" : "ns-resize"),
    press(x, y) {
      const axis = axisNear(x, y < top - 8 ? Math.min(gap / 2 || 60, 60) : undefined);
      if (axis < 0) return null;
      if (y < top - 8) {
        const target = (place) => Math.min(Math.max(Math.round(gap ? (place.x - side) / gap : 0), 0), shown.length - 1);
        return {
          move: (_, place) => ({ x0: xs[target(place)] - 3, y0: top - 34, x1: xs[target(place)] + 3, y1: bottom }),
          end: (_, place) => edit.move(axis, target(place)),
          click() {
            edit.flip(shown[axis]);
            return true;
          },
        };
      }
      const ends = brushEnds(axis);
      const isMoved = ends && y > ends.from && y < ends.to;
      const change = (start, place) =>
        isMoved
          ? brushBetween(axis, ends.from + place.y - start.y, ends.to + place.y - start.y)
          : brushBetween(axis, start.y, place.y);
      return {
        move: (start, place) => void change(start, place),
        end: change,
        click() {
          const isBrushed = state.brushes.has(shown[axis]);
          if (isBrushed) brush(shown[axis], null);
          return isBrushed;
        },
      };
    },
  };
}
