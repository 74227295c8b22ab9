import Basics
import Foundation

/// Another program: started, read and waited for.
///
/// It is the leader of a process group of its own, so that it can be ended with all that it started.
struct ChildProcess {
  /// How a program ended.
  struct Ended {
    /// The exit code; 128 + n after signal n, as in a shell.
    let code: Int32
    /// The signal that has ended it; nil where none has.
    let signal: Int32?
    let output: [UInt8]
    let errors: [UInt8]
    let seconds: Double
  }

  /// Why there is nothing to tell of its end.
  enum Failure: Error {
    case missing
    case notStarted(String)
    /// What it wrote to standard error until then may tell why.
    case timedOut(errors: [UInt8])
    case interrupted
    /// Whoever listens has heard enough.
    case ended
    case tooMuchOutput
    /// It was stopped by the terminal, which belongs to this program.
    case wantedTerminal
  }

  /// In bytes, for each of the two streams.
  static let mostOutput = 64 << 20
  /// Between asking a program to end and ending it, in seconds.
  private static let grace = 2.0
  /// How long what a program has left behind is listened to, in seconds, if it prints without a pause.
  private static let echo = 0.1

  /// Between the signals that end a job's processes, in seconds.
  private static let hearing = 0.3

  private let id: pid_t
  private let family: ProcessFamily
  /// Where the program runs.
  private var processors = ProcessorSet.ofThisThread
  private var streams: [pollfd]
  private var texts: [[UInt8]] = [[], []]
  private var status: Int32?
  private var isWaitingForTerminal = false

  /// Runs a program; ends it after `timeout` seconds, or when `isInterrupted`.
  ///
  /// - Parameters:
  ///   - command: the program.
  ///   - timeout: in seconds; the time that `listener` takes does not count.
  ///   - isInterrupted: whether it is to end.
  ///   - listener: who listens while it runs, and may end it.
  /// - Throws: why there is nothing to tell of its end.
  /// - Returns: how it ended, and what it printed.
  static func run(
    _ command: ChildCommand, timeout: Double?, isInterrupted: () -> Bool, listener: (any ProgramListener)? = nil
  ) throws(Failure) -> Ended {
    var start = now()
    var child = try ChildProcess(command)
    defer { child.leave() }
    var failure: Failure?
    var end = timeout.map { start + $0 } ?? .infinity
    while child.status == nil {
      _ = child.read()
      if failure == nil, let listener, listener.hasNews(in: child.texts[0], isOver: false) {
        let before = now()
        if !child.tell(listener) { failure = .ended }
        let pause = now() - before
        (start, end) = (start + pause, end + pause)
        if failure != nil { child.askToEnd(&end) }
      }
      child.lookForEnd()
      guard child.status == nil else { break }
      if failure == nil {
        if isInterrupted() { failure = .interrupted }
        if child.hasPrintedTooMuch { failure = .tooMuchOutput }
        if child.isWaitingForTerminal { failure = .wantedTerminal }
        if now() > end { failure = .timedOut(errors: child.texts[1]) }
        guard failure != nil else { continue }
        child.askToEnd(&end)
      } else if now() > end {
        child.family.send(SIGKILL)
      }
    }
    if let failure {
      // What the program started may have outlived it.
      child.family.send(SIGKILL)
      throw failure
    }
    if child.endsWithThis(isInterrupted) {
      child.family.send(SIGKILL)
      throw .interrupted
    }
    // All that was printed before the end is in the pipes, which hold no more than one reading takes. What the program has
    // left behind may print for ever.
    let last = now() + echo
    while child.read(), now() < last, !child.hasPrintedTooMuch {}
    if let listener, listener.hasNews(in: child.texts[0], isOver: true), !child.tell(listener) {
      child.family.send(SIGKILL)
      throw .ended
    }
    let status = child.status ?? 0
    let signal = status & 0x7f
    return Ended(
      code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, signal: signal == 0 ? nil : signal,
      output: child.texts[0], errors: child.texts[1],
      seconds: now() - start)
  }

  private init(_ command: ChildCommand) throws(Failure) {
    let started = try command.start()
    id = started.id
    family = ProcessFamily(group: id, mark: command.mark)
    streams = [started.output, started.errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    ChildGuard.shared.add(family)
  }

  /// Asks the program to end; it is ended at `end`.
  private func askToEnd(_ end: inout Double) {
    // What is stopped hears of its end only when it goes on.
    family.send(SIGTERM, SIGCONT)
    end = Self.now() + Self.grace
  }

  /// Tells what is new, while the program stands still; false where it is to end.
  ///
  /// A trial that was laid aside may go on on other processors, and its program with it.
  private mutating func tell(_ listener: any ProgramListener) -> Bool {
    guard status == nil else { return listener.tell(of: texts[0], isOver: true) }
    // One that prints without a pause stands still by itself, since nobody reads; stopped in the middle of a long write, it might lose
    // the rest.
    let isStopped = isDrained()
    if isStopped { kill(-id, SIGSTOP) }
    defer { if isStopped { kill(-id, SIGCONT) } }
    guard listener.tell(of: texts[0], isOver: false) else { return false }
    let now = ProcessorSet.ofThisThread
    if now != processors {
      processors = now
      family.take(now)
    }
    return true
  }

  /// Whether the program has ended because this one is to end.
  ///
  /// A batch system signals all processes of a job, and the program may hear of it first: after one that died of a signal, its own
  /// is awaited for a moment.
  private func endsWithThis(_ isInterrupted: () -> Bool) -> Bool {
    let status = status ?? 0
    let last = Self.now() + (status & 0x7f != 0 || status >> 8 & 0xff > 128 ? Self.hearing : 0)
    while !isInterrupted() {
      guard Self.now() < last else { return false }
      usleep(10_000)
    }
    return true
  }

  private var hasPrintedTooMuch: Bool { texts.contains { $0.count > Self.mostOutput } }

  /// Reads what there is until nothing comes for a millisecond; false where it does not end.
  private mutating func isDrained() -> Bool {
    let last = Self.now() + Self.echo
    while read(waiting: 1) { if Self.now() > last { return false } }
    return true
  }

  /// Reads what there is, waiting some milliseconds for it; false when nothing has come.
  private mutating func read(waiting patience: Int32 = 20) -> Bool {
    let isOpen = streams.contains { $0.fd >= 0 }
    poll(&streams, nfds_t(streams.count), isOpen ? patience : 1)
    var hasRead = false
    for index in streams.indices where streams[index].fd >= 0 && streams[index].revents != 0 {
      let chunk = [UInt8](unsafeUninitializedCapacity: ChildCommand.pipeSize) { buffer, count in
        count = max(0, Foundation.read(streams[index].fd, buffer.baseAddress, buffer.count))
      }
      if chunk.isEmpty {
        close(streams[index].fd)
        streams[index].fd = -1
      } else if texts[index].count <= Self.mostOutput {
        hasRead = true
        texts[index] += chunk
      }
    }
    return hasRead
  }

  private mutating func lookForEnd() {
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG | WUNTRACED) == id else { return }
    // The low byte of a program that was stopped; the next one is the signal.
    guard status & 0xff == 0x7f else { return self.status = status }
    isWaitingForTerminal = [SIGTTIN, SIGTTOU].contains((status >> 8) & 0xff)
  }

  private func leave() {
    for stream in streams where stream.fd >= 0 { close(stream.fd) }
    ChildGuard.shared.hasEnded(id)
  }

  private static func now() -> Double { ProcessInfo.processInfo.systemUptime }
}
