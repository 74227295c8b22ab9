import Foundation

/// A terminal with the program in it, seen from the keyboard and the screen.
final class PseudoTerminal {
  private var keyboard: Int32 = -1
  private(set) var process: pid_t = 0
  /// What the program has written since the last `wait`.
  private var unseen = ""

  /// Starts the program with a controlling terminal of its own.
  init(_ arguments: [String] = [], environment: [String: String]) throws {
    var screen: Int32 = -1
    var size = winsize(ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&keyboard, &screen, &name, nil, &size) == 0 else { throw POSIXError(.ENXIO) }
    defer { close(screen) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a process without one opens becomes the one that Ctrl-C is typed at.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
    posix_spawn_file_actions_addclose(&actions, keyboard)
    posix_spawn_file_actions_addclose(&actions, screen)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, 0x80)

    let words = ([Hpo.path] + arguments).map { strdup($0) } + [nil]
    let settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + settings { free(text) } }
    guard posix_spawn(&process, Hpo.path, &actions, &attributes, words, settings) == 0 else {
      throw POSIXError(.ENOEXEC)
    }
  }

  deinit {
    close(keyboard)
    guard process > 0 else { return }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// Types `text`.
  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(keyboard, $0.baseAddress, $0.count) }
  }

  /// Changes the size of the window.
  func resize(columns: Int, rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keyboard, UInt(TIOCSWINSZ), &size)
  }

  /// Reads the screen until `text` is on it.
  ///
  /// - Parameters:
  ///   - text: what is waited for.
  ///   - seconds: how long.
  /// - Returns: everything up to it since the last time; nil if the program ends, nothing comes for a minute, or the time is over.
  func wait(for text: String, within seconds: Int = 180) -> String? {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      if let found = unseen.range(of: text) {
        let seen = String(unseen[..<found.upperBound])
        unseen = String(unseen[found.upperBound...])
        return seen
      }
      guard readMore(within: min(60, seconds)) else { return nil }
    }
    return nil
  }

  /// Waits for the end.
  ///
  /// - Returns: the exit code.
  func finish() -> Int32 {
    let end = ContinuousClock.now + .seconds(180)
    while readMore(), ContinuousClock.now < end {}
    if ContinuousClock.now >= end { kill(process, SIGKILL) }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    defer { process = 0 }
    return (status >> 8) & 0xFF
  }

  private func readMore(within seconds: Int = 60) -> Bool {
    var file = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    guard poll(&file, 1, Int32(seconds) * 1_000) == 1 else { return false }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = read(keyboard, &bytes, bytes.count)
    guard count > 0 else { return false }
    unseen += String(decoding: bytes[..<count], as: UTF8.self)
    return true
  }
}
