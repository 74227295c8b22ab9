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

  private let id: pid_t
  private var streams: [pollfd]
  private var texts: [[UInt8]] = [[], []]
  private var status: Int32?
  private var isWaitingForTerminal = false

  /// Runs a program; ends it after `timeout` seconds, or when `isInterrupted`.
  static func run(
    _ command: ChildCommand, timeout: Double?, isInterrupted: () -> Bool
  ) throws(Failure) -> Ended {
    let start = now()
    var child = try ChildProcess(command)
    defer { child.leave() }
    var failure: Failure?
    var end = timeout.map { start + $0 } ?? .infinity
    while child.status == nil {
      _ = child.read()
      child.lookForEnd()
      guard child.status == nil else { break }
      if failure == nil {
        if isInterrupted() { failure = .interrupted }
        if child.hasPrintedTooMuch { failure = .tooMuchOutput }
        if child.isWaitingForTerminal { failure = .wantedTerminal }
        if now() > end { failure = .timedOut }
        guard failure != nil else { continue }
        // What is stopped hears of its end only when it goes on.
        for signal in [SIGTERM, SIGCONT] { kill(-child.id, signal) }
        end = now() + grace
      } else if now() > end {
        kill(-child.id, SIGKILL)
      }
    }
    if let failure {
      // What the program started may have outlived it.
      kill(-child.id, SIGKILL)
      throw failure
    }
    // All that was printed before the end is in the pipes, which hold no more than one reading. What the program has
    // left behind may print for ever.
    let last = now() + echo
    while child.read(), now() < last, !child.hasPrintedTooMuch {}
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
