import Foundation

/// The bytes that the terminal sends, and the signals between them.
///
/// Ctrl-C makes the terminal forget what was typed before it and not read yet. So a byte that `poll` has announced may be gone
/// when it is read; a `read` that waits would then wait for the next key, with the signal unheard. Here `read` never waits.
enum Keyboard {
  /// What comes next.
  enum Arrival {
    case byte(UInt8)
    case signal(Int32)
    /// Nothing, in the time that was given, or what was announced is gone.
    case nothing
    /// The terminal is gone.
    case end
  }

  /// Settings with which `read` gives what is there, be it nothing; keys have to come one by one, not line by line.
  static func neverWait(_ settings: inout termios) {
    withUnsafeMutableBytes(of: &settings.c_cc) { characters in
      characters[Int(VMIN)] = 0
      characters[Int(VTIME)] = 0
    }
  }

  /// Lets `read` never wait, until the settings of the terminal are put back.
  static func neverWait() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
    neverWait(&settings)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// Waits for a byte or a signal; a signal goes first.
  ///
  /// - Parameter milliseconds: how long; without end where it is negative.
  /// - Returns: what came.
  static func next(within milliseconds: Int32) -> Arrival {
    var files = [STDIN_FILENO, Signals.arrivals.reading].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&files, nfds_t(files.count), milliseconds)
    guard count > 0 else { return count == 0 || errno == EINTR ? .nothing : .end }
    if files[1].revents != 0, let signal = Signals.arrivals.receive() { return .signal(Int32(signal)) }
    guard files[0].revents != 0 else { return .nothing }
    var byte: UInt8 = 0
    switch read(STDIN_FILENO, &byte, 1) {
    case 1: return .byte(byte)
    case 0: return Int32(files[0].revents) & (POLLHUP | POLLERR) == 0 ? .nothing : .end
    default: return errno == EINTR || errno == EAGAIN ? .nothing : .end
    }
  }
}
