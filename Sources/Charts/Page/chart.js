// A chart on the page: its frame and controls, pointer and keyboard, and when it is drawn.

const charts = [];
let isScheduled = false;

/** So many milliseconds of a frame go to drawing; what is left over comes in the next one. */
const frameBudget = 24;

/** Draws what has changed and is on the screen: first where something is dragged, then what has waited longest. */
function schedule() {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame((start) => {
    isScheduled = false;
    const waiting = charts.filter((chart) => chart.isOnScreen && (chart.needsDrawing || chart.needsMarks));
    waiting.sort((a, b) => Boolean(b.drag) - Boolean(a.drag) || a.drawnAt - b.drawnAt);
    for (const chart of waiting) {
      if (performance.now() - start > frameBudget && chart.needsDrawing && chart !== waiting[0]) return schedule();
      chart.update();
    }
  });
}

onChange((kind) => {
  for (const chart of charts) {
    if (kind === "hover" || kind === "selection") {
      chart.needsMarks = true;
      continue;
    }
    chart.needsDrawing = true;
    if (kind === "view" || chart.followsFilter || state.hidesFailed !== chart.wasHidingFailed) chart.picture = null;
  }
  schedule();
});

const onScreen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) target.chart.isOnScreen = isIntersecting;
    schedule();
  },
  { rootMargin: "60px" },
);

const onResize = new ResizeObserver((entries) => {
  for (const { target } of entries) target.chart.redraw();
});

class Chart {
  zoom = null;
  needsDrawing = true;
  needsMarks = false;
  isOnScreen = false;
  /** What was built last, as long as it is that of the study as it is shown. */
  picture = null;
  drag = null;
  /** When it was drawn last, in milliseconds. */
  drawnAt = 0;
  wasHidingFailed = false;

  /**
   * build({width, height, zoom, isDragged}) gives a picture, with `note` for what is to be said of it, or words for why
   * there is none.
   * followsFilter: whether what is built depends on which trials pass, and not only how it is painted.
   * controls: elements beside the title. leastWidth: gives the pixels below which the picture is scrolled.
   */
  constructor({
    id,
    title,
    hint = "",
    height = 300,
    className = "",
    controls = [],
    leastWidth = null,
    followsFilter = false,
    build,
  }) {
    Object.assign(this, { id, title, hint, height, leastWidth, followsFilter, build });
    this.note = element("span", { className: "note" });
    this.reset = element("button", {
      type: "button",
      textContent: "Whole range",
      hidden: true,
      onclick: () => this.setZoom(null),
    });
    const save = element("button", {
      type: "button",
      textContent: "SVG",
      title: "Save as SVG",
      onclick: () => this.save(),
      attributes: { "aria-label": `Save ${title} as SVG` },
    });
    this.canvas = element("canvas");
    [this.base, this.overlay] = [svgElement("base"), svgElement("overlay")];
    this.empty = element("p", { className: "empty", hidden: true });
    this.plot = element(
      "div",
      {
        className: "plot",
        tabIndex: 0,
        chart: this,
        attributes: {
          role: "group",
          "aria-roledescription": "chart",
          "aria-label": hint ? `${title}: ${hint}` : title,
        },
      },
      this.canvas,
      this.base,
      this.overlay,
      this.empty,
    );
    this.plot.style.height = `${height}px`;
    this.figure = element(
      "figure",
      { id, className: `card chart ${className}` },
      element(
        "figcaption",
        {},
        element("h3", { textContent: title, title: hint }),
        this.note,
        element("div", { className: "controls" }, ...controls, this.reset, save),
      ),
      element("div", { className: this.leastWidth ? "scroll" : "" }, this.plot),
    );
    this.listen();
    charts.push(this);
    onScreen.observe(this.plot);
    onResize.observe(this.plot);
  }

  redraw() {
    [this.needsDrawing, this.picture] = [true, null];
    schedule();
  }

  setZoom(zoom) {
    this.zoom = zoom;
    this.reset.hidden = !zoom;
    this.redraw();
  }

  // MARK: drawing

  update() {
    if (this.needsDrawing) this.draw();
    else if (this.needsMarks) this.drawMarks();
  }

  draw() {
    [this.needsDrawing, this.needsMarks] = [false, false];
    if (this.leastWidth) this.plot.style.minWidth = `${this.leastWidth()}px`;
    const [width, height] = [this.plot.clientWidth, this.height];
    if (!width) return;
    if (!this.picture) {
      const built = this.build({ width, height, zoom: this.zoom, isDragged: Boolean(this.drag?.hasMoved) });
      this.picture = typeof built === "string" ? null : built;
      this.wasHidingFailed = state.hidesFailed;
      this.empty.hidden = Boolean(this.picture);
      this.empty.textContent = this.picture ? "" : built;
      this.plot.style.height = this.picture ? `${height}px` : "auto";
    }
    this.note.textContent = this.picture?.note ?? "";
    const usesCanvas = this.picture !== null && this.picture.count > mostElements;
    this.canvas.hidden = !usesCanvas;
    this.base.style.display = usesCanvas ? "none" : "";
    for (const svg of [this.base, this.overlay]) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    if (usesCanvas) {
      const ratio = devicePixelRatio || 1;
      [this.canvas.width, this.canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
      const context = this.canvas.getContext("2d");
      context.scale(ratio, ratio);
      this.picture.paint(new CanvasPainter(context));
      this.base.replaceChildren();
    } else {
      const painter = new SvgPainter();
      this.picture?.paint(painter);
      this.base.innerHTML = painter.markup;
    }
    this.drawMarks();
    this.drawnAt = performance.now();
  }

  drawMarks() {
    this.needsMarks = false;
    const painter = new SvgPainter();
    if (this.picture) this.paintMarks(painter);
    if (this.drag?.box) {
      const { x0, y0, x1, y1 } = this.drag.box;
      painter.rects([Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0)], {
        fill: theme().accent,
        stroke: theme().accent,
        opacity: 0.25,
      });
    }
    this.overlay.innerHTML = painter.markup;
  }

  paintMarks(painter) {
    this.picture.paintOverlay?.(painter);
    const { selected, hovered } = state;
    if (selected >= 0) this.picture.paintMark(painter, selected, { colour: theme().mark, width: 2.5 });
    if (hovered >= 0 && hovered !== selected) {
      this.picture.paintMark(painter, hovered, { colour: theme().ink, width: 1.5 });
    }
  }

  /** The chart as the text of an SVG file. */
  svg() {
    const [width, height] = [this.plot.clientWidth, this.height];
    const picture = this.build({ width, height, zoom: this.zoom });
    const painter = new SvgPainter();
    if (typeof picture !== "string") {
      picture.paint(painter);
      if (state.selected >= 0) picture.paintMark(painter, state.selected, { colour: theme().mark, width: 2.5 });
    }
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + 28}"` +
      ` font-family="${escaped(font)}"` +
      ` viewBox="0 -28 ${width} ${height + 28}"><title>${escaped(`${data.title}: ${this.title}`)}</title>` +
      `<rect y="-28" width="${width}" height="${height + 28}" fill="${theme().surface}"/>` +
      `<text x="2" y="-9" font-size="14" font-weight="600" fill="${theme().ink}">${escaped(
        `${data.title}: ${this.title}`,
      )}</text>${painter.markup}</svg>\n`
    );
  }

  save() {
    const url = URL.createObjectURL(new Blob([this.svg()], { type: "image/svg+xml" }));
    element("a", { href: url, download: `${data.title}-${this.id}.svg`.replace(/[^\p{L}\p{N}._-]+/gu, "-") }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  // MARK: pointer and keyboard

  place(event) {
    const bounds = this.plot.getBoundingClientRect();
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
  }

  listen() {
    const { plot } = this;
    plot.addEventListener("pointermove", (event) => {
      const place = this.place(event);
      if (this.drag) return this.moveDrag(place);
      const trial = this.picture?.find(place.x, place.y) ?? -1;
      plot.style.cursor = trial >= 0 ? "pointer" : (this.picture?.cursor?.(place.x, place.y) ?? "");
      hover(trial);
      if (trial >= 0) showTip(trial, event.clientX, event.clientY);
      else hideTip();
    });
    plot.addEventListener("pointerleave", () => {
      if (!this.drag) hover(-1);
      hideTip();
    });
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !this.picture) return;
      const place = this.place(event);
      plot.setPointerCapture(event.pointerId);
      const handler = this.picture.press?.(place.x, place.y, event) ?? this.zoomDrag(event.shiftKey);
      this.drag = { start: place, handler, hasMoved: false, box: null };
    });
    plot.addEventListener("pointerup", (event) => this.endDrag(this.place(event)));
    plot.addEventListener("pointercancel", () => {
      this.drag = null;
      this.drawMarks();
    });
    plot.addEventListener("dblclick", () => {
      if (this.zoom) this.setZoom(null);
    });
    plot.addEventListener("keydown", (event) => this.press(event));
  }

  moveDrag(place) {
    const { drag } = this;
    drag.hasMoved ||= Math.hypot(place.x - drag.start.x, place.y - drag.start.y) > 4;
    if (!drag.hasMoved || !drag.handler) return;
    hideTip();
    drag.box = drag.handler.move?.(drag.start, place) ?? null;
    this.needsMarks = true;
    schedule();
  }

  endDrag(place) {
    const { drag } = this;
    if (!drag) return;
    this.drag = null;
    if (drag.hasMoved) {
      drag.handler?.end?.(drag.start, place);
      this.redraw();
    } else if (!drag.handler?.click?.(place)) {
      const trial = this.picture?.find(place.x, place.y) ?? -1;
      if (trial >= 0) select(trial);
    }
    this.drawMarks();
  }

  /** A drag that zooms; with shift, one that filters by both axes. */
  zoomDrag(isFilter) {
    if (!this.picture.ranges) return null;
    const { picture } = this;
    const box = (start, place) => ({ x0: start.x, y0: start.y, x1: place.x, y1: place.y });
    return {
      move: box,
      end: (start, place) => {
        if (Math.abs(place.x - start.x) < 5 || Math.abs(place.y - start.y) < 5) return;
        const { x, y } = picture.ranges(box(start, place));
        if (isFilter) {
          for (const { column, low, high } of [x, y]) if (column) brush(column, { low, high });
        } else {
          this.zoomTo(x, y);
        }
      },
    };
  }

  zoomBy(factor) {
    const { left, top, width, height } = this.picture.box;
    const [dx, dy] = [(width * (1 - factor)) / 2, (height * (1 - factor)) / 2];
    const { x, y } = this.picture.ranges({ x0: left + dx, y0: top + dy, x1: left + width - dx, y1: top + height - dy });
    this.zoomTo(x, y);
  }

  /** Categories are never zoomed into. */
  zoomTo(x, y) {
    const ends = ({ scale, low, high }) => (scale.kind === "category" ? null : { low, high });
    this.setZoom({ x: ends(x), y: ends(y) });
  }

  press(event) {
    if (!this.picture || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.step(step);
    else if ((event.key === "Enter" || event.key === " ") && state.hovered >= 0) select(state.hovered);
    else if (event.key === "+" && this.picture.ranges) this.zoomBy(0.6);
    else if (event.key === "-" && this.zoom) this.zoomBy(1 / 0.6);
    else if (event.key === "0" && this.zoom) this.setZoom(null);
    else return;
    event.preventDefault();
  }

  /** Goes to the next passing trial from left to right. */
  step(count) {
    const { trials, xs } = this.picture.targets;
    const first = new Map();
    trials.forEach((trial, index) => {
      if (state.passes[trial] && !first.has(trial)) first.set(trial, xs[index]);
    });
    const order = [...first.keys()].sort((a, b) => first.get(a) - first.get(b) || a - b);
    if (!order.length) return;
    const place = order.indexOf(state.hovered >= 0 ? state.hovered : state.selected);
    const next = place < 0 ? (count > 0 ? 0 : order.length - 1) : (place + count + order.length) % order.length;
    hover(order[next]);
    say(trialText(order[next]));
  }
}
