import BayesOpt
import DSL

/// What `?` says about things that have no word of their own in the language.
enum ConceptHelp {
  /// The pages by word.
  static let topics: [String: HelpPage] = {
    var pages: [String: HelpPage] = [:]
    for row in rows {
      for word in row.words { pages[word] = row.page }
    }
    return pages
  }()

  private static func row(
    _ words: String..., summary: String, lines: [String] = [], seeAlso: [String]
  ) -> (words: [String], page: HelpPage) {
    var page = HelpPage(forms: [.init(usage: words[0], summary: summary)])
    page.body = lines.map { "  " + $0 }
    page.seeAlso = seeAlso
    return (words, page)
  }

  private static let rows: [(words: [String], page: HelpPage)] = [
    row(
      "budget",
      summary: "How long a search goes on: trials, a time, or both, whichever ends first; 30 trials if not said.",
      lines: ["search x in 0.0..1.0 for 50 trials, 10min minimize x"], seeAlso: ["for", "trials", "default_budget"]),
    row(
      "domain", "domains", "range", "choice", "choices", "categorical",
      summary: "The set that a parameter of a search is taken from.",
      lines: [
        "0.0..1.0              real numbers", "1..10                 whole numbers",
        "0.0..1.0 by 0.25      numbers in steps",
        "log(1e-4, 1)          numbers, even on a logarithmic scale", "[\"adam\", \"sgd\"]       a choice",
        "ordered(16, 32, 64)   a choice whose items have an order", "normal(0, 1)          numbers near a mean",
        "each(1..8, 3)         a list of members",
      ], seeAlso: ["in", "log", "ordered", "normal", "each", "by"]),
    row(
      "parameter", "parameters", "hyperparameter", "hyperparameters",
      summary: "What a search varies: a name and the domain that its values are from.",
      seeAlso: ["search", "in", "domain"]),
    row(
      "strategy", "strategies", summary: "What proposes the next trial of a search, behind `with`.",
      lines: table(StrategyCatalog.entries.map { ($0.name + ($0.modifies ? "(STRATEGY)" : ""), $0.summary) }),
      seeAlso: ["with", "acquisition", "compare"]),
    row(
      "storage", "optuna",
      summary: "Where named studies are kept, in the schema of Optuna: hpo.db, or the file or PostgreSQL database that "
        + "`--storage` names.",
      lines: ["search x in 0.0..1.0 as \"name\" for 10 trials minimize x    keeps its trials there"], seeAlso: ["as"]),
    row(
      "study", "studies", summary: "What a search gives: its trials, the best of them, and how it was made.",
      lines: FieldHelp.lines(of: "study").map { String($0.dropFirst(2)) }, seeAlso: ["search", "table", "as"]),
    row(
      "course", "sparkline",
      summary:
        "The small picture in a summary: the best value so far, from the first trial to the last, better is higher.",
      seeAlso: ["study", "best_so_far"]),
    row(
      "surrogate", summary: "What a strategy believes of the objective after the trials so far, with its doubts.",
      seeAlso: ["gaussian", "gamma", "tpe", "acquisition"]),
    row(
      "exploration", "exploitation",
      summary: "To try where little is known, and where it looks best: the acquisition weighs one against the other.",
      seeAlso: ["acquisition", "ucb", "rgp_ucb"]),
    row(
      "parallel", summary: "Trials side by side: `on 4 workers`, or several processes under one name.",
      seeAlso: ["on", "workers", "as"]),
    row(
      "error", "errors", "failure",
      summary: "A trial that fails is kept with its message, and the search goes on; elsewhere it ends the program.",
      seeAlso: ["fail", "search"]),
    row(
      "pruner", "pruners", "pruning",
      summary: "What stops poor trials early, by what they report.",
      seeAlso: ["prune", "asha", "hyperband", "pasha", "median", "percentile", "patient", "threshold", "wilcoxon"]),
    row(
      "metric", "metrics",
      summary: "How well a network does on a part of the data: fields of `run.valid` and of `evaluate`.",
      lines: FieldHelp.lines(of: "metrics").map { String($0.dropFirst(2)) },
      seeAlso: ["train", "evaluate", "confusion"]),
    row(
      "data", "dataset",
      summary: "What networks learn from: items with targets, in parts to train, validate and test on.",
      lines: table([
        ("digits()", "built-in images of digits"),
        ("load(\"table.csv\", target: \"species\")", "a table from a file"),
        ("split(data, valid: 20%, test: 20%)", "the same in parts"),
      ]) + FieldHelp.lines(of: "data").map { String($0.dropFirst(2)) },
      seeAlso: ["load", "split", "digits", "show"]),
    row(
      "epoch", summary: "One pass of training through all of its data: `epochs: 5`, or a count, `5 epochs`.",
      seeAlso: ["train", "epochs", "patience"]),
    row(
      "gradient", summary: "How the loss changes with each weight; every step of training goes against it.",
      seeAlso: ["lr", "optimizer", "clip"]),
    row(
      "overfitting", summary: "To fit the training data better than what is new: the validation loss rises again.",
      seeAlso: ["patience", "decay", "dropout", "augment"]),
    row(
      "classification", "regression",
      summary: "Whether the target is a class or a number: by its look, or as `kind` of `load` says.",
      seeAlso: ["load", "kind", "loss", "metric"]),
    row(
      "csv", summary: "`load` reads a table to train on, `load_csv` its rows, and `save` writes one.",
      seeAlso: ["load", "load_csv", "save"]),
    row(
      "layer", "layers", summary: "A part of a network: `model` takes them in order.",
      lines: table(layerBuiltins.map { ($0.name, $0.forms[0].summary) }), seeAlso: ["model"]),
    row(
      "unit", "units", summary: "What a number counts. Times directly follow their number; `20%` is 0.2.",
      lines: table(
        CountUnit.allCases.map { ("50 \($0.rawValue)", meaning(of: $0)) }
          + TimeUnit.allCases.map { ("10\($0.rawValue)", $0.plural) }),
      seeAlso: ["trials", "for", "train"]),
    row(
      "list", "lists",
      summary: "Items in order: `[1, 2, 3]`, `[x^2 for x in 1..10 if x > 2]`, `[...xs, 4]`, `xs[0]`, `xs[-1]`.",
      seeAlso: ["length", "map", "for"]),
    row(
      "record", "records", summary: "Named values: `{lr: 0.1, batch: 32}`, `r.lr`, `r[\"lr\"]`, `{...r, lr: 1}`.",
      seeAlso: ["keys", "without", "table"]),
    row(
      "integer", "int", "real", "float",
      summary: "Numbers: `3` is an integer, `3.0` and `1e-3` are reals; `1..9` holds integers, `0.0..1.0` reals.",
      seeAlso: ["number", "round", "domain"]),
    row(
      "loop", "loops",
      summary: "`for x in xs { ... }`, `while x > 1 { ... }`; a list of results is `[x^2 for x in xs]`.",
      seeAlso: ["for", "while", "map"]),
    row(
      "text",
      summary:
        "Strings use double quotes; `\"lr is {lr}\"` puts values in; `\\n`, `\\t`, `\\\"`, `\\\\`, `\\{` are escapes.",
      seeAlso: ["string", "fixed", "split", "join"]),
    row(
      "|>", "pipe", summary: "`x |> f(3)` is `f(x, 3)`: the value goes on as the first argument.",
      seeAlso: ["map", "fn"]),
    row(
      "..", summary: "A range, both ends included: `1..3` is 1, 2, 3; `0.0..1.0` are real numbers.",
      seeAlso: ["by", "in"]),
    row(
      "...", "spread", summary: "Puts the items of a list, or the fields of a record, where it stands.",
      seeAlso: ["list"]),
    row("^", summary: "A power: `2^10`, `x^0.5`.", seeAlso: ["sqrt", "exp"]),
    row(
      "%", "percent", summary: "Hundredths, directly behind a number: `20%` is 0.2. The remainder is `mod`.",
      seeAlso: ["mod"]),
    row("==", "!=", "<", "<=", ">", ">=", summary: "Comparisons; they give true or false.", seeAlso: ["and", "if"]),
    row(
      "+", "-", "*", "/", summary: "Arithmetic of numbers and of counts of one unit; `+` joins strings and lists.",
      seeAlso: ["mod", "^"]),
    row(
      "=", summary: "Binds a name behind `let` and `var`, and assigns to a `var`; `==` compares.",
      seeAlso: ["let", "var"]),
    row(
      "#", "##", "comment", "comments",
      summary: "A comment, to the end of its line; `##` above a function is what `?name` shows of it.",
      seeAlso: ["fn", "test"]),
    row("_", summary: "At the prompt: the value that was shown last.", seeAlso: ["search"]),
  ]

  private static func table(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { $0.0.padded(to: width + 2) + $0.1 }
  }

  private static func meaning(of unit: CountUnit) -> String {
    switch unit {
    case .trials: "evaluations of a search"
    case .epochs: "rounds through the training data"
    case .steps: "batches of training"
    case .workers: "trials side by side"
    }
  }
}

extension TimeUnit {
  /// The unit in words.
  var plural: String {
    switch self {
    case .milliseconds: "milliseconds"
    case .seconds: "seconds"
    case .minutes: "minutes"
    case .hours: "hours"
    case .days: "days"
    }
  }

  /// What `?` says about it.
  var page: HelpPage {
    HelpPage(
      forms: [.init(usage: "10\(rawValue)", summary: "A time: \(plural), directly behind the number.")],
      seeAlso: ["unit", "for"])
  }
}
