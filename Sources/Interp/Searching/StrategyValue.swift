import Basics
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
    let own = option("seed").flatMap { OptionValue($0) }
    return own.flatMap { try? StrategyOptions(["seed": $0]).seed() } ?? inner?.seed
  }

  /// A copy with other options.
  ///
  /// An option that a modifier does not have goes to what it modifies.
  override func called(with arguments: BoundArguments) throws(Exit) -> Value? {
    guard arguments.positional.isEmpty else {
      throw failure("`\(name)` takes labels only", arguments.span, hint: "write `\(name)(seed: 7)`.")
    }
    var options = options
    var passedOn = BoundArguments()
    passedOn.span = arguments.span
    for (symbol, value) in arguments.labelled {
      let label = symbol.name
      guard strategy.options.contains(where: { $0.name == label }) else {
        guard inner != nil else { throw unknownOption(label, arguments.span) }
        passedOn.labelled.append((symbol, value))
        continue
      }
      options.removeAll { $0.name == label }
      options.append((label, value))
    }
    var changed = inner
    if !passedOn.labelled.isEmpty, case .host(let host)? = try inner?.called(with: passedOn) {
      changed = host as? StrategyValue
    }
    let result = StrategyValue(strategy, options: options, inner: changed)
    do throws(OptionError) { _ = try result.engine() } catch {
      throw failure(error.message, arguments.span, advice: error.hint)
    }
    return .host(result)
  }

  /// The strategy as the optimiser has it.
  ///
  /// - Returns: the strategy with its options.
  /// - Throws: what is wrong with an option.
  func engine() throws(OptionError) -> any Strategy {
    guard let entry = strategy.entry else {
      guard let inner else { throw .bad(name, reason: "it modifies a strategy, and was given none") }
      guard let tolerance = (option("tolerance") ?? .int(0)).number else {
        throw .bad("tolerance", reason: "it takes a number")
      }
      return try Hull(of: inner.engine(), tolerance: tolerance)
    }
    var values: [String: OptionValue] = [:]
    for (name, value) in options {
      guard let value = OptionValue(value) else { throw .bad(name, reason: "it cannot be \(value.kind)") }
      values[name] = value
    }
    return try entry.make(StrategyOptions(values))
  }

  /// The same, or a failure of the program at `span`.
  func engine(at span: Span) throws(Exit) -> any Strategy {
    do throws(OptionError) { return try engine() } catch {
      throw failure(error.message, span, advice: error.hint)
    }
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
    if value.ownName == StrategyKind.hull.name {
      throw failure("`hull` modifies a strategy", span, label: "of which one?", hint: "write `hull(gamma)`.")
    }
    throw failure(
      "a strategy is needed here, not \(value.kind)", span,
      hint: "the strategies are \(StrategyKind.all.map(\.name).joined(separator: ", ")).")
  }
}

/// A kind of strategy: a row of the optimiser's catalogue, or the modifier `hull`.
struct StrategyKind: Sendable {
  /// An option that a strategy can be called with.
  struct Option: Sendable {
    let name: String
    let summary: String
  }

  let name: String
  let summary: String
  let options: [Option]
  /// Nil for the modifier `hull`.
  let entry: StrategyEntry?

  private init(_ entry: StrategyEntry) {
    (name, summary, self.entry) = (entry.name, entry.summary, entry)
    options = entry.options.map { Option(name: $0.name, summary: "\($0.summary) Without it: \($0.standard).") }
  }

  private init(_ name: String, _ summary: String, options: [Option]) {
    (self.name, self.summary, self.options, entry) = (name, summary, options, nil)
  }

  static let hull = StrategyKind(
    "hull", "Predicts a minimum from the convex hull of what another strategy found.",
    options: StrategyCatalog.hullOptions.map { Option(name: $0.name, summary: $0.summary) })

  /// In the order of the reference; `hull` modifies one of them.
  static let all = StrategyCatalog.entries.map { StrategyKind($0) }
}

/// An acquisition function as a value: `ei`, `ucb(2.0)`.
final class AcquisitionValue: Host, @unchecked Sendable {
  let function: Acquisition

  init(_ function: Acquisition) { self.function = function }

  override var kind: String { "an acquisition" }

  override var description: String {
    switch function {
    case .expectedImprovement: "ei"
    case .noisyExpectedImprovement: "nei"
    case .thompson: "thompson"
    case .probabilityOfImprovement: "pi"
    case .confidenceBound(let beta): "ucb(\(realText(beta)))"
    case .randomConfidenceBound(let theta): "rgp_ucb(\(realText(theta)))"
    }
  }

  override func isEqual(to other: Host) -> Bool { (other as? AcquisitionValue)?.function == function }

  /// The acquisition that `value` stands for.
  ///
  /// `pi` is the number in all other places, and the builtins `ucb` and
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

extension OptionValue {
  /// The value of an option as the optimiser reads it; nil for what no option takes.
  fileprivate init?(_ value: Value) {
    if let acquisition = AcquisitionValue.acquisition(of: value) {
      self = .acquisition(acquisition)
      return
    }
    switch value {
    case .int(let i): self = .integer(i)
    case .real(let r): self = .real(r)
    case .text(let text): self = .word(text.string)
    case .host(let host) where host is KernelValue: self = .word(host.description)
    default: return nil
    }
  }
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
