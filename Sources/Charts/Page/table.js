// The table of trials: only the rows on the screen exist. And what is told of one trial.

const rowHeight = 27;

/** The columns that a text takes, two of them for a wide character. */
const columnsOf = (text) =>
  Array.from(text).reduce((sum, character) => sum + (character.codePointAt(0) >= 0x1100 ? 2 : 1), 0);

/** How wide a column must be for its title and what stands in it, in pixels. */
function columnWidth(column) {
  let widest = columnsOf(column.title) + 3;
  const stride = Math.max(Math.floor(trialCount / 300), 1);
  for (let trial = 0; trial < trialCount; trial += stride)
    widest = Math.max(widest, columnsOf(column.brief(trial)) + 1);
  return Math.min(Math.max(widest, 6), column.role === "message" ? 60 : 30) * 7.2 + (column.role === "state" ? 36 : 18);
}

/** The passing trials in the order of a column; what has no value comes last either way. */
function sortedTrials() {
  const { column, isDescending } = state.sort;
  const sign = isDescending ? -1 : 1;
  const { numbers } = column;
  const order = [...state.passing];
  if (numbers) {
    return order.sort((a, b) => {
      const [x, y] = [numbers[a], numbers[b]];
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y) || a - b;
      return x === y ? a - b : sign * (x < y ? -1 : 1);
    });
  }
  return order.sort((a, b) => {
    const [x, y] = [column.text(a), column.text(b)];
    return (x === "") - (y === "") || sign * x.localeCompare(y) || a - b;
  });
}

function trialTable() {
  const widths = columns.map(columnWidth);
  const heads = columns.map((column) => {
    const button = element("button", {
      type: "button",
      textContent: column.title,
      title: column.domain ?? column.title,
      onclick: () => sortBy(column),
    });
    return element("th", { scope: "col", className: column.isNumeric ? "number" : "" }, button);
  });
  const body = element("tbody");
  const [above, below] = [element("tr", { className: "space" }), element("tr", { className: "space" })];
  const table = element(
    "table",
    {},
    element("caption", { className: "hidden", textContent: "Trials" }),
    element(
      "colgroup",
      {},
      ...widths.map((width) => {
        const made = element("col");
        made.style.width = `${width}px`;
        return made;
      }),
    ),
    element("thead", {}, element("tr", {}, ...heads)),
    body,
  );
  table.style.width = `${widths.reduce((sum, width) => sum + width, 0)}px`;
  const scroller = element(
    "div",
    { className: "table", tabIndex: 0, attributes: { role: "region", "aria-label": "Trials; arrow keys choose one" } },
    table,
  );
  const count = element("span", { className: "note" });
  let order = [];

  function sortBy(column) {
    const isSame = state.sort.column === column;
    const prefersHigh = objectives.find((objective) => objective.column === column)?.isMaximized ?? false;
    state.sort = { column, isDescending: isSame ? !state.sort.isDescending : prefersHigh };
    fill();
  }

  function fill() {
    order = sortedTrials();
    count.textContent = isFiltered() ? `${countText(order.length)} of ${countText(trialCount)}` : countText(trialCount);
    heads.forEach((head, index) => {
      const isSorted = state.sort.column === columns[index];
      head.setAttribute("aria-sort", isSorted ? (state.sort.isDescending ? "descending" : "ascending") : "none");
    });
    table.setAttribute("aria-rowcount", order.length + 1);
    draw(true);
  }

  let drawn = { from: -1, to: -1 };
  function draw(isForced) {
    const from = Math.max(Math.floor(scroller.scrollTop / rowHeight) - 8, 0);
    const to = Math.min(from + Math.ceil((scroller.clientHeight || 480) / rowHeight) + 16, order.length);
    if (!isForced && from >= drawn.from && to <= drawn.to && drawn.to - drawn.from < 90) return;
    drawn = { from, to };
    above.style.height = `${from * rowHeight}px`;
    below.style.height = `${(order.length - to) * rowHeight}px`;
    body.replaceChildren(above, ...order.slice(from, to).map((trial, index) => row(trial, from + index)), below);
  }

  function row(trial, place) {
    const made = element("tr", {
      className: place % 2 ? "odd" : "",
      trial,
      attributes: { "aria-rowindex": place + 2 },
    });
    for (const column of columns) {
      const text = column.brief(trial);
      const cell = element("td", { className: column.isNumeric ? "number" : "", textContent: text });
      if (column.role === "state") cell.prepend(stateMark(text));
      if (text.length > 24 || column.isNumeric) cell.title = column.text(trial);
      made.append(cell);
    }
    mark(made);
    return made;
  }

  function mark(row) {
    row.classList.toggle("selected", row.trial === state.selected);
    row.classList.toggle("hovered", row.trial === state.hovered);
    row.setAttribute("aria-selected", row.trial === state.selected);
  }

  function show(trial) {
    const place = order.indexOf(trial);
    if (place < 0) return;
    const [first, room] = [place * rowHeight, scroller.clientHeight - 2 * rowHeight];
    if (first < scroller.scrollTop || first > scroller.scrollTop + room) scroller.scrollTop = first - room / 2;
  }

  const rowUnder = (event) => event.target.closest?.("tr")?.trial ?? -1;
  scroller.addEventListener("scroll", () => draw(false));
  body.addEventListener("click", (event) => rowUnder(event) >= 0 && select(rowUnder(event)));
  body.addEventListener("pointermove", (event) => hover(rowUnder(event)));
  body.addEventListener("pointerleave", () => hover(-1));
  scroller.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -Infinity, End: Infinity }[event.key];
    if (!step || !order.length || event.target !== scroller) return;
    event.preventDefault();
    const place = order.indexOf(state.selected);
    const next = order[Math.min(Math.max(place < 0 ? 0 : place + step, 0), order.length - 1)];
    if (next !== state.selected) select(next);
  });
  onChange((kind) => {
    if (kind === "filter") fill();
    if (kind === "selection" && state.selected >= 0) show(state.selected);
    for (const row of body.rows) if (row.trial !== undefined) mark(row);
  });
  new ResizeObserver(() => draw(true)).observe(scroller);
  fill();
  return element(
    "section",
    { className: "card", id: "trials" },
    element("div", { className: "head" }, element("h2", { textContent: "Trials" }), count),
    scroller,
  );
}

/** A dot in the colour of a state; the word stands beside it. */
const stateMark = (name) => element("span", { className: `state ${name}`, attributes: { "aria-hidden": "true" } });

// MARK: one trial

/** A trial in a few words, for the reader of a screen. */
function trialText(trial) {
  const values = objectives.map(({ column }) => `${column.title} ${column.brief(trial) || "none"}`).join(", ");
  const text = parameters
    .slice(0, 6)
    .map((column) => `${column.title} ${column.brief(trial) || "none"}`)
    .join(", ");
  return `trial ${numberColumn.text(trial)}, ${stateOf(trial)}: ${values}; ${text}`;
}

/** A configuration as a program writes it, to be tried again with `from`. */
function configurationText(trial) {
  const words = (value) => (typeof value === "string" ? JSON.stringify(value) : String(value));
  return (
    "{" +
    parameters
      .filter((column) => column.cell(trial) !== null)
      .map((column) => `${column.title}: ${column.isNumeric ? column.text(trial) : words(column.cell(trial))}`)
      .join(", ") +
    "}"
  );
}

function trialDetails() {
  const body = element("div", { className: "details-body" });
  const aside = element("aside", {
    className: "card details",
    hidden: true,
    attributes: { "aria-label": "The marked trial" },
  });
  function group(title, group, trial) {
    const there = group.filter((column) => column.text(trial) !== "");
    if (!there.length) return null;
    return element(
      "div",
      {},
      element("h4", { textContent: title }),
      element(
        "dl",
        {},
        ...there.flatMap((column) => [
          element("dt", { textContent: column.title }),
          element("dd", { textContent: column.text(trial) }),
        ]),
      ),
    );
  }
  function show() {
    const trial = state.selected;
    aside.hidden = trial < 0;
    document.body.classList.toggle("has-details", trial >= 0);
    if (trial < 0) return;
    const seconds = withRole("seconds")[0].numbers[trial];
    const name = stateOf(trial);
    const close = element("button", {
      type: "button",
      textContent: "✕",
      onclick: () => select(trial),
      attributes: { "aria-label": "Close" },
    });
    const facts = element(
      "p",
      { className: "facts" },
      stateMark(name),
      name,
      trial === bestTrial() && objectives.length === 1 ? ", the best" : "",
      Number.isNaN(seconds) ? "" : `, ${durationText(seconds)}`,
    );
    const message = messageColumn?.text(trial);
    body.replaceChildren(
      element("div", { className: "head" }, element("h3", { textContent: `Trial ${numberColumn.text(trial)}` }), close),
      facts,
      ...[
        message ? element("p", { className: "message", textContent: message }) : null,
        group(
          "Values",
          objectives.map(({ column }) => column),
          trial,
        ),
        group("Parameters", parameters, trial),
        group("Notes", withRole("note"), trial),
      ].filter(Boolean),
      element("h4", { textContent: "As a program writes it" }),
      element("code", { textContent: configurationText(trial) }),
    );
  }
  aside.append(body);
  onChange((kind) => kind === "selection" && show());
  return aside;
}
