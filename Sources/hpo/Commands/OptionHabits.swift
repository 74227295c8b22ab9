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
    if command == DeleteCommand._commandName, ["--force", "-f"].contains(name) { return "write `--yes`." }
    if command == ExportCommand._commandName, name == "--format" || name == "-f" || name == "--parquet" {
      let form = ExportCommand.Form(rawValue: value ?? "") ?? .csv
      return "the forms are options of their own: write `--\(form)`."
    }
    if command == CopyCommand._commandName, name == "--storage" {
      return "the two storages stand by themselves: `hpo copy FROM TO`."
    }
    guard let row = rows.first(where: { $0.options.split(separator: " ").contains(Substring(name)) }) else {
      guard !option.hasPrefix("--"), lines[command]?.contains("hpo \(command) NAME") == true else { return nil }
      return "a name that begins with a dash stands behind `--`: `hpo \(command) \(shellOperand(option))`."
    }
    if ["--list", "-l", "--all", "-a"].contains(name), command == StudiesCommand._commandName {
      return "all are listed: leave it out."
    }
    if name == "--list", command == LessonCommand._commandName { return "`hpo lesson` lists them." }
    var meant = command == AskTellCommand._commandName ? row.member ?? row.meant : row.meant
    if meant == "$TABLE" {
      let isList = command == StudiesCommand._commandName
      meant =
        isList
        ? "it has one form; leave it out"
        : command == ReportCommand._commandName
          ? "a report is a page of HTML; `hpo export NAME` writes a table"
          : "leave it out"
    }
    var written = value ?? row.example
    if name == "--direction" || name == "--objective", ["minimize", "maximize"].contains(written) {
      written += " loss"
    }
    if meant.contains("for $`") && meant.contains("time"), Double(written) != nil { written += "s" }
    if meant.contains("'$'") { return meant.replacing("'$'", with: shellWord(written)) + "." }
    return meant.replacing("$", with: written) + "."
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
    "from": ["source", "from-storage"], "to": ["target", "destination", "to-storage"],
  ]

  /// What is typed where a command lacks what it needs.
  static let lines = [
    "check": "write `hpo check tune.hpo`, with the name of a program.",
    "test": "write `hpo test .` for all programs in this folder, or name one.",
    "worker": "write `hpo worker tune.hpo`, with the name of a program.",
    "status": "write `hpo status NAME`; `hpo studies` lists the stored studies.",
    "report": "write `hpo report NAME`; `hpo studies` lists the stored studies.",
    "show": "write `hpo show NAME`; `hpo studies` lists the stored studies.",
    "export": "write `hpo export NAME`; `hpo studies` lists the stored studies.",
    "delete": "write `hpo delete NAME`; `hpo studies` lists the stored studies.",
    "import": "write `hpo import FILE`, with a journal of Optuna's or a table of trials.",
    "copy": "write `hpo copy FROM TO`, each a file or `postgresql://USER@HOST/DATABASE`.",
    "explain": "write `hpo explain NAME`; `hpo studies` lists the stored studies.",
    "grammar": "write `hpo grammar vim --out ~/.vim`, with the name of an editor and a folder.",
    "ask-tell": "write `hpo ask-tell --strategy gamma`, with the name of a strategy.",
  ]

  /// An option with a value, for one that stands without.
  static func example(of option: String) -> String? {
    let values = [
      "--seed": "1", "--threads": "4", "--storage": "hpo.db", "--color": "never",
      "--progress": "none",
      "--strategy": "gamma", "--prune": "'median()'", "--format": "json", "--compare": "random",
      "--as": "digits", "--study": "digits", "--minimize": "loss", "--maximize": "accuracy",
      "--out": "pages",
    ]
    return values[option].map { "write one behind it, as in `\(option) \($0)`." }
  }

  /// What is typed instead of a value that an option or an operand does not take.
  ///
  /// - Parameters:
  ///   - value: the value.
  ///   - place: what it is for, as the parser calls it: `--threads <n>`, `<trial>`.
  ///   - arguments: the command line.
  /// - Returns: a sentence; nil where nothing is known.
  static func hint(forValue value: String, of place: String, _ arguments: [String]) -> String? {
    func line(without words: Set<String>, with word: String? = nil) -> String {
      let kept = arguments.filter { !words.contains($0) }.map(shellWord)
      return "`hpo \((kept + (word.map { [$0] } ?? [])).joined(separator: " "))`"
    }
    switch place {
    case "<trial>":
      if ["trial", "number", "no", "nr", "#"].contains(value.lowercased()) {
        return "the number stands by itself: \(line(without: [value]))."
      }
      if let number = Double(value), number >= 0 {
        return "trials have whole numbers, from 0: \(line(without: [value], with: "\(Int(number.rounded(.down)))"))."
      }
      return "a trial is called by its number, from 0; without it all are shown, one after the other: "
        + line(without: [value]) + "."
    case "--threads <n>":
      return ["all", "auto", "max", "-1"].contains(value.lowercased())
        ? "without it, all cores are used: \(line(without: ["--threads", "--threads=" + value, value]))."
        : "it is a whole number from 1, such as `--threads 4`."
    case "--progress <progress>", "--color <color>":
      let isOff = ["off", "no", "false", "0", "never", "none"].contains(value.lowercased())
      return isOff ? "write `\(place.hasPrefix("--color") ? "--color never" : "--progress none")`." : nil
    case "--seed <n>": return "write `--seed \(wholePart(of: value))`."
    default: return nil
    }
  }

  private static func wholePart(of value: String) -> String {
    let digits = value.drop { !$0.isNumber }.prefix { $0.isNumber }
    return digits.isEmpty ? "1" : String(digits)
  }

  /// What is meant, with `$` for the value of the option; in the first request of `ask-tell` that may be a member.
  private static let rows: [(options: String, example: String, meant: String, member: String?)] = [
    (
      "--verbose --debug --loud --log-level --loglevel", "",
      "what a search does is shown at a terminal by itself: leave it out", nil
    ),
    ("--quiet -q --silent --no-progress", "", "write `--progress none`", nil),
    ("--no-color --no-colour --plain", "", "write `--color never`", nil),
    ("--resume --continue --restart --load-if-exists", "", "a study with a name goes on by itself: `as \"NAME\"`", nil),
    (
      "--output --out -o --save --log --log-file", "FILE",
      "a program writes files by `save(\"trials.csv\", study)`; what it prints goes into one by `> $`", nil
    ),
    ("--gpu --cuda --device --cpu", "", "there is one device: leave it out", nil),
    ("--format --json --csv -f", "", "$TABLE", nil),
    (
      "--config --param --params --set", "x=1",
      "what a program is to have stands behind its name, and is told by `args()`", nil
    ),
    ("-d --dir --directory --cwd", "FOLDER", "hpo runs where it is started: `cd $` first", nil),
    ("-s", "hpo.db", "the file of the studies is named by `--storage $`; `--seed 1` fixes what is random", nil),
    ("-t", "4", "the threads are told by `--threads $`", nil),
    ("--all -a", "", "name one: `hpo studies` lists the stored studies", nil),
    ("--repl --interactive -i", "", "`hpo` by itself is the prompt", nil),
    ("--list -l --list-studies", "", "`hpo studies` lists the stored studies", nil),
    ("--dry-run --check --lint --syntax", "", "`hpo check FILE` finds errors without running", nil),
    ("-c --code --command --eval --execute", "1 + 1", "a text is run by `-e`: `hpo -e '$'`", nil),
    ("--dashboard --report --html --web", "", "`hpo report NAME` writes a page of a stored study", nil),
    ("--open --browser --show --view", "", "leave it out, and open the file in a browser", nil),
    (
      "--space --params --search-space", "", "parameters are clauses of the search: `x in 0.0..1.0`",
      "the request `init` says it, by its `\"space\"`"
    ),
    (
      "-j -p -w --jobs --parallelism --n-jobs --workers --num-workers --parallel --processes", "4",
      "workers are a clause of the search: `on $ workers`", nil
    ),
    (
      "-n --trials --n-trials --max-trials --num-trials --evals --max-evals --budget --iterations --num-samples", "50",
      "the budget is a clause of the search: `for $ trials`", "the request `init` says it: `\"n_trials\":$`"
    ),
    (
      "--timeout --time-limit --time-budget --max-time", "10min",
      "the time is a clause of the search, with its unit: `for $`", nil
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
      "--direction --objective", "minimize loss", "what is sought is a clause of the search: `$`",
      "the request `init` says it: `\"direction\":\"maximize\"`"
    ),
    (
      "--minimize --maximize", "loss", "what is sought is a clause of the search: `minimize loss`",
      "the request `init` says it: `\"direction\":\"maximize\"`"
    ),
    ("-v", "", "the version is told by `--version`", nil),
    ("--db --database", "hpo.db", "the file of the studies is named by `--storage $`", nil),
  ]
}
