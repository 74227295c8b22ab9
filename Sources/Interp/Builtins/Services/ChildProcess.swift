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
    let output: [UInt8]
    let errors: [UInt8]
    let seconds: Double
  }

  /// Why there is nothing to tell of its end.
  enum Failure: Error {
    case missing
    case notStarted(String)
    case timedOut
    case interrupted
    /// Whoever reads its lines has seen enough.
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
  private var streams: [pollfd]
  private var texts: [[UInt8]] = [[], []]
  /// How much of what was printed has been given to a reader of lines.
  private var readCount = 0
  /// Where the end of its next line is looked for.
  private var scannedCount = 0
  private var status: Int32?
  private var isWaitingForTerminal = false

  /// Runs a program; ends it after `timeout` seconds, or when `isInterrupted`.
  ///
  /// - Parameters:
  ///   - command: the program.
  ///   - timeout: in seconds; the time that `onLine` takes does not count.
  ///   - isInterrupted: whether it is to end.
  ///   - onLine: takes every line that it prints, as it is printed; the program stands still meanwhile. Where it gives false, the program
  ///     is ended.
  /// - Throws: why there is nothing to tell of its end.
  /// - Returns: how it ended, and what it printed.
  static func run(
    _ command: ChildCommand, timeout: Double?, isInterrupted: () -> Bool, onLine: ((ArraySlice<UInt8>) -> Bool)? = nil
  ) throws(Failure) -> Ended {
    var start = now()
    var child = try ChildProcess(command)
    defer { child.leave() }
    var failure: Failure?
    var end = timeout.map { start + $0 } ?? .infinity
    while child.status == nil {
      _ = child.read()
      if failure == nil, let onLine {
        let before = now()
        if !child.tell(onLine) { failure = .ended }
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
        if now() > end { failure = .timedOut }
        guard failure != nil else { continue }
        child.askToEnd(&end)
      } else if now() > end {
        kill(-child.id, SIGKILL)
      }
    }
    if let failure {
      // What the program started may have outlived it.
      kill(-child.id, SIGKILL)
      throw failure
    }
    if child.endsWithThis(isInterrupted) {
      kill(-child.id, SIGKILL)
      throw .interrupted
    }
    // All that was printed before the end is in the pipes, which hold no more than one reading. What the program has
    // left behind may print for ever.
    let last = now() + echo
    while child.read(), now() < last, !child.hasPrintedTooMuch {}
    if let onLine, !child.tell(onLine) {
      kill(-child.id, SIGKILL)
      throw .ended
    }
    let status = child.status ?? 0
    let signal = status & 0x7f
    return Ended(
      code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: child.texts[0], errors: child.texts[1],
      seconds: now() - start)
  }

  private init(_ command: ChildCommand) throws(Failure) {
    let started = try command.start()
    id = started.id
    streams = [started.output, started.errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    ChildGuard.shared.add(id)
  }

  /// Asks the program to end; it is ended at `end`.
  private func askToEnd(_ end: inout Double) {
    // What is stopped hears of its end only when it goes on.
    for signal in [SIGTERM, SIGCONT] { kill(-id, signal) }
    end = Self.now() + Self.grace
  }

  /// Gives the lines that are new to their reader, while the program stands still; false where that has seen enough.
  private mutating func tell(_ onLine: (ArraySlice<UInt8>) -> Bool) -> Bool {
    // A progress bar goes back to the beginning of its line.
    func ends(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
    guard texts[0][scannedCount...].contains(where: ends) || status != nil && readCount < texts[0].count else {
      scannedCount = texts[0].count
      return true
    }
    if status == nil { kill(-id, SIGSTOP) }
    defer { if status == nil { kill(-id, SIGCONT) } }
    while readCount < texts[0].count {
      guard let end = texts[0][scannedCount...].firstIndex(where: ends) ?? (status == nil ? nil : texts[0].count) else {
        scannedCount = texts[0].count
        return true
      }
      let line = texts[0][readCount..<end]
      readCount = min(end + 1, texts[0].count)
      scannedCount = readCount
      if !onLine(line) { return false }
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

  /// Reads what there is, waiting a little for it; false when nothing has come.
  private mutating func read() -> Bool {
    let isOpen = streams.contains { $0.fd >= 0 }
    poll(&streams, nfds_t(streams.count), isOpen ? 20 : 1)
    var hasRead = false
    for index in streams.indices where streams[index].fd >= 0 && streams[index].revents != 0 {
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
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
