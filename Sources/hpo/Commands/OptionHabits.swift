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
