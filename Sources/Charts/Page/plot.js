// A picture with two axes: what it draws, and what a pointer finds in it.

const dotRadius = 3;
/** So many marks are drawn as elements of an SVG; more are drawn on a canvas. */
const mostElements = 2000;

/** Items by a key such as their colour, so that all of one are drawn at once; keys in the order in which they occur. */
function grouped(items, keyOf) {
  const groups = new Map();
  items.forEach((item, index) => {
    const key = keyOf(item, index);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  });
  return groups;
}

/**
 * A picture of a scene in so many pixels.
 *
 * scene.x, scene.y: {scale, title, column}; without a column nothing can be filtered by the axis.
 * scene.layers, in the order they are drawn, with values in the units of the axes:
 *   {kind: "points", trials, x(trial), y(trial), colour(trial), shape(trial), isUndrawn}: "dot", "ring" or "cross"
 *   {kind: "lines", lines: [{trial, xs, ys}], colour(trial)}; {kind: "line", xs, ys, colour, width, dash}
 *   {kind: "bars", trials, from(trial), to(trial), row(trial), colour(trial)}
 *   {kind: "cells", columns, rows, level(column, row), colour(level)}; a level below 0 is left out
 * scene.clampsY: values beyond the ends stand at the edge.
 */
function xyPicture(scene, { width, height }) {
  const { x, y } = scene;
  const yTicks = y.scale.ticks(Math.max(Math.floor((height - 70) / 34), 2));
  const yTexts = yTicks.map(({ text }) => shortened(text, 14));
  const left = Math.min(14 + Math.max(0, ...yTexts.map((text) => textWidth(text))), width / 3);
  const box = { left, top: 26, width: Math.max(width - left - 14, 10), height: Math.max(height - 26 - 40, 10) };
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  /** Far outside of the picture, where lines to infinity go. */
  const bounded = (place) => Math.min(Math.max(place, -1e5), 1e5);
  const xAt = (value) => box.left + x.scale.at(value) * box.width;
  const yAt = (value) => bottom - y.scale.at(value) * box.height;

  // What can be pointed at: horizontal strokes from xs to ends at ys; those of points have no length.
  const targets = { trials: [], xs: [], ends: [], ys: [] };
  function addTarget(trial, px, end, py) {
    targets.trials.push(trial);
    targets.xs.push(px);
    targets.ends.push(end);
    targets.ys.push(py);
  }

  const r = dotRadius;
  const cross = ({ px, py }) => [
    [px - r, py - r, px + r, py + r],
    [px - r, py + r, px + r, py - r],
  ];
  /** Points out of the picture from its edge. */
  const arrow = ({ px, py }) => {
    const inward = py > (box.top + bottom) / 2 ? -5 : 5;
    return [[px - r, py + inward, px, py, px + r, py + inward]];
  };

  const isInside = (px, py) => px >= box.left - 0.5 && px <= right + 0.5 && py >= box.top - 0.5 && py <= bottom + 0.5;

  const placers = {
    points(layer) {
      layer.placed = [];
      for (const trial of layer.trials) {
        if (isHidden(trial)) continue;
        const px = xAt(layer.x(trial));
        let py = yAt(layer.y(trial));
        const isBeyond = scene.clampsY && (py < box.top - 0.5 || py > bottom + 0.5);
        if (isBeyond) py = Math.min(Math.max(py, box.top), bottom);
        if (!isInside(px, py)) continue;
        layer.placed.push({ trial, px, py, isBeyond });
        addTarget(trial, px, px, py);
      }
    },
    lines(layer) {
      layer.placed = [];
      for (const { trial, xs, ys } of layer.lines) {
        if (isHidden(trial)) continue;
        const points = [];
        for (let i = 0; i < xs.length; i++) {
          const [px, py] = [bounded(xAt(xs[i])), bounded(yAt(ys[i]))];
          if (Number.isNaN(px) || Number.isNaN(py)) continue;
          points.push(px, py);
          if (isInside(px, py)) addTarget(trial, px, px, py);
        }
        // A line of one point is a short stroke.
        if (points.length === 2) points.push(points[0] + 3, points[1]);
        layer.placed.push({ trial, points });
      }
    },
    bars(layer) {
      layer.placed = [];
      layer.thickness = Math.min(Math.max(Math.abs(yAt(1) - yAt(0)) * 0.8, 1), 14);
      for (const trial of layer.trials) {
        if (isHidden(trial)) continue;
        const [start, end, py] = [xAt(layer.from(trial)), xAt(layer.to(trial)), yAt(layer.row(trial))];
        if (!(end >= box.left && start <= right && isInside(box.left, py))) continue;
        const [from, to] = [Math.max(start, box.left), Math.min(Math.max(end, start + 1.5), right)];
        layer.placed.push({ trial, from, to, py });
        addTarget(trial, from, to, py);
      }
    },
  };
  for (const layer of scene.layers) placers[layer.kind]?.(layer);

  const painters = {
    cells(painter, layer) {
      const groups = new Map();
      const [w, h] = [box.width / layer.columns, box.height / layer.rows];
      for (let row = 0; row < layer.rows; row++) {
        for (let column = 0, start = 0; column <= layer.columns; column++) {
          const level = column < layer.columns ? layer.level(column, row) : -2;
          const before = column > start ? layer.level(start, row) : level;
          if (level === before && column < layer.columns) continue;
          if (before >= 0) {
            if (!groups.has(before)) groups.set(before, []);
            groups
              .get(before)
              .push(box.left + start * w, bottom - (row + 1) * h - 0.3, (column - start) * w + 0.3, h + 0.6);
          }
          start = column;
        }
      }
      for (const [level, rects] of groups) painter.rects(rects, { fill: layer.colour(level), opacity: 0.55 });
    },
    line(painter, layer) {
      const points = [];
      layer.xs.forEach((value, index) => {
        const [px, py] = [bounded(xAt(value)), bounded(yAt(layer.ys[index]))];
        if (Number.isNaN(px) || Number.isNaN(py)) return;
        const isLast = index === layer.xs.length - 1;
        if (!isLast && Math.abs(px - points.at(-2)) < 0.5 && Math.abs(py - points.at(-1)) < 0.5) return;
        if (layer.isStepped && points.length) points.push(px, points[points.length - 1]);
        points.push(px, py);
      });
      painter.polylines([points], { stroke: layer.colour, width: layer.width ?? 2, dash: layer.dash });
    },
    lines(painter, layer) {
      const others = layer.placed.filter(({ trial }) => !state.passes[trial]);
      const kept = layer.placed.filter(({ trial }) => state.passes[trial]);
      paintLines(
        painter,
        others.map(({ points }) => points),
        () => theme().faint,
        { opacity: 0.6 },
        { width, height },
      );
      paintLines(
        painter,
        kept.map(({ points }) => points),
        (index) => layer.colour(kept[index].trial),
        { width: 1.3, opacity: kept.length > 300 ? 0.5 : 0.85 },
        { width, height },
      );
    },
    bars(painter, layer) {
      const colourOf = ({ trial }) => (state.passes[trial] ? layer.colour(trial) : theme().faint);
      for (const [colour, group] of grouped(layer.placed, colourOf)) {
        painter.rects(
          group.flatMap(({ from, to, py }) => [from, py - layer.thickness / 2, to - from, layer.thickness]),
          { fill: colour },
        );
      }
    },
    points(painter, layer) {
      const circles = [];
      for (const passes of [0, 1]) {
        const kept = layer.placed.filter(({ trial }) => state.passes[trial] === passes);
        const opacity = passes ? (layer.placed.length > mostElements ? 0.75 : 0.9) : 0.7;
        for (const [shape, places] of grouped(kept, ({ trial, isBeyond }) =>
          isBeyond ? "edge" : (layer.shape?.(trial) ?? "dot"),
        )) {
          for (const [colour, group] of grouped(places, ({ trial }) =>
            passes ? layer.colour(trial) : theme().faint,
          )) {
            if (shape === "dot" || shape === "ring") {
              const points = new Float64Array(2 * group.length);
              group.forEach(({ px, py }, index) => points.set([px, py], 2 * index));
              circles.push({
                points,
                radius: dotRadius,
                style: shape === "dot" ? { fill: colour, opacity } : { stroke: colour, width: 1.5, opacity },
              });
            } else
              painter.polylines(group.flatMap(shape === "cross" ? cross : arrow), {
                stroke: colour,
                width: 1.5,
                opacity,
              });
          }
        }
      }
      paintCircles(painter, circles, { width, height });
    },
  };

  return {
    box,
    targets,
    count: Math.max(targets.trials.length, ...scene.layers.map((layer) => layer.placed?.length ?? 0)),
    paint(painter) {
      paintAxes(painter, scene, box, { xAt, yAt, yTicks, yTexts });
      painter.clipped({ left: box.left - 1, top: box.top - 1, width: box.width + 2, height: box.height + 2 }, () => {
        for (const layer of scene.layers) if (layer.kind !== "points") painters[layer.kind](painter, layer);
      });
      for (const layer of scene.layers)
        if (layer.kind === "points" && !layer.isUndrawn) painters.points(painter, layer);
    },
    /** The passing trial near a place. */
    find(px, py, reach = 14) {
      let [found, nearest] = [-1, reach * reach];
      for (let i = 0; i < targets.trials.length; i++) {
        const dx = Math.max(targets.xs[i] - px, px - targets.ends[i], 0);
        const dy = targets.ys[i] - py;
        const distance = dx * dx + dy * dy;
        if (distance <= nearest && state.passes[targets.trials[i]]) [found, nearest] = [targets.trials[i], distance];
      }
      return found;
    },
    /** Marks a trial; gives a place beside it, null where it is not in the picture. */
    paintMark(painter, trial, { colour, width }) {
      let place = null;
      for (const layer of scene.layers) {
        const line = layer.kind === "lines" && layer.placed.find((line) => line.trial === trial);
        if (line) painter.polylines([line.points], { stroke: colour, width: width + 0.5 });
      }
      for (let i = 0; i < targets.trials.length; i++) {
        if (targets.trials[i] !== trial) continue;
        const [px, end, py] = [targets.xs[i], targets.ends[i], targets.ys[i]];
        if (end > px) painter.rects([px - 2, py - 4, end - px + 4, 8], { stroke: colour, width });
        else painter.circles([px, py], dotRadius + 2.5, { stroke: colour, width });
        place = { x: px, y: py };
      }
      return place;
    },
    /** What a rectangle of pixels means in the units of the axes. */
    ranges({ x0, y0, x1, y1 }) {
      const range = (axis, a, b) => {
        const [low, high] = [axis.scale.value(Math.min(a, b)), axis.scale.value(Math.max(a, b))];
        return { column: axis.column, scale: axis.scale, low, high };
      };
      return {
        x: range(x, (x0 - box.left) / box.width, (x1 - box.left) / box.width),
        y: range(y, (bottom - y0) / box.height, (bottom - y1) / box.height),
      };
    },
  };
}

/** Frame, grid, ticks and titles. */
function paintAxes(painter, { x, y }, box, { xAt, yAt, yTicks, yTexts }) {
  const { ink, muted, grid, frame } = theme();
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const xTicks = x.scale.ticks(Math.max(Math.floor(box.width / (x.scale.kind === "category" ? 36 : 70)), 2));
  const slot = box.width / Math.max(xTicks.length, 1) - 6;
  const gridLines = [
    ...xTicks.filter(() => x.scale.kind !== "category").map(({ value }) => [xAt(value), box.top, xAt(value), bottom]),
    ...yTicks.filter(() => y.scale.kind !== "category").map(({ value }) => [box.left, yAt(value), right, yAt(value)]),
  ];
  painter.polylines(gridLines, { stroke: grid });
  painter.polylines([[box.left, box.top, box.left, bottom, right, bottom]], { stroke: frame });
  for (const { value, text } of xTicks) {
    painter.text(xAt(value), bottom + 12, fitted(text, x.scale.kind === "category" ? slot : 90), { fill: muted });
  }
  yTicks.forEach(({ value }, index) => {
    const text = fitted(yTexts[index], box.left - 10);
    painter.text(box.left - 6, yAt(value), text, { anchor: "end", fill: muted });
  });
  painter.text(box.left + box.width / 2, bottom + 29, fitted(x.title, box.width, 12), { fill: ink, size: 12 });
  painter.text(2, 11, fitted(y.title, right - 2, 12), { anchor: "start", fill: ink, size: 12 });
}
