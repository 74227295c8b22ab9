import Basics

/// Options that other tools have and this one has not, and what is written instead.
enum OptionHabits {
  /// The hint for an option that a command does not take.
  ///
  /// - Parameters:
  ///   - option: as it is written, without its value: `--workers`.
  ///   - value: what is written behind it, if anything.
  ///   - command: the name of the command.
  /// - Returns: what to write; nil where no habit is known.
  static func hint(for option: String, _ value: String?, in command: String) -> String? {
    let name = option.lowercased().replacing("_", with: "-")
    guard let row = rows.first(where: { $0.options.split(separator: " ").contains(Substring(name)) }) else {
      return nil
    }
    let meant = command == AskTellCommand._commandName ? row.member ?? row.meant : row.meant
    return meant.replacing("$", with: value ?? row.example) + "."
  }

  /// The command line in which the value of an option stands without it; nil where the command has no such operand.
  ///
  /// - Parameters:
  ///   - option: as it is written, without its value: `--trial`.
  ///   - arguments: the command line.
  ///   - command: the name of the command.
  ///   - declared: what it takes.
  /// - Returns: the line, with capitals in the place of what it lacks.
  static func line(for option: String, _ arguments: [String], _ command: String, _ declared: DeclaredOptions) -> String?
  {
    func operand(_ option: String) -> Int? {
      let name = String(option.drop { $0 == "-" })
      return declared.operands.firstIndex { $0 == name || operands[$0]?.contains(name) == true }
    }
    guard operand(option) != nil else { return nil }
    let (options, rest) = declared.taken(from: arguments.filter { $0 != command && $0 != "--" })
    var (values, free) = ([Int: String](), [String]())
    var left = rest[...]
    while let word = left.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      if word.hasPrefix("-"), let index = operand(parts[0]) {
        values[index] = parts.count > 1 ? parts[1] : left.popFirst()
      } else {
        free.append(word)
      }
    }
    for index in declared.operands.indices where values[index] == nil && !free.isEmpty {
      values[index] = free.removeFirst()
    }
    let last = values.keys.max() ?? 0
    let words = (0...last).map { values[$0].map(shellWord) ?? declared.operands[$0].uppercased() }
    return (["hpo", command] + options.joined().map(shellWord) + words + free.map(shellWord)).joined(separator: " ")
  }

  /// What operands are called by those who take them for options.
  private static let operands: [String: [String]] = [
    "study": ["name", "study-name"], "name": ["study", "study-name"], "trial": ["number", "id", "n", "t"],
    "file": ["output", "out", "o", "path", "html"], "lesson": ["number", "name"],
  ]

  /// What is typed where a command lacks what it needs.
  static let lines = [
    "check": "write `hpo check tune.hpo`, with the name of a program.",
    "test": "write `hpo test .` for all programs in this folder, or name one.",
    "report": "write `hpo report NAME`; `hpo studies` lists the stored studies.",
    "explain": "write `hpo explain NAME`; `hpo studies` lists the stored studies.",
  ]

  /// What is meant, with `$` for the value of the option; in the first request of `ask-tell` that may be a member.
  private static let rows: [(options: String, example: String, meant: String, member: String?)] = [
    ("-c --code --command --eval --execute", "CODE", "a text is run by `-e`: `hpo -e 'CODE'`", nil),
    (
      "-j --jobs --n-jobs --workers --num-workers --parallel --processes", "4",
      "workers are a clause of the search: `on $ workers`", nil
    ),
    (
      "-n --trials --n-trials --max-trials --num-trials --evals --max-evals --budget --iterations --num-samples", "50",
      "the budget is a clause of the search: `for $ trials`", "the request `init` says it: `\"n_trials\":$`"
    ),
    (
      "--timeout --time-limit --time-budget --max-time", "10min",
      "the time is a clause of the search, with its unit: `for 10min`", nil
    ),
    (
      "--strategy --sampler --algorithm --algo", "gamma", "the strategy is a clause of the search: `with $`",
      "it is called `--strategy`"
    ),
    (
      "--study --study-name --name", "digits",
      "the name of a study is a clause of the search: `as \"$\"`", nil
    ),
    (
      "--direction --minimize --maximize --objective", "loss",
      "what is sought is a clause of the search: `minimize loss`",
      "the request `init` says it: `\"direction\":\"maximize\"`"
    ),
    ("-v", "", "the version is told by `--version`", nil),
    ("--db --database", "hpo.db", "the file of the studies is named by `--storage $`", nil),
  ]
}
