/// The text of a string between its quotes, as it is written and as it is meant.
public enum TextEscapes {
  private static let letters: [(character: Character, letter: Character)] = [("\n", "n"), ("\t", "t")]

  /// `text` as it is written between double quotes.
  public static func written(_ text: String) -> String {
    text.reduce(into: "") { written, character in
      if let letter = letters.first(where: { $0.character == character })?.letter {
        written += "\\\(letter)"
      } else {
        if "\"\\{".contains(character) { written += "\\" }
        written.append(character)
      }
    }
  }

  /// What is meant by `written`; a backslash at its end, of an escape that is being typed, is left out.
  public static func meant(_ written: some StringProtocol) -> String {
    var text = ""
    var isEscaped = false
    for character in written {
      if isEscaped {
        text.append(letters.first { $0.letter == character }?.character ?? character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}
