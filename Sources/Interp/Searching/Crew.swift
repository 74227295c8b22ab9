import Dispatch
import DSL
import Synchronization

/// Who evaluates the trials of a search: at most so many at a time.
protocol Crew {
  /// Whether a trial has to end before another can begin.
  var isFull: Bool { get }

  /// Begins a trial; the crew must not be full.
  func begin(_ task: TrialTask)

  /// Waits for a trial to end; nil where none is under way.
  func next() -> TrialEnd?

  /// Asks all that is under way to stop.
  func interrupt()

  /// Ends the crew; nothing is under way any more.
  func dismiss()
}

/// The thread of the search itself, for which a trial begins and ends at once.
final class InlineCrew: Crew {
  private let objective: SearchPlan.Objective
  private let evaluator: Evaluator
  private var end: TrialEnd?

  init(_ objective: SearchPlan.Objective, evaluator: Evaluator) {
    self.objective = objective
    self.evaluator = evaluator
  }

  var isFull: Bool { end != nil }

  func begin(_ task: TrialTask) { end = objective.evaluate(task, on: evaluator) }

  func next() -> TrialEnd? {
    defer { end = nil }
    return end
  }

  func interrupt() {}

  func dismiss() {}
}

/// Threads that evaluate trials side by side, each on a machine of its own.
///
/// Functions see no `var`, and values are never shared and changed: what a worker needs of the program is the slots below
/// the search, which are copied once, and the objective. Everything else - claiming, asking, recording, showing - stays
/// with the thread of the search.
final class ThreadCrew: Crew {
  /// What the search's thread and the workers hand to each other.
  private struct Desk {
    var tasks: [TrialTask] = []
    var ends: [TrialEnd] = []
  }

  private final class Room: Sendable {
    let desk = Mutex(Desk())
    /// Counts the tasks, and at the end the workers that are to go home.
    let tasks = DispatchSemaphore(value: 0)
    let ends = DispatchSemaphore(value: 0)
    let interruption = Interruption()

    /// Waits for a task; nil when it is time to go home.
    func nextTask() -> TrialTask? {
      tasks.wait()
      return desk.withLock { $0.tasks.isEmpty ? nil : $0.tasks.removeFirst() }
    }
  }

  private let room = Room()
  private let outer: Interruption
  private var threads: [DeepThread] = []
  private var running = 0

  /// A team of `size` workers, or of as many as the system has room for; nil where it has room for none.
  init?(size: Int, _ objective: SearchPlan.Objective, evaluator: Evaluator) {
    let machine = evaluator.machine.pointee
    outer = machine.interruption
    let base = evaluator.slots - machine.stack
    let slots = ContiguousArray(UnsafeBufferPointer(start: machine.stack, count: base))
    let context = machine.context
    let room = room
    for _ in 0..<size {
      let thread = DeepThread {
        var machine = Machine(
          lowestAddress: lowestStackAddress(), interruption: room.interruption, context: context, seed: 0)
        defer { machine.deallocate() }
        for (index, value) in slots.enumerated() { machine.stack[index] = value }
        withUnsafeMutablePointer(to: &machine) { machine in
          let evaluator = Evaluator(machine: machine, slots: machine.pointee.stack + base)
          while let task = room.nextTask() {
            let end = objective.evaluate(task, on: evaluator)
            room.desk.withLock { $0.ends.append(end) }
            room.ends.signal()
          }
        }
      }
      guard let thread else { break }
      threads.append(thread)
    }
    if threads.isEmpty { return nil }
  }

  /// The number of workers.
  var size: Int { threads.count }

  var isFull: Bool { running >= size }

  func begin(_ task: TrialTask) {
    running += 1
    room.desk.withLock { $0.tasks.append(task) }
    room.tasks.signal()
  }

  func next() -> TrialEnd? {
    guard running > 0 else { return nil }
    running -= 1
    while room.ends.wait(timeout: .now() + .milliseconds(20)) == .timedOut {
      if outer.isRequested { interrupt() }
    }
    return room.desk.withLock { $0.ends.removeFirst() }
  }

  func interrupt() { room.interruption.request() }

  func dismiss() {
    for _ in threads { room.tasks.signal() }
    for thread in threads { thread.join() }
  }
}
