// The study, what is shown of it, and who is told when that changes.

const data = JSON.parse(document.getElementById("data").textContent);
const trialCount = data.columns[0].cells.length;
const trials = Array.from({ length: trialCount }, (_, index) => index);

/** A column of the table: `numbers` are NaN where there is none, of a category the indices of its labels. */
function makeColumn(raw, index) {
  const words = (value) => (value === null ? "none" : typeof value === "string" ? value : JSON.stringify(value));
  const labels = raw.choices?.map(words);
  const isNumeric = Boolean(raw.isNumeric);
  const numberOf = (cell) => (cell === null ? NaN : Number(cell));
  const column = {
    index,
    title: raw.title,
    role: raw.role,
    domain: raw.domain,
    labels,
    isNumeric,
    isPlaced: isNumeric || Boolean(labels),
    kind: labels ? "category" : (raw.kind ?? "linear"),
    low: raw.low === undefined ? NaN : Number(raw.low),
    high: raw.high === undefined ? NaN : Number(raw.high),
    isWhole: Boolean(raw.isWhole),
    effect: raw.effect ?? null,
    numbers: isNumeric || labels ? Float64Array.from(raw.cells, numberOf) : null,
    /** A number, a text, a truth value, or null. */
    cell(trial) {
      const cell = raw.cells[trial];
      if (cell === null) return null;
      if (labels) return typeof raw.choices[cell] === "object" ? raw.choices[cell] && labels[cell] : raw.choices[cell];
      return isNumeric ? Number(cell) : words(cell);
    },
    /** All digits. */
    text(trial) {
      const cell = raw.cells[trial];
      if (cell === null) return "";
      if (labels) return labels[cell] ?? "";
      if (typeof cell === "number") return numberText(cell, 0);
      // Numbers that JSON or JavaScript have no room for are there as texts.
      return isNumeric && !Number.isFinite(Number(cell)) ? numberText(Number(cell)) : words(cell);
    },
    /** As many digits as people read. */
    brief(trial) {
      const cell = raw.cells[trial];
      if (typeof cell !== "number" || labels) return column.text(trial);
      if (raw.role === "seconds") return durationText(cell);
      return column.isWhole ? String(cell) : numberText(cell);
    },
  };
  return column;
}

const columns = data.columns.map(makeColumn);
const columnsByTitle = new Map(columns.map((column) => [column.title, column]));
const withRole = (role) => columns.filter((column) => column.role === role);
const parameters = withRole("parameter");
const objectives = data.objectives.map(({ column, isMaximized }) => ({ column: columns[column], isMaximized }));
const numberColumn = withRole("number")[0];
const stateColumn = withRole("state")[0];
const messageColumn = withRole("message")[0] ?? null;
const stateOf = (trial) => stateColumn.text(trial);
const isComplete = trials.map((trial) => stateOf(trial) === "complete");

/** All that stands in a row, in small letters; made when it is first asked for. */
const rowTexts = [];
function rowText(trial) {
  return (rowTexts[trial] ??= columns
    .map((column) => column.text(trial))
    .join("\n")
    .toLowerCase());
}

const state = {
  /** Which objective charts show. */
  objective: 0,
  /** The text of the filter, its predicate and what is wrong with it. */
  filter: { text: "", test: null, error: null },
  /** Ranges of columns that are let through: {low, high}, of categories in indices. */
  brushes: new Map(),
  /** Trials that a remark is about, and its words. */
  subset: null,
  hidesFailed: false,
  /** The marked trial and the one under the pointer; -1 for none. */
  selected: -1,
  hovered: -1,
  /** Columns whose scale is not that of their domain. */
  scales: new Map(),
  sort:
    objectives.length === 1
      ? { column: objectives[0].column, isDescending: objectives[0].isMaximized }
      : { column: numberColumn, isDescending: false },
  /** Whether each trial passes all filters, and those that do. */
  passes: new Uint8Array(trialCount).fill(1),
  passing: trials,
};

const isHidden = (trial) => state.hidesFailed && stateOf(trial) === "failed";
const isFiltered = () => Boolean(state.filter.test || state.brushes.size || state.subset || state.hidesFailed);
const objective = () => objectives[state.objective];
const isLog = (column) => (state.scales.get(column) ?? column.kind) === "log";

// MARK: changes

const listeners = new Set();

/** Calls `listener(kind)` after each change: "filter", "selection", "hover" or "view". */
const onChange = (listener) => listeners.add(listener);

function notify(kind) {
  for (const listener of listeners) listener(kind);
}

/** Changes what is let through. */
function changeFilter(edit) {
  edit();
  const ranges = [...state.brushes].map(([column, range]) => ({ numbers: column.numbers, ...range }));
  const { test } = state.filter;
  const subset = state.subset && new Set(state.subset.trials);
  for (const trial of trials) {
    let passes = !isHidden(trial) && (!subset || subset.has(trial)) && (!test || test(trial));
    for (let i = 0; passes && i < ranges.length; i++) {
      const number = ranges[i].numbers[trial];
      passes = number >= ranges[i].low && number <= ranges[i].high;
    }
    state.passes[trial] = passes ? 1 : 0;
  }
  state.passing = trials.filter((trial) => state.passes[trial]);
  notify("filter");
}

function setFilterText(text) {
  const { test, error } = parseFilter(text, columnsByTitle, rowText);
  // What is being typed keeps the last filter that could be read.
  changeFilter(() => (state.filter = { text, test: error ? state.filter.test : test, error: error ?? null }));
}

/** Lets only a range of a column through; null lets all through. */
function brush(column, range) {
  changeFilter(() => (range ? state.brushes.set(column, range) : state.brushes.delete(column)));
}

function clearFilters() {
  changeFilter(() => {
    state.filter = { text: "", test: null, error: null };
    state.brushes.clear();
    [state.subset, state.hidesFailed] = [null, false];
  });
}

function select(trial) {
  state.selected = trial === state.selected ? -1 : trial;
  notify("selection");
}

function hover(trial) {
  if (trial === state.hovered) return;
  state.hovered = trial;
  notify("hover");
}

function changeView(edit) {
  edit();
  notify("view");
}

// MARK: what follows from the study alone

const goodnessByObjective = [];

/** How good each complete trial is among all: 0 the worst, 1 the best, NaN for those without a value. */
function goodness() {
  return (goodnessByObjective[state.objective] ??= ranks(objective().column.numbers, objective().isMaximized));
}

const goodnessOrders = [];

/** The trials with a value, from the worst to the best; what is not complete comes first. */
function byGoodness() {
  const { numbers } = objective().column;
  const places = goodness();
  return (goodnessOrders[state.objective] ??= trials
    .filter((trial) => !Number.isNaN(numbers[trial]))
    .sort((a, b) => (places[a] || 0) - (places[b] || 0) || a - b));
}

const knownEnds = new Map();

/** What can be read of an objective, as `readableEnds` finds it. */
function objectiveEnds({ column, isMaximized }) {
  const key = `${column.index} ${isMaximized} ${isLog(column)}`;
  if (!knownEnds.has(key)) knownEnds.set(key, readableEnds(column.numbers, isMaximized, isLog(column)));
  return knownEnds.get(key);
}

/** Places from 0, the worst, to 1, the best; equal values share the middle of theirs. */
function ranks(numbers, isMaximized) {
  const places = new Float64Array(trialCount).fill(NaN);
  const order = trials.filter((trial) => isComplete[trial] && !Number.isNaN(numbers[trial]));
  order.sort((a, b) => (isMaximized ? numbers[a] - numbers[b] : numbers[b] - numbers[a]) || a - b);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && numbers[order[end]] === numbers[order[start]]) end++;
    const middle = order.length > 1 ? (start + end - 1) / 2 / (order.length - 1) : 1;
    for (let place = start; place < end; place++) places[order[place]] = middle;
  }
  return places;
}

/** The best complete trial of an objective, the earliest of equals; -1 without one. */
function bestTrial({ column, isMaximized } = objective()) {
  let best = -1;
  for (const trial of trials) {
    const value = column.numbers[trial];
    if (!isComplete[trial] || Number.isNaN(value)) continue;
    if (best < 0 || (isMaximized ? value > column.numbers[best] : value < column.numbers[best])) best = trial;
  }
  return best;
}

/** The trials that no other one dominates in two objectives, from the best of the first to the best of the second. */
function paretoFront(first, second) {
  const key = ({ column, isMaximized }, trial) => column.numbers[trial] * (isMaximized ? -1 : 1);
  const order = trials.filter(
    (trial) => isComplete[trial] && !Number.isNaN(key(first, trial)) && !Number.isNaN(key(second, trial)),
  );
  order.sort((a, b) => key(first, a) - key(first, b) || key(second, a) - key(second, b) || a - b);
  const front = [];
  for (const trial of order) {
    const last = front[front.length - 1];
    const isEqual =
      last !== undefined && key(first, trial) === key(first, last) && key(second, trial) === key(second, last);
    if (last === undefined || key(second, trial) < key(second, last) || isEqual) front.push(trial);
  }
  return front;
}

/** The scale of a column: its domain and all that lies beyond, or what can be read of an objective. */
function columnScale(column, { zoom = null, isMaximized = null } = {}) {
  if (column.labels) return makeScale({ kind: "category", labels: column.labels });
  const kind = isLog(column) ? "log" : column.role === "seconds" ? "time" : "linear";
  if (zoom) return makeScale({ kind, ...zoom, isWhole: column.isWhole });
  let { low, high } = column;
  if (isMaximized !== null) {
    ({ low, high } = objectiveEnds({ column, isMaximized }));
    return makeScale({ ...withMargin({ low, high }, kind), isWhole: column.isWhole });
  }
  for (const value of column.numbers) {
    if (!Number.isFinite(value) || (kind === "log" && !(value > 0))) continue;
    if (!(value >= low)) low = value;
    if (!(value <= high)) high = value;
  }
  if (column.role === "parameter") return makeScale({ kind, low, high, isWhole: column.isWhole });
  return makeScale({ ...withMargin({ low, high }, kind), isWhole: column.isWhole });
}
