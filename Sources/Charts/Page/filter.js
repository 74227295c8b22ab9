// The filter: words to look for, or an expression such as `lr < 0.1 and state == complete`. Pure functions.
//
//   filter     = or | words
//   or         = and { "or" and }
//   and        = not { "and" not }
//   not        = "not" not | "(" or ")" | comparison
//   comparison = operand relation operand { relation operand }
//   operand    = number | "text" | name | `name`
//
// A name is a column; beside one, a name that is none is a text. `~` is "contains"; `none` is what is not there.

const relations = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "~": (a, b) =>
    String(a ?? "")
      .toLowerCase()
      .includes(String(b ?? "").toLowerCase()),
};

const tokenPattern = new RegExp(
  "\\s*(?:" +
    [
      "(?<relation><=|>=|==|!=|=|<|>|~)",
      "(?<bracket>[()])",
      '"(?<text>[^"]*)"',
      "`(?<quoted>[^`]*)`",
      String.raw`(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\d_]))`,
      String.raw`(?<name>[\p{L}_][\p{L}\p{M}\d_.[\]]*)`,
      String.raw`(?<wrong>\S)`,
    ].join("|") +
    ")",
  "gu",
);

/** The tokens of a filter; one that cannot be read has the kind "wrong". */
function filterTokens(text) {
  return Array.from(text.matchAll(tokenPattern), ({ groups }) => {
    const [kind, value] = Object.entries(groups).find(([, value]) => value !== undefined);
    return { kind, value: value === "=" ? "==" : value };
  });
}

/** How many letters must be changed to make one word of another. */
function editDistance(a, b) {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    previous = row;
  }
  return previous[b.length];
}

/** The name that is likely to be meant. */
function nearestName(word, names) {
  const ranked = names.map((name) => [editDistance(word.toLowerCase(), name.toLowerCase()), name]);
  ranked.sort((a, b) => a[0] - b[0]);
  return ranked.length && ranked[0][0] * 3 <= Math.max(word.length, 3) ? ranked[0][1] : null;
}

/**
 * What a filter means.
 *
 * columns: a map from titles to objects whose `cell(trial)` is a number, a text, a truth value or null.
 * rowText: gives all that stands in the row of a trial, in small letters.
 * Gives {test} with a predicate of a trial, {test: null} for an empty filter, or {error} in words.
 */
function parseFilter(text, columns, rowText) {
  const tokens = filterTokens(text);
  if (tokens.length === 0) return { test: null };
  if (!tokens.some(({ kind }) => kind === "relation")) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return { test: (trial) => words.every((word) => rowText(trial).includes(word)) };
  }
  let place = 0;
  const next = () => tokens[place];
  const isWord = (word) => next()?.kind === "name" && next().value.toLowerCase() === word;
  const fail = (message) => {
    throw new SyntaxError(message);
  };

  function joined(word, part, combine) {
    let test = part();
    while (isWord(word)) {
      place++;
      test = combine(test, part());
    }
    return test;
  }
  const anyOf = () => joined("or", allOf, (a, b) => (trial) => a(trial) || b(trial));
  const allOf = () => joined("and", negation, (a, b) => (trial) => a(trial) && b(trial));

  function negation() {
    if (isWord("not")) {
      place++;
      const test = negation();
      return (trial) => !test(trial);
    }
    if (next()?.value === "(" && next().kind === "bracket") {
      place++;
      const test = anyOf();
      if (next()?.value !== ")") fail("a `)` is missing");
      place++;
      return test;
    }
    return comparison();
  }

  function comparison() {
    const operands = [operand()];
    const signs = [];
    while (next()?.kind === "relation") {
      signs.push(tokens[place++].value);
      operands.push(operand());
    }
    if (!signs.length) fail(`\`${operands[0].written}\` is compared with nothing`);
    if (!operands.some(({ column }) => column)) {
      const unknown = operands.find(({ isName }) => isName);
      if (!unknown) fail("nothing here is a column");
      const near = nearestName(unknown.written, [...columns.keys()]);
      fail(`there is no column \`${unknown.written}\`` + (near ? `; did you mean \`${near}\`?` : ""));
    }
    return (trial) =>
      signs.every((sign, index) => {
        const [a, b] = comparable(operands[index].value(trial), operands[index + 1].value(trial));
        // What is not there is neither less nor more than anything.
        if ((a === null || b === null) && "<>".includes(sign[0])) return false;
        return relations[sign](a, b);
      });
  }

  function operand() {
    const token = next();
    if (!token) fail("something is missing at the end");
    place++;
    const written = token.value;
    const constant = (value, isName = false) => ({ value: () => value, written, isName });
    switch (token.kind) {
      case "number":
        return constant(Number(written));
      case "text":
        return constant(written);
      case "name":
      case "quoted": {
        const column = columns.get(written);
        if (column) return { value: (trial) => column.cell(trial), written, column };
        if (token.kind === "name" && written === "none") return constant(null);
        const special = { nan: NaN, inf: Infinity }[written];
        return constant(token.kind === "name" && special !== undefined ? special : written, true);
      }
      default:
        return fail(`\`${written}\` does not belong here`);
    }
  }

  try {
    const test = anyOf();
    if (next()) fail(`\`${next().value}\` does not belong here`);
    return { test };
  } catch (error) {
    if (error instanceof SyntaxError) return { error: error.message };
    throw error;
  }
}

/** Two cells as they are compared: numbers as numbers, all else as texts in small letters. */
function comparable(a, b) {
  if (a === null || b === null || (typeof a === "number" && typeof b === "number")) return [a, b];
  const [x, y] = [Number(a), Number(b)];
  const isNumeric = (value, number) => typeof value === "number" || (value !== "" && !Number.isNaN(number));
  if (isNumeric(a, x) && isNumeric(b, y) && typeof a !== "boolean" && typeof b !== "boolean") return [x, y];
  return [String(a).toLowerCase(), String(b).toLowerCase()];
}
