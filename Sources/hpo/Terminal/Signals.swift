import Foundation
import Interp
import Synchronization

/// Ctrl-C, SIGTERM, the end of the terminal (SIGHUP) and changes of the window's size.
///
/// What Ctrl-C means depends on what is going on: at the prompt it clears the line, in a run it asks the run to stop, and
/// once that has gone unheard for a moment, a second one ends the process. SIGHUP is taken as SIGTERM, unless it was to be
/// ignored. SIGTERM ends what does not stop within `grace`, such as a read from a pipe that nobody writes to. The handlers
/// do nothing but store, load, set the alarm and write one byte to a pipe.
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

  /// Seconds that a run has to stop after SIGTERM or SIGHUP.
  private static let grace: UInt32 = 5

  /// Milliseconds that a run has to answer Ctrl-C before another one ends the process: two in haste are one.
  private static let moment = 1000

  /// What a running program looks at.
  static let interruption = Interruption()
  /// The signals that arrive at the prompt, a byte each, as a file that can be waited for.
  static let arrivals = Pipe()
  private static let phase = Atomic<Phase>(.idle)
  /// When the run was last asked to stop, in milliseconds of a clock that only goes forward.
  private static let requestTime = Atomic<Int>(0)
  /// The phase between the others: at a prompt, Ctrl-C waits in the pipe for the next line.
  private static let resting = Atomic<Phase>(.idle)

  /// Starts to listen; a reader that goes away is an error of writing from now on, and not the end.
  static func install() {
    // Made now: a handler may only read them.
    _ = (interruption, arrivals.writing)
    signal(SIGPIPE, SIG_IGN)
    // A parent may have started this process with signals blocked, as worker threads of many runtimes do.
    var heard = sigset_t()
    sigemptyset(&heard)
    var numbers = [SIGINT, SIGTERM, SIGWINCH, SIGALRM]
    // `nohup` asks that the end of the terminal be ignored.
    if !isIgnored(SIGHUP) { numbers.append(SIGHUP) }
    for number in numbers { sigaddset(&heard, number) }
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
    for number in numbers {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Signals.arrived($0) }
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// What `body` gives, with Ctrl-C asking it to stop.
  static func whileRunning<R>(_ body: () throws -> R) rethrows -> R {
    interruption.clear()
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

  private static func arrived(_ number: Int32) {
    let phase = phase.load(ordering: .relaxed)
    if phase == .prompt || number == SIGWINCH { return arrivals.send(UInt8(truncatingIfNeeded: number)) }
    if number == SIGALRM { _exit(exitCode) }
    guard phase != .idle else { _exit(exitCode) }
    let isFinal = number == SIGTERM || number == SIGHUP
    if isFinal {
      interruption.terminate()
      alarm(grace)
    } else {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      let now = time.tv_sec * 1000 + time.tv_nsec / 1_000_000
      if phase == .stopping, interruption.isRequested {
        if now - requestTime.load(ordering: .relaxed) >= moment { _exit(exitCode) }
        return
      }
      requestTime.store(now, ordering: .relaxed)
      interruption.request()
    }
    self.phase.store(.stopping, ordering: .relaxed)
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
      let before = errno
      _ = withUnsafeBytes(of: byte) { write(writing, $0.baseAddress, 1) }
      errno = before
    }

    /// The next byte, if one has arrived.
    func receive() -> UInt8? {
      var byte: UInt8 = 0
      return read(reading, &byte, 1) == 1 ? byte : nil
    }
  }
}
