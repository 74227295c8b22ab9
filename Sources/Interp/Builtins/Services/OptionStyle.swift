import Basics
import DSL
import Foundation

/// How named values become options of a command line.
///
/// Written so that argparse, click, clap and getopt_long read back what was meant: they take a word with a dash at its
/// beginning for an option, unless it is in one word with the option's name.
struct OptionStyle {
  enum Booleans: String, CaseIterable {
    case `switch`, no, word
  }
  enum Lists: String, CaseIterable {
    case words, repeated, commas
  }
  enum Underscores: String, CaseIterable {
    case dashes, kept
  }

  let booleans: Booleans
  let lists: Lists
  let underscores: Underscores

  /// The words for a field; none for one that is `none`.
  func words(for value: Value, of name: String, _ span: Span) throws(Exit) -> [Value] {
    guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || $0 == "=" || $0 == "\0" }) else {
      throw failure(.argumentKind, "\(Value.text(name)) cannot be the name of an option", span)
    }
    let written = underscores == .kept ? name : String(name.map { $0 == "_" ? "-" : $0 })
    let option = "--" + written
    switch value {
    case .none, .missing: return []
    case .bool(let truth) where booleans != .word:
      if truth { return [.text(option)] }
      return booleans == .no ? [.text("--no-" + written)] : []
    case .list(let items):
      var plain: [Value] = []
      for item in items { plain.append(try self.plain(item, in: "the list `\(name)`", span)) }
      switch lists {
      case .repeated: return plain.flatMap { Self.pair(option, $0) }
      case .commas: return Self.pair(option, .text(plain.map(\.shown).joined(separator: ",")))
      case .words:
        var words: [Value] = [.text(option)]
        for item in plain { words.append(try Self.word(item, behind: option, span)) }
        return words
      }
    default: return Self.pair(option, try plain(value, in: "`\(name)`", span))
    }
  }

  /// What can be one word.
  private func plain(_ value: Value, in place: String, _ span: Span) throws(Exit) -> Value {
    switch value {
    case .text, .int, .real, .bool: return value
    case .quantity(let quantity): return Int(exactly: quantity.amount).map { .int($0) } ?? .real(quantity.amount)
    case .host(let host) where host.shortName != nil: return .text(host.description)
    default:
      throw failure(
        .argumentKind,
        "\(value.kind) is not the value of an option, as \(place) \(place.hasPrefix("the") ? "holds" : "is") one", span,
        hint: "an option takes a string, a number, a boolean or a list of these.")
    }
  }

  private static func pair(_ option: String, _ value: Value) -> [Value] {
    let text = value.shown
    return text.utf8.first == UInt8(ascii: "-") ? [.text("\(option)=\(text)")] : [.text(option), value]
  }

  /// An item behind the option: programs take negative numbers for values where they have no exponent.
  private static func word(_ item: Value, behind option: String, _ span: Span) throws(Exit) -> Value {
    let text = item.shown
    guard text.utf8.first == UInt8(ascii: "-") else { return item }
    if let number = item.number, number.isFinite {
      return text.contains("e") ? .text(NumberText.positional(number)) : item
    }
    throw failure(
      .argumentRange,
      "\(item) begins with a dash: behind `\(option)` it would be taken for an option", span,
      hint: "`lists: \"repeated\"` and `lists: \"commas\"` keep it in one word with the name.")
  }
}
