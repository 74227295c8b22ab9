// What is said in words: of a trial under the pointer, of the study, and of its health.

const live = element("div", { className: "hidden", attributes: { "aria-live": "polite", role: "status" } });
const say = (text) => {
  live.textContent = text;
};

// MARK: what is said where a pointer rests

const tip = element("div", { className: "tip", hidden: true, attributes: { "aria-hidden": "true" } });

function showTip(trial, x, y) {
  const shownColumns = [...objectives.map(({ column }) => column), ...byEffect()].filter(
    (column) => column.text(trial) !== "",
  );
  const lines = shownColumns
    .slice(0, 10)
    .map((column) =>
      element(
        "div",
        {},
        element("span", { textContent: shortened(column.title, 28) }),
        element("b", { textContent: shortened(column.brief(trial), 40) }),
      ),
    );
  if (shownColumns.length > 10) lines.push(element("div", { textContent: `… ${shownColumns.length - 10} more` }));
  const message = messageColumn?.text(trial);
  tip.replaceChildren(
    element("strong", {}, stateMark(stateOf(trial)), `Trial ${numberColumn.text(trial)}, ${stateOf(trial)}`),
    ...(message ? [element("p", { textContent: shortened(message, 160) })] : []),
    ...lines,
  );
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(Math.min(x + 14, innerWidth - width - 8), 8)}px`;
  tip.style.top = `${Math.max(y + 16 + height > innerHeight ? y - height - 12 : y + 16, 8)}px`;
}

function hideTip() {
  tip.hidden = true;
}

// MARK: summary and health

function fact(title, value, detail = "") {
  return element(
    "div",
    { className: value.length > 14 ? "fact long" : "fact" },
    element("span", { textContent: title }),
    element("b", { textContent: value }),
    element("small", { textContent: detail }),
  );
}

function summary() {
  const counts = new Map();
  for (const trial of trials) counts.set(stateOf(trial), (counts.get(stateOf(trial)) ?? 0) + 1);
  const facts = [];
  const best = trialCount ? bestTrial() : -1;
  if (objectives.length > 1) {
    const front = paretoFront(objectives[0], objectives[1]);
    facts.push(
      fact("on the front", plural(front.length, "trial"), objectives.map(({ column }) => column.title).join(", ")),
    );
  } else if (best >= 0) {
    const { column, isMaximized } = objectives[0];
    facts.push(
      fact(
        `best ${column.title}`,
        column.brief(best),
        `trial ${numberColumn.text(best)}, ${isMaximized ? "maximized" : "minimized"}`,
      ),
    );
  } else facts.push(fact(`best ${objectives[0].column.title}`, "none", "no trial is complete"));
  const others = [...counts]
    .filter(([name]) => name !== "complete")
    .map(([name, count]) => `${countText(count)} ${name}`);
  facts.push(
    fact("trials", countText(trialCount), others.join(", ") || (trialCount ? "all complete" : "")),
    fact(
      "trials ran for",
      durationText(data.seconds),
      data.isInterrupted ? "interrupted" : data.begun ? `from ${data.begun} UTC` : "",
    ),
    fact("strategy", shortened(data.strategy || "unknown", 40), `seed ${data.seed}`),
  );
  const made = element(
    "section",
    { className: "card summary", id: "summary" },
    element("h2", { textContent: "Summary", className: "hidden" }),
    element("div", { className: "facts" }, ...facts),
  );
  if (objectives.length === 1 && best >= 0 && parameters.length) {
    made.append(
      element(
        "div",
        { className: "head" },
        element("h4", { textContent: "Best parameters" }),
        element("button", {
          type: "button",
          textContent: "Mark it",
          onclick: () => state.selected === best || select(best),
        }),
      ),
      element(
        "dl",
        { className: "best" },
        ...byEffect()
          .filter((column) => column.text(best) !== "")
          .slice(0, 16)
          .map((column) =>
            element(
              "div",
              {},
              element("dt", { textContent: shortened(column.title, 30) }),
              element("dd", { textContent: shortened(column.brief(best), 40), title: column.text(best) }),
            ),
          ),
      ),
    );
  }
  return made;
}

/** A sentence, what stands in backticks as code. */
const sentence = (className, text) =>
  element(
    "p",
    { className },
    ...text.split("`").map((part, index) => (index % 2 ? element("code", { textContent: part }) : part)),
  );

const weights = { good: ["✓", "good"], advice: ["→", "worth a look"], warning: ["!", "a warning"] };

function health() {
  const items = data.signs.map((sign) => {
    const [symbol, meaning] = weights[sign.weight];
    const item = element(
      "li",
      { className: sign.weight },
      element("span", { className: "weight", textContent: symbol, attributes: { role: "img", "aria-label": meaning } }),
      element("div", {}, sentence("", sign.text), sign.advice ? sentence("hint", sign.advice) : null),
    );
    if (sign.trials?.length) {
      item.append(
        element("button", {
          type: "button",
          textContent: "Show",
          title: "Show only these trials",
          onclick: () => changeFilter(() => (state.subset = { trials: sign.trials, title: shortened(sign.text, 50) })),
        }),
      );
    }
    return item;
  });
  return element(
    "section",
    { className: "card health", id: "health" },
    element("h2", { textContent: "Health" }),
    items.length
      ? element("ul", {}, ...items)
      : element("p", { className: "empty", textContent: "Nothing to say yet." }),
  );
}
