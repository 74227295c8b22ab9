import Dispatch
import DSL
import Studies
import Synchronization

/// What happens to a trial that is under way.
enum CrewEvent: Sendable {
  /// It says how it is doing, and waits for an answer where the search has a pruner.
  case reported([Report], Trial, ReportAnswer?)
  /// It has ended.
  case ended(TrialEnd)
}

/// What a trial that has reported waits for: whether it goes on.
final class ReportAnswer: Sendable {
  private struct State {
    var isStopped = false
    var isLaidAside = false
    var worker: Int?
  }

  private let state = Mutex(State())
  private let given = DispatchSemaphore(value: 0)

  /// Has the trial go on, or end here; in the place of another worker, if it says so.
  func give(stops: Bool, inPlaceOf worker: Int? = nil) {
    state.withLock { ($0.isStopped, $0.worker) = (stops, worker) }
    given.signal()
  }

  /// Says that it may take long until the answer is given.
  fileprivate func layAside() { state.withLock { $0.isLaidAside = true } }

  /// Waits until it is given.
  ///
  /// - Parameters:
  ///   - interruption: what ends the wait.
  ///   - whenLaidAside: called once if that may take long.
  /// - Throws: `pruned` where the trial ends here, `interrupted` where it is asked to stop.
  /// - Returns: the worker in whose place it goes on; nil where that is its own.
  fileprivate func wait(_ interruption: Interruption, whenLaidAside: () -> Void) throws(Exit) -> Int? {
    var isKept = false
    while given.wait(timeout: .now() + .milliseconds(20)) == .timedOut {
      if interruption.isRequested { throw .interrupted }
      if !isKept, state.withLock(\.isLaidAside) {
        whenLaidAside()
        isKept = true
      }
    }
    if state.withLock(\.isStopped) { throw .pruned }
    return state.withLock(\.worker)
  }
}

/// Who evaluates the trials of a search: at most so many at a time.
protocol Crew: AnyObject {
  /// Whether a trial has to end or to be laid aside before another can begin.
  var isFull: Bool { get }

  /// Whether another trial can begin beside those that are laid aside; the crew must not be full.
  func hasRoom() -> Bool

  /// Begins a trial; the crew must have room.
  func begin(_ task: TrialTask)

  /// Waits for what happens next; nil where no trial is under way.
  func next() -> CrewEvent?

  /// Lays a trial aside that waits for an answer: it keeps all it has, and another may run in its place.
  func pause(_ trial: Int, awaiting answer: ReportAnswer)

  /// Has a trial that was laid aside go on, or end; the crew must not be full.
  func resume(_ trial: Int, stops: Bool)

  /// Asks all that is under way or laid aside to stop.
  func interrupt()

  /// Ends the crew; nothing is under way any more.
  func dismiss()
}

/// The thread of the search itself, for which a trial begins and ends at once.
final class InlineCrew: Crew {
  private let assessment: TrialAssessment
  private let evaluator: Evaluator
  private let report: ([Report], Trial) throws(Exit) -> Void
  private var end: TrialEnd?

  /// The thread that calls this.
  ///
  /// - Parameters:
  ///   - assessment: what is evaluated.
  ///   - evaluator: whose machine evaluates.
  ///   - report: takes the place of `CrewEvent.reported`, which nobody could wait for.
  init(
    _ assessment: TrialAssessment, evaluator: Evaluator, report: @escaping ([Report], Trial) throws(Exit) -> Void
  ) {
    self.assessment = assessment
    self.evaluator = evaluator
    self.report = report
  }

  var isFull: Bool { end != nil }

  func hasRoom() -> Bool { true }

  func begin(_ task: TrialTask) {
    let report = report
    end = assessment.evaluate(task, on: evaluator) { reports, _ throws(Exit) in try report(reports, task.trial) }
  }

  func next() -> CrewEvent? {
    defer { end = nil }
    return end.map { .ended($0) }
  }

  // Nothing waits here.
  func pause(_ trial: Int, awaiting answer: ReportAnswer) {}
  func resume(_ trial: Int, stops: Bool) {}

  func interrupt() {}

  func dismiss() {}
}

/// Threads that evaluate trials side by side, each on a machine of its own.
///
/// Functions see no `var`, and values are never shared and changed: what a worker needs of the program is the slots below
/// the search, which are copied once, and the objectives. Everything else - claiming, asking, recording, showing - stays
/// with the thread of the search.
///
/// A trial that is laid aside keeps its thread, which waits where the trial has reported; another thread takes its place, so
/// that as many run as before.
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

    /// Tells how a trial is doing, and waits for the answer where there is to be one: in whose place it goes on, if not in its
    /// own.
    func send(
      _ reports: [Report], of task: TrialTask, _ interruption: Interruption, whenLaidAside: () -> Void
    ) throws(Exit) -> Int? {
      let answer = task.isJudged ? ReportAnswer() : nil
      send(.reported(reports, task.trial, answer))
      return try answer?.wait(interruption, whenLaidAside: whenLaidAside)
    }

    /// Waits for an event; `isWaiting` is called now and then.
    func nextEvent(isWaiting: () -> Void) -> CrewEvent {
      while eventCount.wait(timeout: .now() + .milliseconds(20)) == .timedOut { isWaiting() }
      return events.withLock { $0.removeFirst() }
    }
  }

  private let mailbox = Mailbox()
  private let assessment: TrialAssessment
  private let outer: Interruption
  private let context: Context
  /// The slots of the program below the search.
  private let slots: ContiguousArray<Value>
  private let outerShare: WorkerShare
  private let shares: [WorkerShare]?
  private var threads: [DeepThread] = []
  private var running = 0
  /// The number of the worker that each trial under way runs on, from 0 to `size - 1`, no two the same.
  private var workers: [Int: Int] = [:]
  /// The trials that are laid aside, and what each of them waits for.
  private var paused: [Int: ReportAnswer] = [:]

  /// The number of trials that run side by side.
  private(set) var size: Int

  /// A team for `size` trials at a time, or for as many as the system has room for; nil where it has room for none.
  ///
  /// - Parameters:
  ///   - size: the number of trials that run side by side.
  ///   - shares: what each worker has for itself; nil for nothing.
  ///   - assessment: what is evaluated.
  ///   - evaluator: whose slots the workers begin with.
  init?(size: Int, _ shares: [WorkerShare]?, _ assessment: TrialAssessment, evaluator: Evaluator) {
    let machine = evaluator.machine.pointee
    (self.shares, self.assessment) = (shares, assessment)
    outer = machine.interruption
    (context, outerShare) = (machine.context, machine.share)
    slots = ContiguousArray(UnsafeBufferPointer(start: machine.stack, count: evaluator.slots - machine.stack))
    self.size = size
    while threads.count < size, let thread = thread() { threads.append(thread) }
    if threads.isEmpty { return nil }
    self.size = threads.count
  }

  /// Another thread that evaluates; nil where there is no room for it.
  private func thread() -> DeepThread? {
    guard let stack = MachineStack() else { return nil }
    let thread = DeepThread { [assessment, slots, context, outerShare, shares, mailbox] in
      defer { stack.deallocate() }
      var machine = Machine(
        stack: stack, lowestAddress: lowestStackAddress(), interruption: mailbox.interruption, context: context, seed: 0
      )
      machine.share = outerShare
      for (index, value) in slots.enumerated() { machine.stack[index] = value }
      withUnsafeMutablePointer(to: &machine) { machine in
        let evaluator = Evaluator(machine: machine, slots: machine.pointee.stack + slots.count)
        while let task = mailbox.nextTask() {
          machine.pointee.worker = task.worker
          machine.take(shares?[task.worker])
          let end = assessment.evaluate(task, on: evaluator) { reports, whenLaidAside throws(Exit) in
            let interruption = machine.pointee.interruption
            if let worker = try mailbox.send(reports, of: task, interruption, whenLaidAside: whenLaidAside) {
              machine.take(shares?[worker])
            }
          }
          mailbox.send(.ended(end))
        }
      }
    }
    if thread == nil { stack.deallocate() }
    return thread
  }

  var isFull: Bool { running >= size }

  func hasRoom() -> Bool {
    if running + paused.count < threads.count { return true }
    guard let thread = thread() else { return false }
    threads.append(thread)
    return true
  }

  func begin(_ task: TrialTask) {
    running += 1
    var task = task
    task.worker = freeWorker
    workers[task.trial.number] = task.worker
    mailbox.send(task)
  }

  /// The lowest number of a worker without a trial; the crew must not be full.
  private var freeWorker: Int {
    let busy = Set(workers.values)
    return (0..<size).first { !busy.contains($0) } ?? 0
  }

  func next() -> CrewEvent? {
    guard running > 0 else { return nil }
    let event = mailbox.nextEvent { if outer.isRequested { interrupt() } }
    if case .ended(let end) = event {
      running -= 1
      workers[end.trial.number] = nil
    }
    return event
  }

  func pause(_ trial: Int, awaiting answer: ReportAnswer) {
    running -= 1
    workers[trial] = nil
    paused[trial] = answer
    answer.layAside()
  }

  func resume(_ trial: Int, stops: Bool) {
    guard let answer = paused.removeValue(forKey: trial) else { return }
    running += 1
    let worker = freeWorker
    workers[trial] = worker
    answer.give(stops: stops, inPlaceOf: worker)
  }

  func interrupt() {
    mailbox.interruption.request()
    // They end as all others do, and are waited for.
    running += paused.count
    paused = [:]
  }

  func dismiss() {
    for _ in threads { mailbox.sendHome() }
    for thread in threads { thread.join() }
  }
}
