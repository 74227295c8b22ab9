/// A value given to an option of a strategy.
public enum OptionValue: Hashable, Sendable {
  /// A whole number.
  case integer(Int)
  /// A number.
  case real(Double)
  /// A word.
  case word(String)
  /// An acquisition.
  case acquisition(Acquisition)
}

/// An option of a strategy, for help, completion and checking.
public struct StrategyOption: Sendable {
  /// Its label.
  public let name: String
  /// What it does, in a sentence.
  public let summary: String
  /// Its default, as one would write it or say it.
  public let standard: String
  /// The words it takes, if it takes a word.
  public let words: [String]

  init(_ name: String, _ summary: String, standard: String, words: [String] = []) {
    (self.name, self.summary, self.standard, self.words) = (name, summary, standard, words)
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

  /// The seed, if one was given.
  public func seed() throws(OptionError) -> UInt64? {
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

  func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, as type: Word.Type
  ) throws(OptionError) -> Word? where Word.RawValue == String {
    guard let value = values[name] else { return nil }
    if case .word(let text) = value, let word = Word(rawValue: text) { return word }
    throw .bad(name, reason: "it takes one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  /// The options that all strategies with a model have.
  func model() throws(OptionError) -> ModelOptions {
    if let kernel = values["kernel"], kernel != .word("matern52") {
      throw .bad("kernel", reason: "it takes one of matern52")
    }
    return try ModelOptions(
      seed: seed(), acquisition: acquisition(), prior: word("prior", as: HyperparameterPrior.self),
      initial: integer("initial"), bowl: real("bowl"), stagnation: integer("stagnation"), trend: real("trend"))
  }
}
