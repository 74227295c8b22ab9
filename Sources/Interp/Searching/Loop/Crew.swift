import Dispatch
import DSL
import Studies
import Synchronization

/// What happens to a trial that is under way.
enum CrewEvent: Sendable {
  /// It says how it is doing.
  case reported([Report], Trial)
  /// It has ended.
  case ended(TrialEnd)
}

/// Who evaluates the trials of a search: at most so many at a time.
protocol Crew {
  /// Whether a trial has to end before another can begin.
  var isFull: Bool { get }

  /// Begins a trial; the crew must not be full.
  func begin(_ task: TrialTask)

  /// Waits for what happens next; nil where no trial is under way.
  func next() -> CrewEvent?

  /// Asks all that is under way to stop.
  func interrupt()

  /// Ends the crew; nothing is under way any more.
  func dismiss()
}

/// The thread of the search itself, for which a trial begins and ends at once.
final class InlineCrew: Crew {
  private let objective: SearchPlan.Objective
  private let evaluator: Evaluator
  private let report: ([Report], Trial) throws(Exit) -> Void
  private var end: TrialEnd?

  /// The thread that calls this.
  ///
  /// - Parameters:
  ///   - objective: what is evaluated.
  ///   - evaluator: whose machine evaluates.
  ///   - report: takes the place of `CrewEvent.reported`, which nobody could wait for.
  init(
    _ objective: SearchPlan.Objective, evaluator: Evaluator, report: @escaping ([Report], Trial) throws(Exit) -> Void
  ) {
    self.objective = objective
    self.evaluator = evaluator
    self.report = report
  }

  var isFull: Bool { end != nil }

  func begin(_ task: TrialTask) {
    let report = report
    end = objective.evaluate(task, on: evaluator) { reports throws(Exit) in try report(reports, task.trial) }
  }

  func next() -> CrewEvent? {
    defer { end = nil }
    return end.map { .ended($0) }
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
  private final class Mailbox: Sendable {
    private let tasks = Mutex<[TrialTask]>([])
    private let events = Mutex<[CrewEvent]>([])
    /// Counts the tasks, and at the end the workers that are to go home.
    private let taskCount = DispatchSemaphore(value: 0)
    private let eventCount = DispatchSemaphore(value: 0)
    let interruption = Interruption()

    func send(_ task: TrialTask) {
      tasks.withLock { $0.append(task) }
      taskCount.signal()
    }

    /// Lets one worker go home, once all tasks are taken.
    func sendHome() { taskCount.signal() }

    /// Waits for a task; nil when it is time to go home.
    func nextTask() -> TrialTask? {
      taskCount.wait()
      return tasks.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    func send(_ event: CrewEvent) {
      events.withLock { $0.append(event) }
      eventCount.signal()
    }

    /// Waits for an event; `isWaiting` is called now and then.
    func nextEvent(isWaiting: () -> Void) -> CrewEvent {
      while eventCount.wait(timeout: .now() + .milliseconds(20)) == .timedOut { isWaiting() }
      return events.withLock { $0.removeFirst() }
    }
  }

  private let mailbox = Mailbox()
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
    let mailbox = mailbox
    for number in 0..<size {
      let thread = DeepThread {
        var machine = Machine(
          lowestAddress: lowestStackAddress(), interruption: mailbox.interruption, context: context, seed: 0)
        defer { machine.deallocate() }
        machine.worker = number
        for (index, value) in slots.enumerated() { machine.stack[index] = value }
        withUnsafeMutablePointer(to: &machine) { machine in
          let evaluator = Evaluator(machine: machine, slots: machine.pointee.stack + base)
          while let task = mailbox.nextTask() {
            let end = objective.evaluate(task, on: evaluator) { mailbox.send(.reported($0, task.trial)) }
            mailbox.send(.ended(end))
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
    mailbox.send(task)
  }

  func next() -> CrewEvent? {
    guard running > 0 else { return nil }
    let event = mailbox.nextEvent { if outer.isRequested { interrupt() } }
    if case .ended = event { running -= 1 }
    return event
  }

  func interrupt() { mailbox.interruption.request() }

  func dismiss() {
    for _ in threads { mailbox.sendHome() }
    for thread in threads { thread.join() }
  }
}
