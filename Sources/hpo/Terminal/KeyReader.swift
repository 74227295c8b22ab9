import Foundation

/// Reads keys one by one, unseen, from the terminal.
///
/// What was typed before does not count: nobody is to miss a page or a picture because of a key that was pressed too often.
final class KeyReader {
  /// A key that means something, or a change of the window's size.
  enum Key: Equatable {
    case enter, space, left, right, up, down, escape
    /// q, Ctrl-D, or the end of the terminal.
    case quit
    /// The run was asked to stop, by Ctrl-C or otherwise.
    case interrupted
    case resized
  }

  private let before: termios
  /// How long the rest of an arrow key may be on its way, in milliseconds: Escape is a key as well.
  private static let patience: Int32 = 50

  /// Takes over the keyboard; nil where there is none.
  ///
  /// - Parameter keepsScreen: whether Ctrl-Z is no key: a process that was stopped would leave the screen as it is.
  init?(keepsScreen: Bool) {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    before = settings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    Keyboard.neverWait(&settings)
    if keepsScreen { withUnsafeMutableBytes(of: &settings.c_cc) { $0[Int(VSUSP)] = 0 } }
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) == 0 else { return nil }
  }

  /// Gives the keyboard back as it was.
  func restore() {
    var settings = before
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// Waits for a key that means something, or a signal; a signal that ends the run is passed on to it.
  ///
  /// - Parameter isInterrupted: whether the run is to stop for another reason; asked twenty times a second.
  /// - Returns: the key.
  func next(isInterrupted: () -> Bool = { false }) -> Key {
    Signals.whileReading {
      while !isInterrupted() {
        switch Keyboard.next(within: Self.patience) {
        case .byte(let byte): if let key = key(byte) { return key }
        case .signal(SIGWINCH), .signal(SIGCONT): return .resized
        case .signal(let signal):
          if signal == SIGINT { Signals.interruption.request() } else { Signals.interruption.terminate() }
          return .interrupted
        case .end: return .quit
        case .nothing: break
        }
      }
      return .interrupted
    }
  }

  private func key(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "\r"), UInt8(ascii: "\n"): return .enter
    case UInt8(ascii: " "): return .space
    case UInt8(ascii: "q"), UInt8(ascii: "Q"), 0x04: return .quit
    case 0x1B:
      // Arrows are Escape, a bracket or O, and a letter.
      guard case .byte(let bracket) = Keyboard.next(within: Self.patience) else { return .escape }
      guard bracket == UInt8(ascii: "[") || bracket == UInt8(ascii: "O"),
        case .byte(let letter) = Keyboard.next(within: Self.patience)
      else { return nil }
      return switch letter {
      case UInt8(ascii: "A"): .up
      case UInt8(ascii: "B"): .down
      case UInt8(ascii: "C"): .right
      case UInt8(ascii: "D"): .left
      default: nil
      }
    default: return nil
    }
  }
}
