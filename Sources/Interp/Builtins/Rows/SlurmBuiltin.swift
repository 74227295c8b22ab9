import Basics
import DSL

/// `slurm(tasks: 16, time: 2h)`: workers that are the tasks of a job array.
let slurmBuiltin = Builtin(
  "slurm",
  [
    .required("tasks"), .label("time"), .label("partition"), .label("account"), .label("qos"), .label("cpus"),
    .label("gpus"), .label("memory"), .label("options", .list([])), .label("setup", .list([])),
    .label("notice", .quantity(Quantity(60, .seconds))),
  ],
  """
  Workers that a Slurm cluster starts: `on slurm(tasks: 16, time: 2h)` submits a job array, each task of which runs this \
  program as a worker of the search, which needs a name. The search waits until the budget is spent; where it is ended meanwhile, \
  the array goes on, and the same line waits for it again. Ctrl-C cancels the array. A task whose time is up gives its trial back \
  and goes to the end of the queue.
  """,
  examples: [
    .init("slurm(tasks: 16, time: 2h, partition: \"gpu\", gpus: 1)"),
    .init("slurm(tasks: 8, cpus: 4, memory: \"16G\", setup: \"module load python\", options: \"--constraint=a100\")"),
  ], seeAlso: ["on", "as", "cores"]
) { (a: Arguments) throws(Exit) in
  let tasks = try a.int(0)
  guard (1...SlurmLimits.mostTasks).contains(tasks) else {
    throw failure(.argumentRange, "a job array has from 1 to \(SlurmLimits.mostTasks) tasks, not \(tasks)", a.place(0))
  }
  var options: [String] = []
  func add(_ option: String, _ value: String?) { if let value { options.append(shellWord("--\(option)=\(value)")) } }
  let time = try a.optional(1, a.duration)
  add("time", time.map { slurmTime($0) })
  for (index, option) in [(2, "partition"), (3, "account"), (4, "qos")] { add(option, try a.optional(index, a.word)) }
  add("cpus-per-task", try a.optional(5, a.size))
  add("gpus", try a.optional(6, a.size))
  add("mem", try a.optional(7, a.memory))
  for option in try a.lines(8) {
    guard option.hasPrefix("-") else {
      throw failure(
        .slurm,
        "`\(option)` is not an option of `sbatch`", a.place(8),
        hint: "write it whole: `options: \"--constraint=a100\"`.")
    }
    let names = option.split(separator: " ").map { String($0.prefix { $0 != "=" }) }
    if let own = SlurmLimits.ownOptions.first(where: names.contains) {
      throw failure(.slurm, "`\(own)` is set by hpo, which finds the array by it", a.place(8), hint: "leave it out.")
    }
    options.append(option)
  }
  let notice = try a.duration(10)
  if let time, notice >= time {
    throw failure(
      .slurm,
      "a task whose time is \(Quantity(time, .seconds)) cannot be told \(Quantity(notice, .seconds)) before its end",
      a.place("notice"), hint: "`time` must be longer than `notice`, which is 1min unless you say otherwise.")
  }
  let request = SlurmRequest(
    tasks: tasks, options: options, setup: try a.lines(9), notice: Int(min(notice, 65_535).rounded(.up)))
  let given = a.form.parameters.indices.filter { a.isGiven($0) && !a[$0].isNone }
  return .host(
    SlurmValue(request, "slurm(\(given.map { "\(a.form.parameters[$0].name): \(a[$0])" }.joined(separator: ", ")))"))
}

private enum SlurmLimits {
  /// More than any cluster lets an array have.
  static let mostTasks = 100_000
  static let ownOptions = [
    "--array", "-a", "--job-name", "-J", "--output", "-o", "--error", "-e", "--open-mode", "--signal", "--requeue",
    "--no-requeue", "--wrap", "--parsable", "--wait", "-W", "--chdir", "-D",
  ]
}

/// A time as Slurm reads it: days, hours, minutes and seconds.
private func slurmTime(_ seconds: Double) -> String {
  let whole = Int(min(seconds, 1e9).rounded(.up))
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(whole / 86_400)-\(two(whole / 3600 % 24)):\(two(whole / 60 % 60)):\(two(whole % 60))"
}

extension Arguments {
  /// A time with its unit, in seconds: a bare number would be minutes to Slurm and seconds elsewhere.
  fileprivate func duration(_ index: Int) throws(Exit) -> Double {
    if self[index].number != nil {
      throw failure(
        .argumentKind, "`\(name(index))` has a unit", place(index), hint: "write `\(name(index)): 2h` or `30min`.")
    }
    return try seconds(index)
  }

  /// A text on one line that is not empty.
  fileprivate func word(_ index: Int) throws(Exit) -> String {
    let text = try string(index)
    guard !text.isEmpty, !text.contains(where: { $0.isNewline || $0 == "\0" }) else {
      throw failure(.argumentRange, "`\(name(index))` is not to be empty, and on one line", place(index))
    }
    return text
  }

  /// A number from 1, or what Slurm reads as one: `"a100:2"`.
  fileprivate func size(_ index: Int) throws(Exit) -> String {
    if case .text = self[index] { return try word(index) }
    let count = try int(index)
    guard count >= 1 else {
      throw failure(.argumentRange, "`\(name(index))` must be 1 or more, not \(count)", place(index))
    }
    return "\(count)"
  }

  /// So much memory as Slurm reads it.
  fileprivate func memory(_ index: Int) throws(Exit) -> String {
    guard case .text = self[index] else {
      throw failure(
        .argumentKind,
        "`\(name(index))` is a text with a unit, not \(self[index].kind)", place(index),
        hint: "write `memory: \"16G\"`.")
    }
    return try word(index)
  }

  /// A text, or a list of texts: each a line of its own.
  fileprivate func lines(_ index: Int) throws(Exit) -> [String] {
    let lines = try texts(index, "texts").flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
    guard !lines.contains(where: { $0.contains("\0") }) else {
      throw failure(.argumentRange, "`\(name(index))` cannot hold a NUL", place(index))
    }
    return lines
  }
}
