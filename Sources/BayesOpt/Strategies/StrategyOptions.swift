import Basics

/// A value given to an option of a strategy.
public enum OptionValue: Hashable, Sendable {
  /// A whole number.
  case integer(Int)
  /// A number.
  case real(Double)
  /// A text.
  case word(String)
  /// Something of the language with a name, such as a kernel.
  case name(String)
  /// An acquisition.
  case acquisition(Acquisition)
}

extension OptionValue: CustomStringConvertible {
  /// As it is written in the language.
  public var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .real(let value): NumberText.exact(value)
    case .word(let text): "\"\(text)\""
    case .name(let name): name
    case .acquisition(let acquisition): "\(acquisition)"
    }
  }
}

/// An option of a strategy, for help, completion and checking.
public struct StrategyOption: Sendable {
  /// What an option takes.
  public enum Kind: Hashable, Sendable {
    /// A whole number.
    case integer
    /// A number.
    case real
    /// One of some words, or of some things with these names.
    case word([String])
    /// An acquisition, or the name of one.
    case acquisition
  }

  /// Its label.
  public let name: String
  /// What it takes.
  public let kind: Kind
  /// What it does, in a sentence.
  public let summary: String
  /// What holds where it is not given, if that is one value.
  public let defaultValue: OptionValue?
  /// What holds where it is not given, as one would write it or say it.
  public let defaultText: String

  init(_ name: String, _ kind: Kind, _ summary: String, default value: OptionValue) {
    (self.name, self.kind, self.summary, defaultValue, defaultText) = (name, kind, summary, value, "\(value)")
  }

  init(_ name: String, _ kind: Kind, _ summary: String, otherwise text: String) {
    (self.name, self.kind, self.summary, defaultValue, defaultText) = (name, kind, summary, nil, text)
  }

  /// Makes sure that a value is of the kind that the option takes.
  func check(_ value: OptionValue) throws(OptionError) {
    switch (kind, value) {
    case (.integer, .integer), (.real, .integer), (.real, .real), (.acquisition, .acquisition), (.acquisition, .word):
      return
    case (.integer, .real(let number)) where Int(exactly: number) != nil: return
    case (.word(let words), .word(let text)) where words.contains(text): return
    case (.word(let words), .name(let text)) where words.contains(text): return
    case (.integer, _): throw .bad(name, reason: "it takes a whole number")
    case (.real, _): throw .bad(name, reason: "it takes a number")
    case (.word(let words), _):
      var near: String?
      if case .word(let text) = value { near = Suggestion.nearest(to: text, among: words) }
      throw .bad(name, reason: "it takes one of \(words.joined(separator: ", "))", near: near)
    case (.acquisition, _):
      throw .bad(name, reason: "it takes one of ei, nei, pi, thompson, ucb(beta), rgp_ucb(theta)")
    }
  }
}

/// Options by label; those that reach a strategy are of the kinds it takes.
public struct StrategyOptions: Sendable {
  /// By label.
  public let values: [String: OptionValue]

  /// Options by label.
  public init(_ values: [String: OptionValue] = [:]) {
    self.values = values
  }

  var seed: UInt64? { integer("seed").map { UInt64(bitPattern: Int64($0)) } }

  func integer(_ name: String) -> Int? {
    switch values[name] {
    case .integer(let value): value
    case .real(let value): Int(exactly: value)
    default: nil
    }
  }

  func real(_ name: String) -> Double? {
    switch values[name] {
    case .integer(let value): Double(value)
    case .real(let value): value
    default: nil
    }
  }

  func word(_ name: String) -> String? {
    switch values[name] {
    case .word(let text), .name(let text): text
    default: nil
    }
  }

  func acquisition(_ name: String) throws(OptionError) -> Acquisition? {
    switch values[name] {
    case .acquisition(let value): value
    case .word(let text): try Acquisition(name: text)
    default: nil
    }
  }
}
