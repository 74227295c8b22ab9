import Basics
import Foundation
import Synchronization

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
  }

  /// In bytes, for each of the two streams.
  static let mostOutput = 64 << 20
  /// Between asking a program to end and ending it, in seconds.
  private static let grace = 2.0

  private let id: pid_t
  private var streams: [pollfd]
  private var texts: [[UInt8]] = [[], []]
  private var status: Int32?

  /// Runs `words[0]` with the rest as its arguments; ends it after `timeout` seconds, or when `isInterrupted`.
  static func run(
    _ words: [String], input: String, timeout: Double?, isInterrupted: () -> Bool
  ) throws(Failure) -> Ended {
    let start = now()
    var child = try ChildProcess(words, input: input)
    defer { for stream in child.streams where stream.fd >= 0 { close(stream.fd) } }
    var failure: Failure?
    var end = timeout.map { start + $0 } ?? .infinity
    while child.isActive() {
      if failure == nil {
        if isInterrupted() { failure = .interrupted }
        if child.texts.contains(where: { $0.count > mostOutput }) { failure = .tooMuchOutput }
        if now() > end { failure = .timedOut }
        guard failure != nil else { continue }
        kill(-child.id, SIGTERM)
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
    let status = child.status ?? 0
    let signal = status & 0x7f
    return Ended(
      code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: child.texts[0], errors: child.texts[1],
      seconds: now() - start)
  }

  /// Reads what there is, waiting a little for it; false when the program has ended and nothing more has come.
  private mutating func isActive() -> Bool {
    let isOpen = streams.contains { $0.fd >= 0 }
    poll(&streams, nfds_t(streams.count), isOpen ? 20 : 1)
    var hasRead = false
    for index in streams.indices where streams[index].fd >= 0 && streams[index].revents != 0 {
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(0, read(streams[index].fd, buffer.baseAddress, buffer.count))
      }
      hasRead = true
      if chunk.isEmpty {
        close(streams[index].fd)
        streams[index].fd = -1
      } else if texts[index].count <= Self.mostOutput {
        texts[index] += chunk
      }
    }
    if status == nil {
      var ended: Int32 = 0
      if waitpid(id, &ended, WNOHANG) == id { status = ended }
      return true
    }
    return hasRead
  }

  private init(_ words: [String], input: String) throws(Failure) {
    // Until it is marked, a descriptor would be inherited by a program that another thread starts meanwhile.
    let started = Self.starting.withLock { _ in
      Result { () throws(Failure) in try Self.start(words, input: input) }
    }
    (id, streams) = try started.get()
  }

  private static let starting = Mutex(())

  private static func start(_ words: [String], input: String) throws(Failure) -> (pid_t, [pollfd]) {
    let standardInput = try file(holding: input)
    defer { fclose(standardInput) }
    let output = try pipe()
    defer { close(output.write) }
    let errors = try pipe()
    defer { close(errors.write) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, fileno(standardInput), 0)
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.write, 2)

    // The program gets the signals as programs expect them, whatever this one does with them.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGQUIT, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var arguments = words.map { strdup($0) } + [nil]
    var environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, words[0], &actions, &attributes, &arguments, &environment)
    guard code == 0 else {
      close(output.read)
      close(errors.read)
      throw code == ENOENT ? .missing : .notStarted(systemText(code))
    }
    return (id, [output.read, errors.read].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) })
  }

  private static func pipe() throws(Failure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw .notStarted(systemText(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// An open file with `text`, at its beginning: unlike a pipe, it can be filled before anybody reads.
  private static func file(holding text: String) throws(Failure) -> UnsafeMutablePointer<FILE> {
    guard let file = text.isEmpty ? fopen("/dev/null", "r") : tmpfile() else { throw .notStarted(systemText(errno)) }
    _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count, fflush(file) == 0, fseek(file, 0, SEEK_SET) == 0 else {
      let reason = systemText(errno)
      fclose(file)
      throw .notStarted(reason)
    }
    return file
  }

  private static func now() -> Double { ProcessInfo.processInfo.systemUptime }
}
