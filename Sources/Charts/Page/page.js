// The page: what is said of the study, the bar of filters, and all of its parts put together.

const live = element("div", { className: "hidden", attributes: { "aria-live": "polite", role: "status" } });
const say = (text) => { live.textContent = text; };

// MARK: what is said where a pointer rests

const tip = element("div", { className: "tip", hidden: true, attributes: { "aria-hidden": "true" } });

function showTip(trial, x, y) {
  const shownColumns = [...objectives.map(({ column }) => column), ...byEffect()].filter((column) => column.text(trial) !== "");
  const lines = shownColumns.slice(0, 10).map((column) => element("div", {},
    element("span", { textContent: shortened(column.title, 28) }), element("b", { textContent: shortened(column.brief(trial), 40) })));
  if (shownColumns.length > 10) lines.push(element("div", { textContent: `… ${shownColumns.length - 10} more` }));
  const message = messageColumn?.text(trial);
  tip.replaceChildren(element("strong", {}, stateMark(stateOf(trial)), `Trial ${numberColumn.text(trial)}, ${stateOf(trial)}`),
    ...(message ? [element("p", { textContent: shortened(message, 160) })] : []), ...lines);
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(Math.min(x + 14, innerWidth - width - 8), 8)}px`;
  tip.style.top = `${Math.max(y + 16 + height > innerHeight ? y - height - 12 : y + 16, 8)}px`;
}

function hideTip() { tip.hidden = true; }

// MARK: summary and health

function fact(title, value, detail = "") {
  return element("div", { className: value.length > 14 ? "fact long" : "fact" }, element("span", { textContent: title }), element("b", { textContent: value }),
    element("small", { textContent: detail }));
}

function summary() {
  const counts = new Map();
  for (const trial of trials) counts.set(stateOf(trial), (counts.get(stateOf(trial)) ?? 0) + 1);
  const facts = [];
  const best = trialCount ? bestTrial() : -1;
  if (objectives.length > 1) {
    const front = paretoFront(objectives[0], objectives[1]);
    facts.push(fact("on the front", plural(front.length, "trial"), objectives.map(({ column }) => column.title).join(", ")));
  } else if (best >= 0) {
    const { column, isMaximized } = objectives[0];
    facts.push(fact(`best ${column.title}`, column.brief(best), `trial ${numberColumn.text(best)}, ${
      isMaximized ? "maximized" : "minimized"}`));
  } else facts.push(fact(`best ${objectives[0].column.title}`, "none", "no trial is complete"));
  const others = [...counts].filter(([name]) => name !== "complete").map(([name, count]) => `${countText(count)} ${name}`);
  facts.push(fact("trials", countText(trialCount), others.join(", ") || (trialCount ? "all complete" : "")),
    fact("trials ran for", durationText(data.seconds), data.isInterrupted ? "interrupted" : data.begun ? `from ${data.begun} UTC` : ""),
    fact("strategy", shortened(data.strategy || "unknown", 40), `seed ${data.seed}`));
  const made = element("section", { className: "card summary", id: "summary" },
    element("h2", { textContent: "Summary", className: "hidden" }), element("div", { className: "facts" }, ...facts));
  if (objectives.length === 1 && best >= 0 && parameters.length) {
    made.append(element("div", { className: "head" }, element("h4", { textContent: "Best parameters" }),
      element("button", { type: "button", textContent: "Mark it", onclick: () => state.selected === best || select(best) })),
    element("dl", { className: "best" }, ...byEffect().filter((column) => column.text(best) !== "").slice(0, 16).map((column) =>
      element("div", {}, element("dt", { textContent: shortened(column.title, 30) }),
        element("dd", { textContent: shortened(column.brief(best), 40), title: column.text(best) })))));
  }
  return made;
}

/** A sentence, what stands in backticks as code. */
const sentence = (className, text) => element("p", { className },
  ...text.split("`").map((part, index) => (index % 2 ? element("code", { textContent: part }) : part)));

const weights = { good: ["✓", "good"], advice: ["→", "worth a look"], warning: ["!", "a warning"] };

function health() {
  const items = data.signs.map((sign) => {
    const [symbol, meaning] = weights[sign.weight];
    const item = element("li", { className: sign.weight },
      element("span", { className: "weight", textContent: symbol, attributes: { role: "img", "aria-label": meaning } }),
      element("div", {}, sentence("", sign.text), sign.advice ? sentence("hint", sign.advice) : null));
    if (sign.trials?.length) {
      item.append(element("button", { type: "button", textContent: "Show", title: "Show only these trials",
        onclick: () => changeFilter(() => (state.subset = { trials: sign.trials, title: shortened(sign.text, 50) })) }));
    }
    return item;
  });
  return element("section", { className: "card health", id: "health" }, element("h2", { textContent: "Health" }),
    items.length ? element("ul", {}, ...items) : element("p", { className: "empty", textContent: "Nothing to say yet." }));
}

// MARK: the bar of filters

function filterBar() {
  const name = parameters.find((column) => column.isNumeric && /^[\p{L}_][\p{L}\d_]*$/u.test(column.title));
  const example = `${name ? `${name.title} < ${numberText((name.low + name.high) / 2 || 0.1, 2)}` : "number < 10"} and state == complete`;
  const input = element("input", { type: "search", id: "filter", placeholder: `Filter: ${example}, or words`, spellcheck: false,
    autocomplete: "off", oninput: () => setFilterText(input.value),
    attributes: { "aria-label": "Filter trials", "aria-describedby": "filter-error" } });
  const error = element("p", { className: "error", id: "filter-error", hidden: true });
  const failed = element("input", { type: "checkbox", id: "hide-failed",
    onchange: () => changeFilter(() => (state.hidesFailed = failed.checked)) });
  const chips = element("div", { className: "chips" });
  const count = element("b");
  const clear = element("button", { type: "button", textContent: "Clear all", onclick: clearFilters });
  const menu = objectives.length > 1 ? chooser("Objective that charts show",
    objectives.map(({ column }, index) => ({ title: column.title, index })), undefined,
    ({ index }) => changeView(() => (state.objective = index))) : null;

  function rangeText(column, { low, high }) {
    if (column.labels) {
      const kept = column.labels.filter((_, index) => index >= low && index <= high);
      return `${column.title}: ${shortened(kept.join(", ") || "nothing", 40)}`;
    }
    const [least, most] = [low, high].map((value) => numberText(value, 3));
    return low === -Infinity ? `${column.title} ≤ ${most}` : high === Infinity ? `${column.title} ≥ ${least}`
      : `${least} ≤ ${column.title} ≤ ${most}`;
  }
  function chip(text, remove) {
    return element("button", { type: "button", className: "chip", textContent: `${text} ✕`, title: "Remove", onclick: remove });
  }
  function show() {
    if (input.value !== state.filter.text) input.value = state.filter.text;
    failed.checked = state.hidesFailed;
    error.textContent = state.filter.error ?? "";
    error.hidden = !state.filter.error;
    input.setAttribute("aria-invalid", Boolean(state.filter.error));
    chips.replaceChildren(...[...state.brushes].map(([column, range]) => chip(rangeText(column, range), () => brush(column, null))),
      ...(state.subset ? [chip(state.subset.title, () => changeFilter(() => (state.subset = null)))] : []));
    count.textContent = isFiltered() ? `${countText(state.passing.length)} of ${plural(trialCount, "trial")}` : plural(trialCount, "trial");
    clear.hidden = !isFiltered();
  }
  onChange((kind) => kind === "filter" && show());
  show();
  const bar = element("section", { className: "bar", attributes: { "aria-label": "Filters" } },
    element("div", { className: "row" }, input, element("label", {}, failed, "hide failed"), menu, count, clear), error, chips);
  // What sticks below the bar, or is jumped to, must know how tall it is.
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
  return bar;
}

function legend() {
  const there = [...new Set(trials.map(stateOf))];
  if (!trialCount) return null;
  return element("p", { className: "legend" },
    ...there.map((name) => element("span", {}, stateMark(name), name)),
    element("span", {}, element("i", { className: "ramp" }), "worse to better"),
    element("span", { className: "keys", textContent: "drag to zoom, Shift-drag to filter, click to mark, double-click for all" }));
}

// MARK: all together

let pairs = null;

function slices() {
  const ranked = byEffect();
  const grid = element("div", { className: "slices" });
  const first = 8;
  const more = element("button", { type: "button", hidden: ranked.length <= first, textContent: `Show all ${ranked.length}`,
    onclick: () => {
      grid.append(...ranked.slice(first).map((column) => sliceChart(column).figure));
      more.hidden = true;
    } });
  grid.append(...ranked.slice(0, first).map((column) => sliceChart(column).figure));
  return element("section", { className: "card wide", id: "slices" }, element("div", { className: "head" },
    element("h3", { textContent: "Slices" }), element("span", { className: "note", textContent: ranked.some(({ effect }) => effect !== null)
      ? "each parameter against the value; how much of its ranks a parameter explains alone" : "each parameter against the value" }),
    more), grid);
}

function themeButton() {
  return element("button", { type: "button", id: "theme", textContent: "◐", title: "Light or dark",
    attributes: { "aria-label": "Light or dark" }, onclick: () => {
      setTheme(themeName === "dark" ? "light" : "dark");
      notify("view");
    } });
}

function buildPage() {
  const made = [];
  if (objectives.length > 1) made.push(frontChart());
  made.push(historyChart());
  if (objectives.length === 1) made.push(distributionChart());
  if (data.importance?.length > 1) made.push(importanceChart());
  const parallel = parallelChart();
  pairs = parameters.length > 1 ? pairsChart() : null;
  const grid = element("div", { className: "grid" }, ...made.map(({ figure }) => figure), parallel.figure,
    ...(parameters.length ? [slices()] : []));
  const rest = [pairs, data.reports?.some(Boolean) ? curvesChart() : null, objectives.length > 1 ? distributionChart() : null,
    timelineChart()];
  grid.append(...rest.filter(Boolean).map(({ figure }) => figure));
  const links = [["#summary", "Summary"], ["#charts", "Charts"], ["#trials", "Trials"]];
  document.body.append(
    element("header", {}, element("h1", { textContent: data.title }),
      element("nav", {}, ...links.map(([href, textContent]) => element("a", { href, textContent })), themeButton())),
    element("main", {}, element("div", { className: "top" }, summary(), health()), filterBar(),
      element("div", { className: "columns" },
        element("div", { className: "content" }, element("section", { id: "charts", attributes: { "aria-label": "Charts" } },
          legend(), grid), trialTable()),
        trialDetails())),
    element("footer", { textContent: `Written by hpo ${data.version}.` }), tip, live);
  systemTheme.addEventListener("change", () => {
    followSystem();
    notify("view");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selected >= 0) select(state.selected);
    if (event.key === "/" && !event.target.closest?.("input, select, textarea")) {
      event.preventDefault();
      document.getElementById("filter").focus();
    }
  });
}

buildPage();
