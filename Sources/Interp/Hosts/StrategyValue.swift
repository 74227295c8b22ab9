import Basics
import BayesOpt
import DSL

/// A strategy as a value: `gamma`, `gaussian(acquisition: pi, seed: 7)`, `hull(grid)`.
///
/// Called with labels it gives a changed copy; `StrategyCatalog` is the table of strategies and their options.
final class StrategyValue: Host {
  /// The row of the table.
  let strategy: StrategyEntry
  /// The options that were given, in order.
  let options: [(name: String, value: Value)]
  /// What a modifier such as `hull` modifies.
  let inner: StrategyValue?

  init(_ strategy: StrategyEntry, options: [(name: String, value: Value)] = [], inner: StrategyValue? = nil) {
    self.strategy = strategy
    self.options = options
    self.inner = inner
  }

  override var isWrittenInFull: Bool { true }
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
  var seed: UInt64? { (try? engine())?.seed }

  /// A copy with other options.
  ///
  /// An option that a modifier does not have goes to what it modifies.
  override func called(with arguments: BoundArguments) throws(Exit) -> Value? {
    guard arguments.positional.isEmpty else {
      throw failure(.strategyOption, "`\(name)` takes labels only", arguments.span, hint: "write `\(name)(seed: 7)`.")
    }
    var options = options
    var passedOn = BoundArguments()
    (passedOn.span, passedOn.sources) = (arguments.span, arguments.sources)
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
      var place = arguments.span
      if case .bad(let name, _, _) = error { place = arguments.place(of: name) }
      throw failure(error.topic, error.message, place, advice: error.hint)
    }
    return .host(result)
  }

  /// The strategy as the optimiser has it.
  ///
  /// - Returns: the strategy with its options.
  /// - Throws: what is wrong with an option.
  func engine() throws(OptionError) -> any Strategy {
    var values: [String: OptionValue] = [:]
    for (name, value) in options {
      guard let option = strategy.options.first(where: { $0.name == name }) else { continue }
      guard let value = OptionValue(value, for: option) else { throw .bad(name, reason: "it cannot be \(value.kind)") }
      values[name] = value
    }
    return try strategy.make(StrategyOptions(values), of: inner?.engine())
  }

  /// The same, or a failure of the program at `span`.
  func engine(at span: Span) throws(Exit) -> any Strategy {
    do throws(OptionError) { return try engine() } catch {
      throw failure(error.topic, error.message, span, advice: error.hint)
    }
  }

  private func unknownOption(_ label: String, _ span: Span) -> Exit {
    let names = strategy.options.map(\.name)
    let near = Suggestion.nearest(to: label, among: names)
    return failure(
      .strategyOption,
      "`\(strategy.name)` has no option `\(label)`", span, label: near.map { "did you mean `\($0)`?" } ?? "",
      hint: names.isEmpty ? "it takes no options." : "its options are \(names.joined(separator: ", ")).")
  }

  /// The strategy that `with` was given.
  static func read(_ value: Value, _ span: Span) throws(Exit) -> StrategyValue {
    if case .host(let host) = value, let strategy = host as? StrategyValue { return strategy }
    if let name = value.ownName, StrategyCatalog.entry(named: name)?.modifies == true {
      throw failure(
        .notAStrategy, "`\(name)` modifies a strategy", span, label: "of which one?", hint: "write `\(name)(gamma)`.")
    }
    if let name = value.string, StrategyCatalog.entry(named: name) != nil {
      throw failure(
        .notAStrategy, "a strategy is needed here, not a string", span, hint: "it stands without quotes: `\(name)`.")
    }
    throw failure(
      .notAStrategy,
      "a strategy is needed here, not \(value.kind)", span,
      hint: "the strategies are \(StrategyCatalog.strategies.map(\.name).joined(separator: ", ")).")
  }
}
