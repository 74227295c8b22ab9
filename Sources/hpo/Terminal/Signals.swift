import Foundation
import Interp
import Synchronization

/// Ctrl-C, SIGTERM, the end of the terminal (SIGHUP) and changes of the window's size.
///
/// What Ctrl-C means depends on what is going on: at the prompt it clears the line, in a run it asks the run to stop, and
/// once that has gone unheard for a moment, a second one ends the process. SIGHUP is taken as SIGTERM, unless it was to be
/// ignored. SIGTERM ends what does not stop within `grace`, such as a read from a pipe that nobody writes to.
///
/// The signals are blocked in every thread but for one, which waits for them: what is done about them is ordinary code
/// there, whereas a handler may come in the midst of an allocation and must not allocate, as any Swift code may.
enum Signals {
  /// What is going on.
  enum Phase: UInt8, AtomicRepresentable {
    /// Nothing that could be stopped in good order.
    case idle
    /// The prompt waits for a key.
    case prompt
    /// A program runs.
    case running
    /// It was asked to stop.
    case stopping
  }

  /// The exit code of a program that was interrupted.
  static var exitCode: Int32 { ExitStatus.interrupted.rawValue }

  /// The time that a run has to stop after SIGTERM or SIGHUP.
  static var grace: Duration {
    get { .seconds(graceSeconds.load(ordering: .relaxed)) }
    set { graceSeconds.store(Int(newValue.components.seconds), ordering: .relaxed) }
  }
  private static let graceSeconds = Atomic<Int>(5)

  /// The time that a run has to answer Ctrl-C before another one ends the process: two in haste are one.
  private static let moment = Duration.seconds(1)

  /// What a running program looks at.
  static let interruption = Interruption()
  /// The signals that arrive at the prompt, a byte each, as a file that can be waited for.
  static let arrivals = Pipe()
  private static let phase = Atomic<Phase>(.idle)
  /// The phase between the others: at a prompt, Ctrl-C waits in the pipe for the next line.
  private static let resting = Atomic<Phase>(.idle)

  /// Starts to listen, before any other thread is started; a reader that goes away is an error of writing from now on, and
  /// not the end.
  static func listen() {
    signal(SIGPIPE, SIG_IGN)
    // Ctrl-\ ends the process at once, and nothing is to be said of it.
    signal(SIGQUIT, SIG_DFL)
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in [SIGINT, SIGTERM, SIGWINCH, SIGCONT] { sigaddset(&awaited, number) }
    // `nohup` asks that the end of the terminal be ignored.
    if !isIgnored(SIGHUP) { sigaddset(&awaited, SIGHUP) }
    // Every thread inherits this from the one that starts it.
    pthread_sigmask(SIG_BLOCK, &awaited, nil)
    Thread.detachNewThread { [awaited] in
      var ear = Ear(awaited: awaited)
      while true { ear.waitForOne() }
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// What `body` gives, with Ctrl-C asking it to stop.
  static func whileRunning<R>(_ body: () throws -> R) rethrows -> R {
    // At a prompt, what came too late for one line does not end the next; elsewhere it ends whatever is next.
    if resting.load(ordering: .relaxed) == .prompt { interruption.clear() }
    phase.store(.running, ordering: .relaxed)
    defer { phase.store(resting.load(ordering: .relaxed), ordering: .relaxed) }
    return try body()
  }

  /// From now on a person is at the prompt, also between its lines.
  static func beginPrompting() {
    resting.store(.prompt, ordering: .relaxed)
    phase.store(.prompt, ordering: .relaxed)
  }

  /// What `body` gives, with Ctrl-C arriving in the pipe.
  static func whilePrompting<R>(_ body: () throws -> R) rethrows -> R {
    phase.store(.prompt, ordering: .relaxed)
    defer { phase.store(resting.load(ordering: .relaxed), ordering: .relaxed) }
    return try body()
  }

  /// The same in the midst of a run, which goes on afterwards.
  static func whileReading<R>(_ body: () throws -> R) rethrows -> R {
    let before = phase.exchange(.prompt, ordering: .relaxed)
    defer { phase.store(before, ordering: .relaxed) }
    return try body()
  }

  /// Whether SIGTERM or SIGHUP has come: what runs is to end, and the program with it.
  static var wasTerminated: Bool { interruption.isTerminated }

  /// What waits for the signals.
  private struct Ear {
    var awaited: sigset_t
    /// When the run was last asked to stop.
    private var requestTime = ContinuousClock.now
    /// When the process is ended if it has not ended by itself.
    private var end: ContinuousClock.Instant?

    init(awaited: sigset_t) { self.awaited = awaited }

    /// Waits for a signal and does what it asks for.
    mutating func waitForOne() {
      let left = end.map { max(.zero, $0 - .now) } ?? .seconds(3600)
      var time = timespec(
        tv_sec: Int(left.components.seconds), tv_nsec: Int(left.components.attoseconds / 1_000_000_000))
      let number = sigtimedwait(&awaited, nil, &time)
      if number > 0 { hear(number) }
      if let end, end <= .now { _exit(exitCode) }
    }

    private mutating func hear(_ number: Int32) {
      let phase = Signals.phase.load(ordering: .relaxed)
      if number == SIGCONT, phase != .prompt { return }
      if phase == .prompt || number == SIGWINCH { return arrivals.send(UInt8(truncatingIfNeeded: number)) }
      if phase == .idle { _exit(exitCode) }
      if number == SIGINT {
        if phase == .stopping, interruption.isRequested {
          if .now - requestTime >= moment { _exit(exitCode) }
          return
        }
        requestTime = .now
        interruption.request()
      } else {
        interruption.terminate()
        end = end ?? .now + grace
      }
      Signals.phase.store(.stopping, ordering: .relaxed)
    }
  }

  /// A pipe that takes bytes without ever waiting.
  struct Pipe {
    let reading: Int32
    let writing: Int32

    init() {
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
      reading = ends[0]
      writing = ends[1]
    }

    func send(_ byte: UInt8) {
      _ = withUnsafeBytes(of: byte) { write(writing, $0.baseAddress, 1) }
    }

    /// The next byte, if one has arrived.
    func receive() -> UInt8? {
      var byte: UInt8 = 0
      return read(reading, &byte, 1) == 1 ? byte : nil
    }
  }
}
