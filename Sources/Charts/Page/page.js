// The page: the bar of filters, and all of its parts put together.

// MARK: the bar of filters

function filterBar() {
  const name = parameters.find((column) => column.isNumeric && /^[\p{L}_][\p{L}\d_]*$/u.test(column.title));
  const range = name ? `${name.title} < ${numberText((name.low + name.high) / 2 || 0.1, 2)}` : "number < 10";
  const example = `${range} and state == complete`;
  const input = element("input", {
    type: "search",
    id: "filter",
    placeholder: `Filter: ${example}, or words`,
    spellcheck: false,
    autocomplete: "off",
    oninput: () => setFilterText(input.value),
    attributes: { "aria-label": "Filter trials", "aria-describedby": "filter-error" },
  });
  const error = element("p", { className: "error", id: "filter-error", hidden: true });
  const failed = element("input", {
    type: "checkbox",
    id: "hide-failed",
    onchange: () => changeFilter(() => (state.hidesFailed = failed.checked)),
  });
  const chips = element("div", { className: "chips" });
  const count = element("b");
  const clear = element("button", { type: "button", textContent: "Clear all", onclick: clearFilters });
  const menu =
    objectives.length > 1
      ? chooser(
          "Objective that charts show",
          objectives.map(({ column }, index) => ({ title: column.title, index })),
          undefined,
          ({ index }) => changeView(() => (state.objective = index)),
        )
      : null;

  function rangeText(column, { low, high }) {
    if (column.labels) {
      const kept = column.labels.filter((_, index) => index >= low && index <= high);
      return `${column.title}: ${shortened(kept.join(", ") || "nothing", 40)}`;
    }
    const [least, most] = [low, high].map((value) => numberText(value, 3));
    return low === -Infinity
      ? `${column.title} ≤ ${most}`
      : high === Infinity
        ? `${column.title} ≥ ${least}`
        : `${least} ≤ ${column.title} ≤ ${most}`;
  }
  function chip(text, remove) {
    return element("button", {
      type: "button",
      className: "chip",
      textContent: `${text} ✕`,
      title: "Remove",
      onclick: remove,
    });
  }
  function show() {
    if (input.value !== state.filter.text) input.value = state.filter.text;
    failed.checked = state.hidesFailed;
    error.textContent = state.filter.error ?? "";
    error.hidden = !state.filter.error;
    input.setAttribute("aria-invalid", Boolean(state.filter.error));
    chips.replaceChildren(
      ...[...state.brushes].map(([column, range]) => chip(rangeText(column, range), () => brush(column, null))),
      ...(state.subset ? [chip(state.subset.title, () => changeFilter(() => (state.subset = null)))] : []),
    );
    count.textContent = isFiltered()
      ? `${countText(state.passing.length)} of ${plural(trialCount, "trial")}`
      : plural(trialCount, "trial");
    clear.hidden = !isFiltered();
  }
  onChange((kind) => kind === "filter" && show());
  show();
  const bar = element(
    "section",
    { className: "bar", attributes: { "aria-label": "Filters" } },
    element("div", { className: "row" }, input, element("label", {}, failed, "hide failed"), menu, count, clear),
    error,
    chips,
  );
  // What sticks below the bar, or is jumped to, must know how tall it is.
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
  return bar;
}

function legend() {
  const there = [...new Set(trials.map(stateOf))];
  if (!trialCount) return null;
  return element(
    "p",
    { className: "legend" },
    ...there.map((name) => element("span", {}, stateMark(name), name)),
    element("span", {}, element("i", { className: "ramp" }), "worse to better"),
    element("span", {
      className: "keys",
      textContent: "drag to zoom, Shift-drag to filter, click to mark, double-click for all",
    }),
  );
}

// MARK: all together

let pairs = null;

function slices() {
  const ranked = byEffect();
  const grid = element("div", { className: "slices" });
  const first = 8;
  const more = element("button", {
    type: "button",
    hidden: ranked.length <= first,
    textContent: `Show all ${ranked.length}`,
    onclick: () => {
      grid.append(...ranked.slice(first).map((column) => sliceChart(column).figure));
      more.hidden = true;
    },
  });
  grid.append(...ranked.slice(0, first).map((column) => sliceChart(column).figure));
  return element(
    "section",
    { className: "card wide", id: "slices" },
    element(
      "div",
      { className: "head" },
      element("h3", { textContent: "Slices" }),
      element("span", {
        className: "note",
        textContent: ranked.some(({ effect }) => effect !== null)
          ? "each parameter against the value; how much of its ranks a parameter explains alone"
          : "each parameter against the value",
      }),
      more,
    ),
    grid,
  );
}

function themeButton() {
  return element("button", {
    type: "button",
    id: "theme",
    textContent: "◐",
    title: "Light or dark",
    attributes: { "aria-label": "Light or dark" },
    onclick: () => {
      setTheme(themeName === "dark" ? "light" : "dark");
      notify("view");
    },
  });
}

function buildPage() {
  const made = [];
  if (objectives.length > 1) made.push(frontChart());
  made.push(historyChart());
  if (objectives.length === 1) made.push(distributionChart());
  if (data.importance?.length > 1) made.push(importanceChart());
  const parallel = parallelChart();
  pairs = parameters.length > 1 ? pairsChart() : null;
  const grid = element(
    "div",
    { className: "grid" },
    ...made.map(({ figure }) => figure),
    parallel.figure,
    ...(parameters.length ? [slices()] : []),
  );
  const rest = [
    pairs,
    data.reports?.some(Boolean) ? curvesChart() : null,
    objectives.length > 1 ? distributionChart() : null,
    timelineChart(),
  ];
  grid.append(...rest.filter(Boolean).map(({ figure }) => figure));
  const links = [
    ["#summary", "Summary"],
    ["#charts", "Charts"],
    ["#trials", "Trials"],
  ];
  document.body.append(
    element(
      "header",
      {},
      element("h1", { textContent: data.title }),
      element("nav", {}, ...links.map(([href, textContent]) => element("a", { href, textContent })), themeButton()),
    ),
    element(
      "main",
      {},
      element("div", { className: "top" }, summary(), health()),
      filterBar(),
      element(
        "div",
        { className: "columns" },
        element(
          "div",
          { className: "content" },
          element("section", { id: "charts", attributes: { "aria-label": "Charts" } }, legend(), grid),
          trialTable(),
        ),
        trialDetails(),
      ),
    ),
    element("footer", { textContent: `Written by hpo ${data.version}.` }),
    tip,
    live,
  );
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
