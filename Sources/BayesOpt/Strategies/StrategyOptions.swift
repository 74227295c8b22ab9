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
}

/// Options by label, read with their kinds checked.
public struct StrategyOptions: Sendable {
  /// By label.
  public let values: [String: OptionValue]

  /// Options by label.
  public init(_ values: [String: OptionValue] = [:]) {
    self.values = values
  }

  func integer(_ name: String) throws(OptionError) -> Int? {
    switch values[name] {
    case nil: return nil
    case .integer(let value): return value
    case .real(let value) where Int(exactly: value) != nil: return Int(exactly: value)
    default: throw .bad(name, reason: "it takes a whole number")
    }
  }

  func real(_ name: String) throws(OptionError) -> Double? {
    switch values[name] {
    case nil: return nil
    case .integer(let value): return Double(value)
    case .real(let value): return value
    default: throw .bad(name, reason: "it takes a number")
    }
  }

  func seed() throws(OptionError) -> UInt64? {
    try integer("seed").map { UInt64(bitPattern: Int64($0)) }
  }

  func acquisition() throws(OptionError) -> Acquisition? {
    switch values["acquisition"] {
    case nil: return nil
    case .acquisition(let value): return value
    case .word(let name): return try Acquisition(name: name)
    default: throw .bad("acquisition", reason: "it takes one of ei, nei, pi, thompson, ucb(beta), rgp_ucb(theta)")
    }
  }

  func word(_ name: String, among words: [String]) throws(OptionError) -> String? {
    switch values[name] {
    case nil: return nil
    case .word(let text) where words.contains(text), .name(let text) where words.contains(text): return text
    default: throw .bad(name, reason: "it takes one of \(words.joined(separator: ", "))")
    }
  }
}
