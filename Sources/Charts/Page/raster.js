// Thousands of lines and dots at once: as pixels, since strokes of that many take a browser seconds.
// Where they lie on each other, the later one gives the colour, and all together the opacity.

/** The parts of colours #rrggbb, each of which gets a number. */
class ColourTable {
  numbers = new Map();
  parts = [];

  number(colour) {
    if (!this.numbers.has(colour)) {
      this.numbers.set(colour, this.parts.length);
      this.parts.push([1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16)));
    }
    return this.numbers.get(colour);
  }
}

/** A canvas of pixels with the colour of a number and an opacity each. */
function pixelCanvas(columns, rows, colours, owners, opacityAt) {
  const image = new ImageData(columns, rows);
  for (let place = 0; place < owners.length; place++) {
    const opacity = opacityAt(place);
    if (!opacity) continue;
    const [red, green, blue] = colours.parts[owners[place]];
    const start = 4 * place;
    image.data[start] = red;
    image.data[start + 1] = green;
    image.data[start + 2] = blue;
    image.data[start + 3] = 255 * opacity;
  }
  const canvas = element("canvas", { width: columns, height: rows });
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

/**
 * Lines as pixels.
 *
 * lines: flat lists x0, y0, x1, y1, ..., the most important last.
 * colourOf(index): the colour of a line. opacity: of a pixel that one line crosses.
 */
function rasterLines(lines, colourOf, opacity, width, height) {
  const [columns, rows] = [Math.ceil(width), Math.ceil(height)];
  const [counts, owners] = [new Uint16Array(columns * rows), new Uint16Array(columns * rows)];
  const colours = new ColourTable();
  lines.forEach((line, index) => {
    const owner = colours.number(colourOf(index));
    for (let i = 2; i < line.length; i += 2) {
      let [x, y] = [line[i - 2], line[i - 1]];
      const [dx, dy] = [line[i] - x, line[i + 1] - y];
      const steps = Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)));
      // What is far outside is no picture.
      if (!(steps < 1e4)) continue;
      const [stepX, stepY] = steps ? [dx / steps, dy / steps] : [0, 0];
      for (let step = 0; step <= steps; step++, x += stepX, y += stepY) {
        const [column, row] = [x | 0, y | 0];
        if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
        const place = row * columns + column;
        if (counts[place] < 65535) counts[place]++;
        owners[place] = owner;
      }
    }
  });
  const opacities = Array.from({ length: 64 }, (_, count) => 1 - (1 - opacity) ** count);
  return pixelCanvas(columns, rows, colours, owners, (place) => opacities[Math.min(counts[place], 63)]);
}

/** How much of each pixel a circle covers whose centre is that of the middle pixel, by its distance. */
function circleMask(radius, style) {
  const reach = Math.ceil(radius + (style.width ?? 0) + 1);
  const covered = (distance, edge) => Math.min(Math.max(edge - distance + 0.5, 0), 1);
  const mask = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const distance = Math.hypot(dx, dy);
      const half = (style.width ?? 1) / 2;
      const share = style.fill
        ? covered(distance, radius)
        : covered(distance, radius + half) - covered(distance, radius - half);
      if (share > 0) mask.push({ dx, dy, share: share * (style.opacity ?? 1) });
    }
  }
  return mask;
}

/** Groups of circles as pixels: {points, radius, style}, with so many pixels to one of the page. */
function rasterCircles(groups, width, height, ratio) {
  const [columns, rows] = [Math.ceil(width * ratio), Math.ceil(height * ratio)];
  const [opacities, owners] = [new Float32Array(columns * rows), new Uint16Array(columns * rows)];
  const colours = new ColourTable();
  for (const { points, radius, style } of groups) {
    const owner = colours.number(style.fill ?? style.stroke);
    const mask = circleMask(radius * ratio, { ...style, width: (style.width ?? 1) * ratio });
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [Math.round(points[i] * ratio), Math.round(points[i + 1] * ratio)];
      for (const { dx, dy, share } of mask) {
        const [column, row] = [x + dx, y + dy];
        if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
        const place = row * columns + column;
        if (share > 0.4 || opacities[place] < 0.4) owners[place] = owner;
        opacities[place] += (1 - opacities[place]) * share;
      }
    }
  }
  return pixelCanvas(columns, rows, colours, owners, (place) => opacities[place]);
}

/** Draws lines with a painter: as strokes, or as pixels where a canvas has too many. */
function paintLines(painter, lines, colourOf, { width = 1, opacity = 1 }, size) {
  if (painter.picture && lines.length > mostElements / 4) {
    painter.picture(rasterLines(lines, colourOf, opacity, size.width, size.height), size);
    return;
  }
  for (const [colour, group] of grouped(lines, (_, index) => colourOf(index))) {
    painter.polylines(group, { stroke: colour, width, opacity });
  }
}

/** Draws groups of circles with a painter: as paths, or as pixels where a canvas has too many. */
function paintCircles(painter, groups, size) {
  const count = groups.reduce((sum, { points }) => sum + points.length / 2, 0);
  if (painter.picture && count > mostElements / 4) {
    painter.picture(rasterCircles(groups, size.width, size.height, devicePixelRatio || 1), size);
    return;
  }
  for (const { points, radius, style } of groups) painter.circles(points, radius, style);
}
