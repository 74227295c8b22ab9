import Basics
import DSL

/// Who evaluates the trials of a search.
enum SearchWorkers {
  /// Threads of this process, so many at a time.
  case threads(Int)
  /// Other processes, the tasks of a job array of Slurm, as the clause at this place asks for.
  case array(SlurmRequest, Span)

  /// How many trials run side by side in this process.
  var count: Int {
    switch self {
    case .threads(let count): count
    case .array: 1
    }
  }

  /// Each worker is a thread with a machine of its own.
  private static let mostThreads = 1024

  /// Reads the clause.
  ///
  /// - Parameters:
  ///   - node: what stands behind `on`, if anything.
  ///   - f: the frame of the search.
  /// - Throws: a failure of the program where it says something else.
  init(_ node: Node?, _ f: inout Frame) throws(Exit) {
    self = .threads(1)
    guard let node else { return }
    let value = try node.value(&f)
    if case .host(let host) = value, let slurm = host as? SlurmValue {
      // A task of the array evaluates by itself.
      if f.machine.pointee.context.settings.workerRole == nil { self = .array(slurm.request, node.span) }
      return
    }
    guard case .quantity(let quantity) = value, quantity.unit == .count(.workers) else {
      throw failure(
        .workers, "`on` takes a number of workers, not \(value.kind)", node.span, hint: "write `on 4 workers`.")
    }
    guard let count = Int(exactly: quantity.amount), (1...Self.mostThreads).contains(count) else {
      throw failure(
        .workers,
        "a search has from 1 to \(Self.mostThreads) workers, not \(realText(quantity.amount))", node.span,
        hint: "write `on cores() workers`.")
    }
    self = .threads(count)
  }

  /// Refuses what others could not join.
  ///
  /// - Parameters:
  ///   - name: that of the study.
  ///   - machine: what runs the search.
  /// - Throws: a failure at the clause.
  func check(_ name: String?, _ machine: UnsafeMutablePointer<Machine>) throws(Exit) {
    guard case .array(_, let span) = self else { return }
    if name == nil {
      throw failure(
        .slurm,
        "a search `on slurm(...)` needs a name, under which the tasks of the array meet", span,
        hint: "write `as \"NAME\"` into the search.")
    }
    if machine.pointee.trial != nil {
      throw failure(.slurm, "a search within a trial cannot be `on slurm(...)`", span, hint: "leave the clause out.")
    }
    let settings = machine.pointee.context.settings
    if settings.isSandboxed {
      throw failure(
        .sandbox,
        "the sandbox refuses `on slurm(...)`, which starts programs", span,
        hint: "`hpo run` without `--sandbox` allows it.")
    }
    if settings.workerLine == nil {
      throw failure(
        .slurm,
        "`on slurm(...)` needs a program that others can run too: a file, or `-e CODE`", span,
        hint: "write the search into a file, and run it by `hpo tune.hpo`.")
    }
  }
}
