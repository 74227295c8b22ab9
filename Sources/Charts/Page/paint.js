// Drawing: one set of strokes for SVG and for a canvas. Points are flat lists x0, y0, x1, y1, ... in pixels.

/** Okabe and Ito's palette (Color Universal Design, 2008), and ramps of one of its hues from the background on. */
const palette = {
  blue: "#0072b2",
  sky: "#56b4e9",
  orange: "#e69f00",
  vermillion: "#d55e00",
  green: "#009e73",
  purple: "#cc79a7",
};
const themes = {
  light: {
    ink: "#1f2328",
    muted: "#59636e",
    grid: "#e4e7eb",
    frame: "#c4cad1",
    faint: "#d3d8de",
    surface: "#ffffff",
    accent: palette.blue,
    mark: "#b3307f",
    best: palette.orange,
    ramp: ["#cfd6de", "#a9c9e2", "#5ea3d0", "#0072b2", "#00365a"],
    states: { complete: palette.blue, pruned: palette.orange, failed: palette.vermillion, running: palette.green },
  },
  dark: {
    ink: "#e6e9ee",
    muted: "#9aa4b0",
    grid: "#2a3038",
    frame: "#454d58",
    faint: "#3a424c",
    surface: "#171b21",
    accent: palette.sky,
    mark: "#f39ac7",
    best: palette.orange,
    ramp: ["#414b57", "#3d6a8d", "#56b4e9", "#a5dbff", "#f2faff"],
    states: { complete: palette.sky, pruned: palette.orange, failed: "#f0793a", running: "#2fc79a" },
  },
};
const systemTheme = matchMedia("(prefers-color-scheme: dark)");
let themeName = "light";
const theme = () => themes[themeName];
function setTheme(name) {
  themeName = document.documentElement.dataset.theme = name;
}
const followSystem = () => setTheme(systemTheme.matches ? "dark" : "light");
followSystem();
const stateColour = (name) => theme().states[name] ?? theme().muted;
const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans KR', sans-serif";

/** A colour between two given as #rrggbb. */
function mixed(a, b, share) {
  const part = (colour, index) => parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
  const mix = (index) => Math.round(part(a, index) * (1 - share) + part(b, index) * share);
  return "#" + [0, 1, 2].map((index) => mix(index).toString(16).padStart(2, "0")).join("");
}

/** So many steps from the worst to the best: what has one colour is drawn at once. */
const rampSteps = 24;
for (const made of Object.values(themes)) {
  made.colours = Array.from({ length: rampSteps }, (_, step) => {
    const place = (step / (rampSteps - 1)) * (made.ramp.length - 1);
    const below = Math.min(Math.floor(place), made.ramp.length - 2);
    return mixed(made.ramp[below], made.ramp[below + 1], place - below);
  });
}

/** The colour of a share from 0, the worst, to 1, the best. */
function rampColour(share) {
  if (Number.isNaN(share)) return theme().faint;
  return theme().colours[Math.round(Math.min(Math.max(share, 0), 1) * (rampSteps - 1))];
}

const escaped = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const rounded = (number) => Math.round(number * 10) / 10;

/** Strokes as the markup of an SVG. */
class SvgPainter {
  markup = "";

  style({ fill = "none", stroke = "none", width = 1, opacity = 1, dash = "" }) {
    return (
      `fill="${fill}" stroke="${stroke}"` +
      (stroke === "none" ? "" : ` stroke-width="${width}"`) +
      (opacity === 1 ? "" : ` opacity="${opacity}"`) +
      (dash ? ` stroke-dasharray="${dash}"` : "")
    );
  }

  circles(points, radius, style) {
    if (!points.length) return;
    let circles = "";
    for (let i = 0; i < points.length; i += 2) {
      circles += `<circle cx="${rounded(points[i])}" cy="${rounded(points[i + 1])}" r="${radius}"/>`;
    }
    this.markup += `<g ${this.style(style)}>${circles}</g>`;
  }

  polylines(lines, style) {
    let path = "";
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2) path += (i ? "L" : "M") + rounded(line[i]) + " " + rounded(line[i + 1]);
    }
    if (path) this.markup += `<path d="${path}" ${this.style(style)} stroke-linejoin="round"/>`;
  }

  /** Rectangles as x, y, width, height, ... */
  rects(sizes, style) {
    let path = "";
    for (let i = 0; i < sizes.length; i += 4) {
      const [x, y, width, height] = [sizes[i], sizes[i + 1], sizes[i + 2], sizes[i + 3]].map(rounded);
      path += `M${x} ${y}h${width}v${height}h${-width}Z`;
    }
    if (path) this.markup += `<path d="${path}" ${this.style(style)}/>`;
  }

  /** A text; one with a halo is readable on lines. */
  text(x, y, text, { anchor = "middle", fill, size = 11, weight = 400, hasHalo = false }) {
    const halo = hasHalo
      ? ` paint-order="stroke" stroke="${theme().surface}" stroke-width="3" stroke-linejoin="round"`
      : "";
    this.markup +=
      `<text x="${rounded(x)}" y="${rounded(y)}" text-anchor="${anchor}" fill="${fill}" font-size="${size}"` +
      ` font-weight="${weight}" dominant-baseline="central"${halo}>${escaped(text)}</text>`;
  }

  clipped({ left, top, width, height }, body) {
    const name = `clip${SvgPainter.clips++}`;
    this.markup += `<clipPath id="${name}"><rect x="${left}" y="${top}" width="${width}" height="${height}"/></clipPath>`;
    this.markup += `<g clip-path="url(#${name})">`;
    body();
    this.markup += "</g>";
  }

  static clips = 0;
}

/** The same strokes on a canvas. */
class CanvasPainter {
  constructor(context) {
    this.context = context;
  }

  paint(path, { fill = "none", stroke = "none", width = 1, opacity = 1, dash = "" }) {
    const { context } = this;
    context.globalAlpha = opacity;
    context.setLineDash(dash ? dash.split(" ").map(Number) : []);
    if (fill !== "none") {
      context.fillStyle = fill;
      context.fill(path);
    }
    if (stroke !== "none") {
      [context.strokeStyle, context.lineWidth, context.lineJoin] = [stroke, width, "round"];
      context.stroke(path);
    }
    context.globalAlpha = 1;
  }

  circles(points, radius, style) {
    const path = new Path2D();
    for (let i = 0; i < points.length; i += 2) {
      path.moveTo(points[i] + radius, points[i + 1]);
      path.arc(points[i], points[i + 1], radius, 0, 2 * Math.PI);
    }
    this.paint(path, style);
  }

  polylines(lines, style) {
    for (const line of lines) {
      const path = new Path2D();
      for (let i = 0; i < line.length; i += 2) {
        if (i) path.lineTo(line[i], line[i + 1]);
        else path.moveTo(line[i], line[i + 1]);
      }
      this.paint(path, style);
    }
  }

  rects(sizes, { fill = "none", stroke = "none", width = 1, opacity = 1 }) {
    const { context } = this;
    [context.globalAlpha, context.fillStyle, context.strokeStyle, context.lineWidth] = [opacity, fill, stroke, width];
    for (let i = 0; i < sizes.length; i += 4) {
      if (fill !== "none") context.fillRect(sizes[i], sizes[i + 1], sizes[i + 2], sizes[i + 3]);
      if (stroke !== "none") context.strokeRect(sizes[i], sizes[i + 1], sizes[i + 2], sizes[i + 3]);
    }
    context.globalAlpha = 1;
  }

  /** A picture over all. */
  picture(canvas, { width, height }) {
    this.context.drawImage(canvas, 0, 0, width, height);
  }

  text(x, y, text, { anchor = "middle", fill, size = 11, weight = 400, hasHalo = false }) {
    const { context } = this;
    context.font = `${weight} ${size}px ${font}`;
    [context.textAlign, context.textBaseline] = [anchor === "middle" ? "center" : anchor, "middle"];
    if (hasHalo) {
      [context.strokeStyle, context.lineWidth, context.lineJoin] = [theme().surface, 3, "round"];
      context.setLineDash([]);
      context.strokeText(text, x, y);
    }
    context.fillStyle = fill;
    context.fillText(text, x, y);
  }

  clipped({ left, top, width, height }, body) {
    this.context.save();
    this.context.beginPath();
    this.context.rect(left, top, width, height);
    this.context.clip();
    body();
    this.context.restore();
  }
}

const measuring = document.createElement("canvas").getContext("2d");

/** The width of a text in pixels. */
function textWidth(text, size = 11) {
  measuring.font = `${size}px ${font}`;
  return measuring.measureText(text).width;
}

/** A text cut to a width in pixels. */
function fitted(text, width, size = 11) {
  if (textWidth(text, size) <= width) return text;
  const kept = Array.from(text);
  while (kept.length > 1 && textWidth(kept.join("") + "…", size) > width) kept.pop();
  return kept.join("") + "…";
}
