// Charts of parameters: each against the objective, and two of them with how good trials near a place are.

function sliceChart(parameter) {
  return new Chart({
    id: `slice-${parameter.index}`,
    title: shortened(parameter.title, 40),
    height: 210,
    className: "mini",
    hint: parameter.domain ?? "",
    controls: [logBox(() => parameter, "log")],
    build(size) {
      const { column } = objective();
      const shown = byGoodness().filter((trial) => !Number.isNaN(parameter.numbers[trial]));
      if (!shown.length) return trials.length ? `\`${parameter.title}\` has no value together with a result.` : nothing;
      const picture = xyPicture(
        {
          x: { ...columnAxis(parameter, size.zoom?.x), title: parameter.domain ?? parameter.title },
          y: objectiveAxis(size.zoom?.y),
          clampsY: !size.zoom,
          layers: [
            {
              kind: "points",
              trials: shown,
              x: spread(parameter),
              y: (trial) => column.numbers[trial],
              colour: colourOfGoodness,
              shape: shapeOf,
            },
          ],
        },
        size,
      );
      if (parameter.effect !== null) picture.note = `explains ${numberText(100 * Math.max(parameter.effect, 0), 2)}%`;
      return picture;
    },
  });
}

/**
 * How good trials near a place are, on a grid of the unit square: kernel regression of their ranks with a normal kernel
 * of deviation 0.07; NaN where no trial is near.
 */
function smoothed(places, count) {
  const [weights, sums] = [new Float64Array(count * count), new Float64Array(count * count)];
  for (const { x, y, value } of places) {
    const cell = (place) => Math.min(Math.max(Math.floor(place * count), 0), count - 1);
    const index = cell(y) * count + cell(x);
    weights[index]++;
    sums[index] += value;
  }
  const deviation = 0.07 * count;
  const reach = Math.ceil(3 * deviation);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-(((i - reach) / deviation) ** 2) / 2));
  function blurred(field, stride, across) {
    const result = new Float64Array(field.length);
    for (let line = 0; line < count; line++) {
      for (let place = 0; place < count; place++) {
        let sum = 0;
        for (let i = Math.max(place - reach, 0); i <= Math.min(place + reach, count - 1); i++) {
          sum += field[line * across + i * stride] * kernel[i - place + reach];
        }
        result[line * across + place * stride] = sum;
      }
    }
    return result;
  }
  const smooth = (field) => blurred(blurred(field, 1, count), count, 1);
  const [weight, sum] = [smooth(weights), smooth(sums)];
  return weight.map((total, index) => (total > 0.25 ? sum[index] / total : NaN));
}

const contourLevels = 9;
const contourCells = 64;

function pairsChart() {
  const options = columns.filter((column) => column.isPlaced && column.role !== "number" && column.role !== "state");
  const ranked = parameters.length > 1 ? byEffect() : options;
  const shown = { x: ranked[0] ?? options[0], y: ranked[1] ?? options[1] ?? options[0] };
  const menus = { x: element("span"), y: element("span") };
  function choose(axis, column) {
    shown[axis] = column;
    fill();
    chart.setZoom(null);
  }
  function fill() {
    for (const axis of ["x", "y"]) {
      menus[axis].replaceChildren(
        chooser(`Column on the ${axis} axis`, options, shown[axis], (column) => choose(axis, column)),
      );
    }
  }
  fill();
  const contour = element("input", { type: "checkbox", checked: true, onchange: () => chart.redraw() });
  const chart = new Chart({
    id: "pairs",
    title: "Two parameters",
    height: 320,
    followsFilter: true,
    hint: "trials by two parameters, coloured by rank: the darker the better; the ground is the smoothed rank",
    controls: [
      element("label", {}, contour, "contour"),
      menus.x,
      element("span", { textContent: "×" }),
      menus.y,
      logBox(() => shown.x, "log x"),
      logBox(() => shown.y, "log y"),
    ],
    build(size) {
      if (!shown.x) return "There is no parameter.";
      const [x, y] = [columnAxis(shown.x, size.zoom?.x), columnAxis(shown.y, size.zoom?.y)];
      const [xOf, yOf] = [spread(shown.x), spread(shown.y)];
      const there = (trial) => !Number.isNaN(shown.x.numbers[trial] + shown.y.numbers[trial]);
      const kept = byGoodness().filter(there);
      const failed = trials.filter((trial) => stateOf(trial) === "failed" && there(trial));
      if (!kept.length && !failed.length) return trials.length ? "No trial has values of both." : nothing;
      const layers = [];
      if (contour.checked) {
        const places = kept
          .filter((trial) => isComplete[trial] && state.passes[trial])
          .map((trial) => ({
            x: x.scale.at(xOf(trial)),
            y: y.scale.at(yOf(trial)),
            value: goodness()[trial],
          }))
          .filter((place) => place.x >= 0 && place.x <= 1 && place.y >= 0 && place.y <= 1);
        const field = smoothed(places, contourCells);
        layers.push({
          kind: "cells",
          columns: contourCells,
          rows: contourCells,
          level(column, row) {
            const value = field[row * contourCells + column];
            return Number.isNaN(value) ? -1 : Math.min(Math.floor(value * contourLevels), contourLevels - 1);
          },
          colour: (level) => rampColour(level / (contourLevels - 1)),
        });
      }
      layers.push(
        { kind: "points", trials: failed, x: xOf, y: yOf, colour: () => stateColour("failed"), shape: shapeOf },
        { kind: "points", trials: kept, x: xOf, y: yOf, colour: colourOfGoodness, shape: shapeOf },
      );
      return xyPicture({ x, y, layers }, size);
    },
  });
  chart.showColumn = (column) => choose("x", column);
  return chart;
}
