import BayesOpt
import DSL

/// A strategy as a value: `gamma`, `gaussian(acquisition: pi, seed: 7)`, `hull(grid)`.
///
/// Called with labels it gives a changed copy; `StrategyKind.all` is the table of kinds and their options.
final class StrategyValue: Host, @unchecked Sendable {
  /// The kind, as a row of the table.
  let strategy: StrategyKind
  /// The options that were given, in order.
  let options: [(name: String, value: Value)]
  /// What a modifier such as `hull` modifies.
  let inner: StrategyValue?

  init(_ strategy: StrategyKind, options: [(name: String, value: Value)] = [], inner: StrategyValue? = nil) {
    self.strategy = strategy
    self.options = options
    self.inner = inner
  }

  override var kind: String { "a strategy" }

  /// Without options: `hull_gamma` for `hull(gamma)`.
  var name: String { inner.map { "\(strategy.name)_\($0.name)" } ?? strategy.name }

  override var shortName: String? { name }

  override var description: String {
    let base = inner.map { "\(strategy.name)(\($0))" } ?? strategy.name
    let arguments = options.map { "\($0.name): \($0.value)" }
    return arguments.isEmpty ? base : "\(base)(\(arguments.joined(separator: ", ")))"
  }

  override func isEqual(to other: Host) -> Bool { (other as? StrategyValue)?.description == description }

  override var fieldNames: [String] { ["name"] + strategy.options.map(\.name) }

  override func field(_ name: String) -> Value? {
    if name == "name" { return .text(self.name) }
    guard strategy.options.contains(where: { $0.name == name }) else { return nil }
    return option(name) ?? Value.none
  }

  /// The value of an option; nil if it was not given.
  func option(_ name: String) -> Value? { options.last { $0.name == name }?.value }

  /// The seed that was given, to this strategy or to the one that it modifies.
  var seed: UInt64? {
    if case .int(let seed)? = option("seed") { return UInt64(bitPattern: Int64(seed)) }
    return inner?.seed
  }

  /// A copy with other options. An option that a modifier does not have goes to what it modifies.
  override func called(with arguments: BoundArguments) throws(Exit) -> Value? {
    guard arguments.positional.isEmpty else {
      throw failure("`\(name)` takes labels only", arguments.span, hint: "write `\(name)(seed: 7)`.")
    }
    var options = options
    var passedOn = BoundArguments()
    passedOn.span = arguments.span
    for (symbol, value) in arguments.labelled {
      let label = symbol.name
      guard let option = strategy.options.first(where: { $0.name == label }) else {
        guard inner != nil else { throw unknownOption(label, arguments.span) }
        passedOn.labelled.append((symbol, value))
        continue
      }
      if let problem = option.problem(with: value) {
        throw failure("`\(label)` must be \(problem), not \(value.kind == "an integer" ? "\(value)" : value.kind)", arguments.span)
      }
      options.removeAll { $0.name == label }
      options.append((label, value))
    }
    var changed = inner
    if !passedOn.labelled.isEmpty, case .host(let host)? = try inner?.called(with: passedOn) {
      changed = host as? StrategyValue
    }
    return .host(StrategyValue(strategy, options: options, inner: changed))
  }

  private func unknownOption(_ label: String, _ span: Span) -> Exit {
    let names = strategy.options.map(\.name)
    let near = Suggestion.nearest(to: label, among: names)
    return failure(
      "`\(strategy.name)` has no option `\(label)`", span, label: near.map { "did you mean `\($0)`?" } ?? "",
      hint: names.isEmpty ? "it takes no options." : "its options are \(names.joined(separator: ", ")).")
  }

  /// The strategy that `with` was given.
  static func read(_ value: Value, _ span: Span) throws(Exit) -> StrategyValue {
    if case .host(let host) = value, let strategy = host as? StrategyValue { return strategy }
    throw failure(
      "a strategy is needed here, not \(value.kind)", span,
      hint: "the strategies are \(StrategyKind.all.map(\.name).joined(separator: ", ")).")
  }
}

/// A kind of strategy: one row of the table that help, completion and the search loop share.
struct StrategyKind: Sendable {
  /// An option that a strategy can be called with.
  struct Option: Sendable {
    let name: String
    /// What is expected, in words that follow "must be".
    let expected: String
    let summary: String
    let accepts: @Sendable (Value) -> Bool

    /// What is expected, if `value` is something else.
    func problem(with value: Value) -> String? { accepts(value) ? nil : expected }
  }

  let name: String
  let summary: String
  let options: [Option]

  private static let seed = Option(
    name: "seed", expected: "a whole number", summary: "fixes all that is drawn at random"
  ) { value in
    if case .int = value { return true }
    return false
  }
  private static let start = Option(
    name: "start", expected: "a whole number from 1 to 1000", summary: "trials before the model is asked"
  ) { value in
    if case .int(let count) = value { return (1...1_000).contains(count) }
    return false
  }
  private static let acquisition = Option(
    name: "acquisition", expected: "ei, pi, ucb or rgp_ucb", summary: "what the model's answer is valued by"
  ) { AcquisitionValue.acquisition(of: $0) != nil }
  private static let kernel = Option(
    name: "kernel", expected: "matern52", summary: "the covariance of the model"
  ) { value in
    if case .host(let host) = value { return host is KernelValue }
    return false
  }
  private static let points = Option(
    name: "points", expected: "a whole number above 0", summary: "levels of each numeric parameter"
  ) { value in
    if case .int(let count) = value { return count >= 1 && count <= 1_000_000 }
    return false
  }
  private static let bound = Option(
    name: "bound", expected: "a number", summary: "the best value that the objective can have"
  ) { $0.number?.isFinite == true }
  private static let sigma = Option(
    name: "sigma", expected: "a number above 0", summary: "the first step size, in the unit cube"
  ) { ($0.number ?? 0) > 0 }

  static let grid = StrategyKind(
    name: "grid", summary: "Every combination of evenly spaced levels, in order.", options: [points, seed])
  static let random = StrategyKind(
    name: "random", summary: "Independent uniform points.", options: [seed])
  static let sobol = StrategyKind(
    name: "sobol", summary: "A scrambled Sobol sequence: random points that leave no gaps.", options: [seed])
  static let gaussian = StrategyKind(
    name: "gaussian", summary: "Bayesian optimisation with a Gaussian process.",
    options: [seed, acquisition, kernel, start])
  static let gamma = StrategyKind(
    name: "gamma", summary: "Bayesian optimisation with a Gamma observation model in place of the Gaussian.",
    options: [seed, acquisition, kernel, start, bound])
  static let tpe = StrategyKind(
    name: "tpe", summary: "Tree-structured Parzen estimators.", options: [seed, start])
  static let cmaes = StrategyKind(
    name: "cmaes", summary: "Covariance matrix adaptation.", options: [seed, sigma])
  static let hull = StrategyKind(
    name: "hull", summary: "Predicts a minimum from the convex hull of what another strategy found.", options: [])

  /// In the order of the reference; `hull` modifies one of the others.
  static let all = [grid, random, sobol, gaussian, gamma, tpe, cmaes]
}

/// An acquisition function as a value: `ei`, `ucb(2.0)`.
final class AcquisitionValue: Host, @unchecked Sendable {
  let function: Acquisition

  init(_ function: Acquisition) { self.function = function }

  override var kind: String { "an acquisition" }

  override var description: String {
    switch function {
    case .expectedImprovement: "ei"
    case .probabilityOfImprovement: "pi"
    case .confidenceBound(let beta): "ucb(\(realText(beta)))"
    case .randomConfidenceBound(let theta): "rgp_ucb(\(realText(theta)))"
    }
  }

  override func isEqual(to other: Host) -> Bool { (other as? AcquisitionValue)?.function == function }

  /// The acquisition that `value` stands for. `pi` is the number in all other places, and the builtins `ucb` and
  /// `rgp_ucb` need not be called.
  static func acquisition(of value: Value) -> Acquisition? {
    switch value {
    case .host(let host): (host as? AcquisitionValue)?.function
    case .real(Double.pi): .probabilityOfImprovement
    case .builtin(let builtin) where builtin.name == "ucb": .confidenceBound(beta: defaultBeta)
    case .builtin(let builtin) where builtin.name == "rgp_ucb": .randomConfidenceBound(theta: 1)
    default: nil
    }
  }

  static let defaultBeta = 4.0
}

/// A kernel as a value: `matern52`.
final class KernelValue: Host, @unchecked Sendable {
  override var kind: String { "a kernel" }
  override var description: String { "matern52" }
  override func isEqual(to other: Host) -> Bool { other is KernelValue }
}

/// A clause's value that has no engine in this version: a pruner, or workers of a cluster.
final class UnavailableValue: Host, @unchecked Sendable {
  private let text: String
  private let name: String

  /// - Parameters:
  ///   - name: what messages call it, with its article.
  ///   - text: as it was written.
  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  override var kind: String { name }
  override var description: String { text }
}
