// The one rule of how the arguments of a call reach parameters: the checker, the compiler and the evaluator ask it.

extension CallSignature {
  /// Where the arguments of a call go.
  public struct Placement: Sendable {
    /// The parameter of each positional argument by its index, as far as they have one each.
    public let positional: ArraySlice<Int>
    /// How many positional arguments after those the rest parameter takes.
    public let restCount: Int
    /// The parameter of each labelled argument by its index.
    public let labelled: [Int]
  }

  /// Something that is wrong with a call.
  public enum Mismatch: Hashable, Sendable {
    /// More positional arguments than there is room for.
    case tooMany(room: Int)
    /// A label that no parameter has, by its place among the labels of the call.
    case unknownLabel(Int)
    /// A label of a parameter that has an argument already, likewise.
    case twice(Int)
    /// Parameters that need a value and get none, by index.
    case missing([Int])
  }

  /// All that is wrong with a call, in the order in which it is to be told.
  public struct Mismatches: Error {
    /// At least one.
    public let list: [Mismatch]
  }

  /// The parameter that a label names, by its index.
  public func parameter(labelled label: String) -> Int? {
    parameters.firstIndex { $0.hasLabel && $0.name == label }
  }

  /// Where the arguments of a call go.
  ///
  /// - Parameters:
  ///   - positional: the number of positional arguments.
  ///   - labels: the labels of the others.
  ///   - isOpen: whether a spread may bring further arguments.
  /// - Returns: a parameter for each argument.
  /// - Throws: what is wrong with the call.
  /// - Complexity: O(arguments x parameters).
  public func placement(
    positional: Int, labels: [String], isOpen: Bool = false
  ) throws(Mismatches) -> Placement {
    try placement(positional: positional, labelled: labels.map(parameter(labelled:)), isOpen: isOpen)
  }

  /// The same, where it is known which parameter each label names.
  ///
  /// - Parameters:
  ///   - positional: the number of positional arguments.
  ///   - labelled: the parameter that each label names; nil where none has this name.
  ///   - isOpen: whether a spread may bring further arguments.
  /// - Returns: a parameter for each argument.
  /// - Throws: what is wrong with the call.
  /// - Complexity: O(arguments x parameters); few of both are usual, and nothing is allocated but the result.
  public func placement(
    positional: Int, labelled: [Int?], isOpen: Bool = false
  ) throws(Mismatches) -> Placement {
    let filled = plain.prefix(positional)
    var placed: [Int] = []
    placed.reserveCapacity(labelled.count)
    var mismatches: [Mismatch] = []
    func isGiven(_ parameter: Int) -> Bool { filled.contains(parameter) || placed.contains(parameter) }
    for (label, parameter) in labelled.enumerated() {
      guard let parameter = parameter ?? anyLabel else {
        mismatches.append(.unknownLabel(label))
        continue
      }
      if parameter != anyLabel, isGiven(parameter) { mismatches.append(.twice(label)) }
      placed.append(parameter)
    }
    if rest == nil, positional > plain.count { mismatches.append(.tooMany(room: plain.count)) }
    let missing = isOpen ? [] : needed.filter { !isGiven($0) }
    if !missing.isEmpty { mismatches.append(.missing(missing)) }
    if !mismatches.isEmpty { throw Mismatches(list: mismatches) }
    return Placement(
      positional: filled, restCount: max(0, positional - plain.count), labelled: placed)
  }
}
