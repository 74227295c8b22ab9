import Basics
import CSpawn
import Foundation
import Synchronization

/// What is to be run: a program, and what it finds when it starts.
struct ChildCommand {
  /// The program and its arguments.
  let words: [String]
  /// What it reads from its standard input.
  var input = ""
  /// The folder that it starts in; nil for the one that this program is in.
  var folder: String?
  /// What its environment has in place of this program's; nil takes a name out.
  var environment: [String: String?] = [:]
  /// What tells the processes that it starts from all others.
  let mark = UUID().uuidString

  /// The path of a file that the program names relative to its folder.
  func path(of file: String) -> String { file.hasPrefix("/") ? file : folder.map { "\($0)/\(file)" } ?? file }

  /// Starts it as the leader of a process group of its own.
  ///
  /// - Returns: its process, and the ends of the pipes to read what it prints and what it complains about.
  /// - Throws: why it cannot be started.
  func start() throws(ChildProcess.Failure) -> (id: pid_t, output: Int32, errors: Int32) {
    // Until it is marked, a descriptor would be inherited by a program that another thread starts meanwhile.
    let started = Self.starting.withLock { _ in
      Result { () throws(ChildProcess.Failure) in try startAlone() }
    }
    return try started.get()
  }

  private static let starting = Mutex(())

  private func startAlone() throws(ChildProcess.Failure) -> (id: pid_t, output: Int32, errors: Int32) {
    let program = try location()
    let standardInput = try Self.file(holding: input)
    defer { fclose(standardInput) }
    let output = try Self.pipe()
    defer { close(output.write) }
    let errors = try Self.pipe()
    defer { close(errors.write) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, fileno(standardInput), 0)
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.write, 2)
    // What this program was started with, such as a pipe whose end somebody waits for, is no business of others.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    if let folder { posix_spawn_file_actions_addchdir_np(&actions, folder) }

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
    let outer = ProcessInfo.processInfo.environment.merging([ProcessFamily.variable: mark]) { $1 }
    let settings = outer.merging(environment.compactMapValues { $0 }) { $1 }
    let kept = settings.filter { name, _ in environment[name] != .some(.none) }
    var lines = kept.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + lines { free(text) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, program, &actions, &attributes, &arguments, &lines)
    guard code == 0 else {
      close(output.read)
      close(errors.read)
      throw code == ENOENT ? .missing : .notStarted(systemText(code))
    }
    return (id, output.read, errors.read)
  }

  /// The program as the system is to find it: along the `PATH` that it is given, if it is given one.
  private func location() throws(ChildProcess.Failure) -> String {
    guard let path = environment["PATH"] ?? nil, !words[0].contains("/") else { return words[0] }
    for folder in path.split(separator: ":") {
      let file = "\(folder)/\(words[0])"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      if access(file, X_OK) == 0 { return file }
    }
    throw .missing
  }

  /// How much a pipe holds, in bytes, where the system allows it.
  ///
  /// A program that is stopped while it waits for room in the middle of a long write has written a part, and not every one notices:
  /// Python does not, if it keeps nothing back. So there is room.
  static let pipeSize = 1 << 20

  private static func pipe() throws(ChildProcess.Failure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw .notStarted(systemText(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[1], F_SETPIPE_SZ, Int32(pipeSize))
    return (ends[0], ends[1])
  }

  /// An open file with `text`, at its beginning: unlike a pipe, it can be filled before anybody reads.
  private static func file(holding text: String) throws(ChildProcess.Failure) -> UnsafeMutablePointer<FILE> {
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
}
