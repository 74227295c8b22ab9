import Foundation

/// Reads keys one by one, unseen, from the terminal.
final class KeyReader {
  /// What a key, or a signal, asks for.
  enum Key: Equatable {
    case next, back, down, up, leave
    case resized
    case ended(signal: Int32)
  }

  private enum Arrival {
    case byte(UInt8)
    case signal(Int32)
    case nothing, end
  }

  private let before: termios
  /// How long the rest of an arrow key may be on its way, in milliseconds: Escape is a key as well.
  private static let patience: Int32 = 50

  /// Takes over the keyboard; nil where there is none.
  init?() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    before = settings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &settings.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
      // A process that was stopped would leave the screen as it is.
      characters[Int(VSUSP)] = 0
    }
    guard tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0 else { return nil }
  }

  /// Gives the keyboard back as it was.
  func restore() {
    var settings = before
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// Waits for a key that means something, or a signal.
  func next() -> Key {
    Signals.whileReading {
      while true {
        switch arrival(within: -1) {
        case .byte(let byte): if let key = key(byte) { return key }
        case .signal(SIGWINCH): return .resized
        case .signal(let signal): return .ended(signal: signal)
        case .end: return .leave
        case .nothing: break
        }
      }
    }
  }

  private func key(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return .next
    case UInt8(ascii: "q"), UInt8(ascii: "Q"), 0x04: return .leave
    case 0x1B:
      // Arrows are Escape, a bracket or O, and a letter.
      guard case .byte(let bracket) = arrival(within: Self.patience) else { return .leave }
      guard bracket == UInt8(ascii: "[") || bracket == UInt8(ascii: "O"),
        case .byte(let letter) = arrival(within: Self.patience)
      else { return nil }
      return switch letter {
      case UInt8(ascii: "A"): .up
      case UInt8(ascii: "B"): .down
      case UInt8(ascii: "C"): .next
      case UInt8(ascii: "D"): .back
      default: nil
      }
    default: return nil
    }
  }

  private func arrival(within milliseconds: Int32) -> Arrival {
    var files = [STDIN_FILENO, Signals.arrivals.reading].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&files, nfds_t(files.count), milliseconds)
    guard count > 0 else { return count == 0 || errno == EINTR ? .nothing : .end }
    if files[1].revents != 0, let signal = Signals.arrivals.receive() { return .signal(Int32(signal)) }
    guard files[0].revents != 0 else { return .nothing }
    var byte: UInt8 = 0
    return read(STDIN_FILENO, &byte, 1) == 1 ? .byte(byte) : .end
  }
}
