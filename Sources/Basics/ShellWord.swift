/// A text as one word of a command line of the shell.
public func shellWord(_ text: String) -> String {
  let plain = "0123456789_-./:=,+@%".unicodeScalars
  let isPlain = text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || plain.contains($0) }
  return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
}

/// A text as the last words of a command line of the shell: what looks like an option stands behind `--`.
public func shellOperand(_ text: String) -> String { (text.hasPrefix("-") ? "-- " : "") + shellWord(text) }

/// An option with its value as words of a command line of the shell; one word where the value looks like an option itself.
///
/// - Parameters:
///   - option: the option: `--as`.
///   - value: its value.
/// - Returns: the words.
public func shellOption(_ option: String, _ value: String) -> String {
  option + (value.hasPrefix("-") ? "=" : " ") + shellWord(value)
}
