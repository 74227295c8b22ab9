/// A text as one word of a command line of the shell.
public func shellWord(_ text: String) -> String {
  let plain = "0123456789_-./:=,+@%".unicodeScalars
  let isPlain = text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || plain.contains($0) }
  return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
}
