import BayesOpt
import DSL

/// A condition on parameters, taken apart where it says `and` and `or`: of an `if`, or of `where`.
///
/// A comparison with an inactive parameter has no answer. A parameter whose condition has none is inactive like that
/// parameter; a constraint that has none does not apply. What names `none`, gives a substitute by `or`, or calls a function
/// is asked all the same, and has no answer only where it fails.
indirect enum ParameterCondition<Function> {
  /// Something that is not taken apart.
  struct Leaf {
    /// Gives a boolean of the parameters.
    let function: Function
    /// Gives both sides of a comparison as a list.
    let sides: (op: BinaryOperator, function: Function)?
    /// The parameters that it mentions, in order.
    let mentions: [Int]
    /// Whether it says itself what comes of `none`.
    let handlesNone: Bool
    let span: Span
  }

  case leaf(Leaf)
  case all([ParameterCondition])
  case any([ParameterCondition])

  /// The conditions that must all hold.
  var conjuncts: [ParameterCondition] {
    if case .all(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
  }

  /// The parameters that it mentions.
  var mentions: [Int] {
    switch self {
    case .leaf(let leaf): leaf.mentions
    case .all(let parts), .any(let parts): parts.flatMap(\.mentions)
    }
  }

  /// The last parameter that is mentioned; 0 where none is.
  var lastMention: Int { mentions.max() ?? 0 }

  /// The same condition of other functions.
  func map<Other>(_ transform: (Function) throws(Exit) -> Other) throws(Exit) -> ParameterCondition<Other> {
    func parts(_ parts: [ParameterCondition]) throws(Exit) -> [ParameterCondition<Other>] {
      var result: [ParameterCondition<Other>] = []
      for part in parts { result.append(try part.map(transform)) }
      return result
    }
    switch self {
    case .all(let all): return .all(try parts(all))
    case .any(let any): return .any(try parts(any))
    case .leaf(let leaf):
      var sides: (op: BinaryOperator, function: Other)?
      if let own = leaf.sides { sides = (own.op, try transform(own.function)) }
      return .leaf(
        .init(
          function: try transform(leaf.function), sides: sides, mentions: leaf.mentions, handlesNone: leaf.handlesNone,
          span: leaf.span))
    }
  }
}

extension ParameterCondition: Sendable where Function: Sendable {}
extension ParameterCondition.Leaf: Sendable where Function: Sendable {}

/// The first parameters of a search and their values.
struct ParameterValues {
  /// As many as the functions take.
  let values: [Value]
  /// By parameter.
  let isInactive: [Bool]
}

extension ParameterCondition<Value> {
  /// Whether the condition holds.
  ///
  /// - Parameters:
  ///   - parameters: what the functions are called with.
  ///   - evaluator: who calls.
  /// - Throws: a failure that no inactive parameter explains.
  /// - Returns: nil where the answer depends on an inactive parameter.
  func truth(_ parameters: ParameterValues, _ evaluator: Evaluator) throws(Exit) -> Bool? {
    switch self {
    case .leaf(let leaf): return try leaf.truth(parameters, evaluator)
    case .all(let parts):
      var isKnown = true
      for part in parts {
        let truth = try part.truth(parameters, evaluator)
        if truth == false { return false }
        if truth == nil { isKnown = false }
      }
      return isKnown ? true : nil
    case .any(let parts):
      var isKnown = true
      for part in parts {
        let truth = try part.truth(parameters, evaluator)
        if truth == true { return true }
        if truth == nil { isKnown = false }
      }
      return isKnown ? false : nil
    }
  }

  /// How far the parameters are from fulfilling the condition; 0 where they do, or where it does not apply.
  func excess(_ parameters: ParameterValues, _ evaluator: Evaluator) -> Double {
    switch self {
    case .leaf(let leaf): leaf.excess(parameters, evaluator)
    case .all(let parts): parts.reduce(0) { $0 + $1.excess(parameters, evaluator) }
    case .any(let parts): parts.map { $0.excess(parameters, evaluator) }.min() ?? 0
    }
  }
}

extension ParameterCondition<Value> {
  /// How far the parameters are from fulfilling the condition: more than 0 where they do not, and 0 or less, the margin, where they do or
  /// it does not apply.
  func distance(_ parameters: ParameterValues, _ evaluator: Evaluator) throws(Exit) -> Double {
    switch self {
    case .leaf(let leaf): return try leaf.distance(parameters, evaluator)
    case .all(let parts):
      var largest = -Double.infinity
      for part in parts { largest = max(largest, try part.distance(parameters, evaluator)) }
      return largest
    case .any(let parts):
      var least = Double.infinity
      for part in parts { least = min(least, try part.distance(parameters, evaluator)) }
      return least
    }
  }
}

extension ParameterCondition<Value>.Leaf {
  fileprivate func distance(_ parameters: ParameterValues, _ evaluator: Evaluator) throws(Exit) -> Double {
    guard let holds = try truth(parameters, evaluator) else { return 0 }
    guard let sides, case .list(let pair) = try evaluator.call(sides.function, parameters.values, span),
      pair.count == 2, let left = pair[0].number, let right = pair[1].number, !left.isNaN, !right.isNaN
    else { return holds ? -1 : 1 }
    // Halves, because the difference of two doubles can overflow.
    let gap = min(2 * min((left / 2 - right / 2).magnitude, 1e300), 1e300)
    switch sides.op {
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      // A strict inequality between equals is not fulfilled.
      return holds ? -gap : max(gap, .leastNormalMagnitude)
    default: return holds ? 0 : max(gap, .leastNormalMagnitude)
    }
  }
  fileprivate func truth(_ parameters: ParameterValues, _ evaluator: Evaluator) throws(Exit) -> Bool? {
    let isInactive = mentions.contains { $0 < parameters.isInactive.count && parameters.isInactive[$0] }
    if isInactive, !handlesNone { return nil }
    do throws(Exit) {
      return try evaluator.test(function, parameters.values, span)
    } catch {
      if case .failed = error, isInactive { return nil }
      throw error
    }
  }

  fileprivate func excess(_ parameters: ParameterValues, _ evaluator: Evaluator) -> Double {
    do throws(Exit) {
      guard try truth(parameters, evaluator) == false else { return 0 }
      guard let sides, case .list(let pair) = try evaluator.call(sides.function, parameters.values, span),
        pair.count == 2, let left = pair[0].number, let right = pair[1].number
      else { return 1 }
      let gap = sides.op == .notEqual ? 1 : abs(left / 2 - right / 2)
      // A strict inequality between equals is not fulfilled either.
      return gap.isFinite ? max(gap, .leastNormalMagnitude) : 1e300
    } catch {
      return 1e300
    }
  }
}
