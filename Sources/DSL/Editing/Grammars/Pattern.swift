/// A regular expression that is written in the words of several engines.
indirect enum Pattern: Sendable {
  /// These characters.
  case text(String)
  /// One of these characters; what a set is between its brackets.
  case set(String)
  /// Any character but a line break; the end of a line.
  case any, end
  /// What a name may start with, and what it may consist of.
  case nameStart, namePart
  /// No part of a name before it, or behind it.
  case wordStart, wordEnd
  case sequence([Pattern])
  case oneOf([Pattern])
  case optional(Pattern)
  /// As often as possible, maybe never.
  case many(Pattern)
  /// What is looked at around the place and not taken.
  case ahead(Pattern), notAhead(Pattern), behind(Pattern), notBehind(Pattern)

  /// A whole name.
  static let name = sequence([wordStart, nameStart, many(namePart)])

  /// One of these words.
  static func words(_ words: [String]) -> Pattern { sequence([wordStart, oneOf(words.map(text)), wordEnd]) }

  /// As Oniguruma, PCRE and ICU read it: TextMate's grammars, Kate, and the tests.
  var perl: String {
    switch self {
    case .text(let text): text.reduce("") { $0 + ("\\.[]{}()*+?^$|".contains($1) ? "\\" : "") + String($1) }
    case .set(let set): "[\(set)]"
    case .any: "."
    case .end: "$"
    case .nameStart: "[\\p{L}_]"
    case .namePart: Self.perlPart
    case .wordStart: "(?<!\(Self.perlPart))"
    case .wordEnd: "(?!\(Self.perlPart))"
    case .sequence(let parts): parts.map(\.perl).joined()
    case .oneOf(let parts): "(?:\(parts.map(\.perl).joined(separator: "|")))"
    case .optional(let part): "(?:\(part.perl))?"
    case .many(let part): "(?:\(part.perl))*"
    case .ahead(let part): "(?=\(part.perl))"
    case .notAhead(let part): "(?!\(part.perl))"
    // PCRE and Oniguruma look back by several lengths only where the ways are the outermost.
    case .behind(let part): "(?<=\(part.ways.map(\.perl).joined(separator: "|")))"
    case .notBehind(let part): "(?<!\(part.ways.map(\.perl).joined(separator: "|")))"
    }
  }

  private var ways: [Pattern] { if case .oneOf(let ways) = self { ways } else { [self] } }

  private static let perlPart = "[\\p{L}\\p{M}\\p{N}_]"

  /// As Vim reads it behind `\v`.
  var vim: String {
    switch self {
    case .text(let text): text.reduce("") { $0 + ($1.isLetter || $1.isNumber || $1 == "_" ? "" : "\\") + String($1) }
    case .set(let set): "[\(set)]"
    case .any: "."
    case .end: "$"
    // A number is matched as one before a name is.
    case .nameStart, .namePart: "\\k"
    case .wordStart: "<"
    case .wordEnd: ">"
    case .sequence(let parts): parts.map(\.vim).joined()
    case .oneOf(let parts): "%(\(parts.map(\.vim).joined(separator: "|")))"
    case .optional(let part): "%(\(part.vim))?"
    case .many(let part): "%(\(part.vim))*"
    case .ahead(let part): "%(\(part.vim))@="
    case .notAhead(let part): "%(\(part.vim))@!"
    case .behind(let part): "%(\(part.vim))@<="
    case .notBehind(let part): "%(\(part.vim))@<!"
    }
  }
}
