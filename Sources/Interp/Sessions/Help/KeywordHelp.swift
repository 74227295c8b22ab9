/// What `?` says about the words of the language, which are no names and stand in no other table.
enum KeywordHelp {
  /// A word, how it is written, what it means.
  private struct Row {
    let words: [String]
    let usage: String
    let summary: String
    var examples: [String] = []
    var seeAlso: [String] = []
  }

  /// The pages by word.
  static let topics: [String: HelpPage] = {
    var pages: [String: HelpPage] = [:]
    for row in searchRows + rows {
      let page = HelpPage(
        forms: [.init(usage: row.usage, summary: row.summary)], examples: row.examples.map { Builtin.Example($0) },
        seeAlso: row.seeAlso)
      for word in row.words { pages[word] = page }
    }
    return pages
  }()

  private static let searchRows: [Row] = [
    Row(
      words: ["search"], usage: "search NAME in DOMAIN, ... CLAUSES",
      summary: "Looks for the best values of parameters. On one line, or in braces with one clause a line.",
      examples: [
        "search lr in log(1e-4, 1) with gamma", "search x in -1.0..1.0 for 20 trials minimize (x - 0.3)^2",
      ], seeAlso: ["in", "with", "for", "minimize", "where", "from", "as"]),
    Row(
      words: ["in"], usage: "NAME in DOMAIN [if CONDITION]",
      summary: "In a search: a parameter and its values. Elsewhere: whether a list, range, string or record has it.",
      examples: [
        "search n in 8..256 by 8, act in [\"relu\", \"tanh\"] for 5 trials minimize n", "2 in [1, 2]",
      ], seeAlso: ["log", "ordered", "normal", "each", "by", "search"]),
    Row(
      words: ["with"], usage: "with STRATEGY",
      summary: "How a search finds its next trial: a strategy, such as gamma, random or hull(gaussian).",
      examples: ["search x in 0.0..1.0 with gamma(seed: 7) for 10 trials minimize x^2"],
      seeAlso: ["grid", "random", "gaussian", "gamma", "hull"]),
    Row(
      words: ["for"], usage: "for BUDGET, ...   or   for NAME in ITEMS { ... }",
      summary: """
        In a search: trials and time, whichever ends first; a trial that runs when the time is up is finished. Elsewhere: \
        visits every item of a collection.
        """,
      examples: [
        "search x in 0.0..1.0 for 10 trials, 5s minimize x^2", "for n in 1..3 { print(n) }", "[n^2 for n in 1..3]",
      ], seeAlso: ["trials", "search", "while"]),
    Row(
      words: ["minimize", "maximize"], usage: "minimize EXPR   or   maximize { ... }",
      summary: """
        The objective of a search. It sees the parameters, `params` (their record), `trial` and `worker` (numbers). With several, \
        the study has a `front`: the trials that no other beats in all. An objective behind the first sees what was noted.
        """,
      examples: [
        "search x in 0.0..1.0 for 10 trials maximize { let y = x - 0.5; -y * y }",
        "search n in 1..64 for 10 trials maximize { note(cost: 3 * n); log(n) } minimize cost",
      ], seeAlso: ["search", "params", "note", "require", "hypervolume"]),
    Row(
      words: ["near"], usage: "NAME in DOMAIN near VALUE",
      summary: "Where a good value is believed to lie: a search tries it first, and models expect more around it.",
      examples: ["search lr in log(1e-4, 1) near 3e-3 for 10 trials minimize (lr - 0.01)^2"],
      seeAlso: ["in", "from"]),
    Row(
      words: ["where"], usage: "where CONDITION",
      summary: "A constraint between parameters; points that do not fulfil it are not trials. "
        + "A comparison with an inactive parameter does not apply.",
      examples: ["search a in 1..8, b in 1..8 where a * b <= 16 with random for 10 trials minimize a + b"],
      seeAlso: ["in", "if"]),
    Row(
      words: ["require"], usage: "require CONDITION",
      summary: """
        A constraint on what comes of a trial: on what its objective has noted, and its parameters. The best trial is the best of \
        those that meet it; where to look for them is learned as the search goes on. An inequality tells how far a trial is from it.
        """,
      examples: [
        "search n in 1..64 for 10 trials maximize { note(cost: 3 * n); log(n) } require cost <= 90"
      ], seeAlso: ["where", "note", "minimize"]),
    Row(
      words: ["from"], usage: "from {NAME: VALUE, ...}   or   from [POINT, ...]   or   from STUDY",
      summary: """
        Points that a search tries first; they count as trials, and a search that is carried on tries those that are new. What \
        a point leaves out is chosen. A study, or points with a `value`, are known beforehand instead: neither run nor counted. \
        A study may have other parameters: `gaussian` learns of those that have the same name, as long as that helps, and begins with its \
        best point.
        """,
      examples: [
        "search x in 0.0..1.0 from {x: 0.25} for 10 trials minimize x^2",
        "search x in 0.0..1.0, n in 1..9 from [{n: 3}, {n: 5}] for 10 trials minimize x * n",
        "search x in 0.0..1.0 from [{x: 0.25, value: 0.0625}] for 10 trials minimize x^2",
      ], seeAlso: ["search", "load_csv", "study"]),
    Row(
      words: ["as"], usage: "as \"NAME\"",
      summary: "Keeps the study in the storage as it runs. The same search under the same name carries on with it.",
      examples: ["search x in 0.0..1.0 as \"parabola\" for 10 trials minimize x^2"],
      seeAlso: ["search", "study", "import"]),
    Row(
      words: ["prune", "when"], usage: "prune PRUNER   or   prune [PRUNER] when CONDITION",
      summary: """
        Stops poor trials early, by what they `report`. A `train` reports the metric of the objective after each epoch by \
        itself. With `asha`, `hyperband` and `pasha` trials wait where they are, and go on when others are known to be worse. \
        `when` ends a trial by what it has reported: its `value`, `step` and `seconds`, and metrics by name.
        """,
      examples: [
        "search x in 0.0..1.0 for 9 trials prune when loss > 0.5 minimize { for e in 1..9 { report(loss: x, at: e) }; x }",
        "search x in 0.0..1.0 for 9 trials prune asha(to: 9) minimize { for e in 1..9 { report(x + 1 / e, at: e) }; x }",
      ], seeAlso: ["asha", "hyperband", "pasha", "median", "percentile", "patient", "threshold", "wilcoxon", "report"]),
    Row(
      words: ["within"], usage: "within TIME",
      summary: """
        How long one trial may take: one that takes longer ends with what it has reported, as if it were pruned, or else fails. The \
        time in which it is laid aside does not count.
        """,
      examples: ["search x in 0.0..1.0 for 9 trials within 5min minimize x^2"], seeAlso: ["for", "prune", "run"]),
    Row(
      words: ["until"], usage: "until CONDITION",
      summary: """
        Ends a search before its budget does. It sees `gain`, what the rest of the budget is expected to add to the best value by a \
        Gaussian process; `best`, the best value so far; and `stalled`, the number of complete trials since that one.
        """,
      examples: [
        "search x in 0.0..1.0 for 40 trials until gain < 1e-4 minimize (x - 0.3)^2",
        "search x in 0.0..1.0 with random for 40 trials until stalled >= 9 or best < 0.01 minimize x",
      ], seeAlso: ["for", "prune"]),
    Row(
      words: ["widen"], usage: "widen NAME [in DOMAIN], ... [for BUDGET] [from STUDY]",
      summary: """
        Goes on with a search, its trials kept, with more room for parameters: in a domain that holds the old one, or else at the \
        end where the best value lies, another decade of a logarithmic range and half of a linear one. Without `from` it is the \
        search that was shown last, and without `for` its budget again.
        """,
      examples: [
        "search lr in log(1e-4, 1e-2) for 12 trials minimize abs(log10(lr) + 1)", "widen lr for 8 trials",
        "widen lr in log(1e-5, 1) for 5 trials",
      ], seeAlso: ["search", "from", "as"]),
    Row(
      words: ["on"], usage: "on N workers[(gpus: N, cores: N)]   or   on slurm(tasks: N)",
      summary: """
        Runs trials side by side, each on a thread of its own, or in a task of a Slurm cluster. The objective sees the number of its worker, from 0, as \
        `worker`. `gpus` are given to the programs that `run` starts, a number for each worker or a share of one such as 0.5; \
        with `cores` each worker runs on cores of its own, and its programs are told to start as many threads.
        """,
      examples: [
        "search x in 0.0..1.0 for 4 trials on 2 workers minimize { note(worker: worker); x }",
        "search x in 0.0..1.0 for 4 trials on 1 worker(cores: 1) minimize number(run(\"echo\", x).text)",
      ],
      seeAlso: ["workers", "worker", "run", "slurm"]),
    Row(
      words: ["by"], usage: "LOW..HIGH by STEP",
      summary: "The step of a range; on a logarithmic range it multiplies.",
      examples: ["[x for x in 1..9 by 4]", "log(16, 512) by 2"], seeAlso: ["in", "log"]),
    Row(
      words: ["params", "trial", "worker"], usage: "params   trial   worker",
      summary: """
        In an objective: the record of the trial's parameters, its number, and the number of the worker that runs it, \
        from 0 to one less than `on N workers`.
        """,
      examples: ["search x in 0.0..1.0 with random for 3 trials minimize params.x + trial"],
      seeAlso: ["minimize", "on", "run"]),
    Row(
      words: ["trials", "epochs", "steps", "workers"], usage: "50 trials   5 epochs   100 steps   4 workers",
      summary: "Counts with a unit. A time unit directly follows the number: 250ms, 10s, 5min, 2h, 1d.",
      examples: ["50 trials", "2 * 30s"], seeAlso: ["for"]),
  ]

  private static let rows: [Row] = [
    Row(
      words: ["let", "var"], usage: "let NAME = EXPR   or   var NAME = EXPR",
      summary: "Binds a name; only a `var` may be assigned again.", examples: ["let x = 3", "var n = 0"],
      seeAlso: ["fn"]),
    Row(
      words: ["fn"], usage: "fn NAME(PARAMS) { ... }   or   fn NAME(PARAMS) = EXPR",
      summary: "A function. Without a name it is an expression.",
      examples: ["fn square(x) = x^2", "(fn(x, n = 2) = x^n)(3)"], seeAlso: ["let", "return"]),
    Row(
      words: ["if", "else"], usage: "if CONDITION { ... } else { ... }",
      summary: "Chooses; gives the value of the block that is run. "
        + "Behind a parameter of a search: when it is active. A comparison with an inactive parameter does not hold.",
      examples: ["if 1 < 2 { \"less\" } else { \"more\" }"], seeAlso: ["while", "and"]),
    Row(
      words: ["while"], usage: "while CONDITION { ... }", summary: "Repeats as long as the condition holds.",
      examples: ["while false { }"], seeAlso: ["for", "break"]),
    Row(
      words: ["break", "continue"], usage: "break   continue",
      summary: "Leaves the loop; goes on with its next round.",
      examples: ["for n in 1..9 { if n > 3 { break } }"], seeAlso: ["for", "while"]),
    Row(
      words: ["return"], usage: "return EXPR", summary: "Leaves a function, or an objective, with a value.",
      examples: ["fn sign(x) { if x < 0 { return -1 }; 1 }"], seeAlso: ["fn"]),
    Row(
      words: ["import"], usage: "import \"FILE\" [as NAME]",
      summary: "Runs a file once, found beside the importing one, and binds its names: directly, or as a record.",
      seeAlso: ["as"]),
    Row(
      words: ["test", "expect"], usage: "test \"TITLE\" { expect CONDITION }",
      summary: """
        A test, run by `hpo test`, with the bindings that it mentions and nothing else of the program. `expect` fails \
        unless its condition holds.
        """,
      examples: ["test \"sums\" { expect 1 + 1 == 2 }"]),
    Row(
      words: ["and", "or", "not"], usage: "A and B   A or B   not A",
      summary: "Logic, stopping early. `a or b` is also b where a is none.",
      examples: ["true and not false", "none or 3"], seeAlso: ["if"]),
    Row(
      words: ["mod"], usage: "A mod B", summary: "The remainder of a division; it has the sign of B.",
      examples: ["7 mod 3"]),
    Row(
      words: ["true", "false", "none"], usage: "true   false   none",
      summary: "The truth values, and the value that says there is none."),
  ]
}
