import BayesOpt
import Charts
import DSL
import NN
import Studies

// What the prompt asks a session: for completion, for `:vars` and `:studies`.

extension Session {
  /// The names that inputs have bound, with their values, in alphabetical order.
  public var variables: [(name: String, value: Value)] {
    scope.names.filter { $0.key != "_" }.sorted { $0.key < $1.key }
      .map { ($0.key, machine.pointee.stack[$0.value.slot]) }
  }

  /// The value of a name, wherever it is bound.
  public func value(of name: String) -> Value? {
    scope.find(name).map { machine.pointee.stack[$0.slot] } ?? BuiltinTable.value(of: name)
  }

  /// All names that can be used in an expression, in alphabetical order.
  public var boundNames: [String] { names.all }

  /// The names of strategies, in alphabetical order.
  public var strategies: [String] { names.strategies + ["hull"] }

  /// The labels that a call of `name` can have.
  public func labels(of name: String) -> [String] {
    switch names[name]?.kind {
    case .function(let signatures): signatures.flatMap(\.labels)
    case .strategy(let options): options
    case .variable: []
    case nil: name == CountUnit.workers.rawValue ? ShareName.allCases.map(\.rawValue) : []
    }
  }

  /// What can be written for an option of a function or a strategy, where that is one of a few things.
  ///
  /// - Parameters:
  ///   - label: the option.
  ///   - callee: what is called.
  /// - Returns: the choices; none where anything of a kind can be written.
  public func choices(of label: String, in callee: String) -> [OptionChoice] {
    if case .strategy? = names[callee]?.kind, let entry = strategyEntry(callee) {
      return entry.options.first { $0.name == label }.map(OptionChoices.of) ?? []
    }
    guard case .builtin(let builtin)? = value(of: callee),
      let parameter = builtin.parameters.first(where: { $0.name == label })
    else { return [] }
    if let choices = OptionChoices.of(label, in: callee) { return choices }
    if case .value(.bool) = parameter.standard { return ["true", "false"].map { OptionChoice($0, "") } }
    return []
  }

  /// What an option of a function or a strategy means.
  public func summary(ofOption label: String, in callee: String) -> String {
    if case .strategy? = names[callee]?.kind, let entry = strategyEntry(callee) {
      return entry.options.first { $0.name == label }?.summary ?? ""
    }
    if callee == CountUnit.workers.rawValue, let share = ShareName(rawValue: label) {
      return OptionHelp.summary(of: share)
    }
    guard case .builtin(let builtin)? = value(of: callee),
      let parameter = builtin.parameters.first(where: { $0.name == label })
    else { return "" }
    return parameter.declaration.isOptional ? OptionHelp.summaries[label] ?? "" : "needed"
  }

  private func strategyEntry(_ name: String) -> StrategyEntry? {
    guard case .host(let host)? = value(of: name), let strategy = host as? StrategyValue else { return nil }
    return strategy.strategy
  }

  /// The name of the parameter that a positional argument of a call goes to; nil if that is not known.
  public func parameter(at index: Int, of callee: String) -> String? {
    guard case .function(let signatures)? = names[callee]?.kind else { return nil }
    let named = signatures.lazy.compactMap { signature -> String? in
      if index < signature.plain.count { return signature.parameters[signature.plain[index]].name }
      return signature.rest.map { signature.parameters[$0].name }
    }
    return named.first
  }

  /// Whether a name is a function that is usually called, and whether it is called without arguments.
  public func isCalled(_ name: String) -> (isCalled: Bool, isEmpty: Bool) {
    guard case .function(let signatures)? = names[name]?.kind, Activation(rawValue: name) == nil else {
      return (false, false)
    }
    return (true, signatures.allSatisfy(\.parameters.isEmpty))
  }

  /// The functions that make domains, with what they make.
  public var domainMakers: [KnownField] {
    domainBuiltins.map { KnownField(name: $0.name, summary: $0.forms.last?.summary ?? "") }
  }

  /// Whether the path of a file is meant by an argument; of functions of the user's, every string may be one.
  public func takesFile(_ parameter: String?, in callee: String) -> Bool {
    guard case .builtin? = value(of: callee) else { return true }
    if parameter == "data" { return ["predict", "evaluate", "confusion"].contains(callee) }
    return parameter.map { ["file", "folder", "path", "program", "arguments", "cwd", "like"].contains($0) } ?? false
  }

  /// A field, and what it is.
  public struct KnownField: Sendable {
    /// Its name.
    public let name: String
    /// What it is, in a sentence; empty where nothing is known.
    public let summary: String
  }

  /// Whether a call gives a list, which has no fields itself.
  public func givesList(_ step: CursorPlace.Step) -> Bool {
    if case .call(let name, _) = step, definition(of: name) == nil { FieldHelp.lists.contains(name) } else { false }
  }

  /// The fields behind a dot, by where the value before it comes from.
  public func fields(of steps: [CursorPlace.Step]) -> [KnownField] { fields(of: steps, []) }

  private func fields(of steps: [CursorPlace.Step], _ functions: Set<String>) -> [KnownField] {
    var rest = steps[...]
    switch rest.popFirst() {
    case .name(let name)?: return value(of: name).map { fields(of: $0, rest) } ?? []
    case .call(let name, let argument)?:
      if case .function? = value(of: name) {
        guard !functions.contains(name), let result = result(of: name) else { return [] }
        return fields(of: result + rest, functions.union([name]))
      }
      if FieldHelp.lists.contains(name), rest.isEmpty { return [] }
      let columns = FieldHelp.results[name] == "row" && rest == [.item] ? parameters(of: argument) : []
      return columns + fields(ofKind: FieldHelp.results[name], rest)
    case .search?: return fields(ofKind: "study", rest)
    case .record(let names)?: return rest.isEmpty ? names.map { KnownField(name: $0, summary: "") } : []
    case .item?, nil: return []
    }
  }

  /// The parameters of a study that is bound.
  private func parameters(of study: [CursorPlace.Step]) -> [KnownField] {
    fields(of: study + [.name("params")]).map { KnownField(name: $0.name, summary: "a parameter of the search") }
  }

  /// Where the value that a function of the language gives comes from; nil where that cannot be told.
  private func result(of name: String) -> [CursorPlace.Step]? {
    guard let definition = definition(of: name) else { return nil }
    let function = CursorPlace(endOf: definition + "\n").locals.last
    return function?.name == name && function?.steps.isEmpty == false ? function?.steps : nil
  }

  private func fields(of value: Value, _ steps: ArraySlice<CursorPlace.Step>) -> [KnownField] {
    var (value, summaries) = (value, FieldHelp.kinds[value.fieldKind ?? ""] ?? [])
    for step in steps {
      guard let inner = step.from(value) else { return [] }
      // Records are told apart by the field they stand in.
      var kind = inner.fieldKind
      if case .name(let name) = step { kind = kind ?? summaries.first { $0.name == name }?.kind }
      if step != .item || kind != nil { summaries = FieldHelp.kinds[kind ?? ""] ?? [] }
      value = inner
    }
    let names: [String] =
      switch value {
      case .record(let record): record.fields.map(\.name)
      case .host(let host): host.fieldNames
      default: []
      }
    return names.map { name in
      KnownField(name: name, summary: summaries.first { $0.name == name }?.summary ?? "")
    }
  }

  private func fields(ofKind kind: String?, _ steps: ArraySlice<CursorPlace.Step>) -> [KnownField] {
    var kind = kind
    for case .name(let name) in steps { kind = FieldHelp.kinds[kind ?? ""]?.first { $0.name == name }?.kind }
    return (FieldHelp.kinds[kind ?? ""] ?? []).map { KnownField(name: $0.name, summary: $0.summary) }
  }

  /// The names of the studies in the session's storage, in the order they were made; none where it is not there.
  public var studyNames: [String] { (try? context.existingStorage().studyNames()) ?? [] }

  /// A table of the studies in the session's storage, as wide as the terminal; nil where there are none.
  ///
  /// - Returns: the table.
  /// - Throws: a `StorageError` where the storage cannot be read; `missing` where it is not there.
  public func studiesTable() throws(StorageError) -> String? {
    let studies = try context.existingStorage().overviews()
    let settings = context.settings
    return studies.isEmpty ? nil : settings.glyphs.drawn(Table(studies: studies).text(width: settings.columns))
  }

  /// The report of a study in the session's storage as a page of HTML; nil where there is no such study.
  ///
  /// - Parameter name: the study's name.
  /// - Returns: the page.
  /// - Throws: a `StorageError` where the storage cannot be read; `missing` where it is not there.
  public func reportPage(of name: String) throws(StorageError) -> String? {
    let storage = try context.existingStorage()
    guard let stored = try storage.find(name) else { return nil }
    return StudyReport(try StudyValue(stored, in: storage).study).page
  }
}

extension CursorPlace.Step {
  /// The value this step leads to.
  fileprivate func from(_ value: Value) -> Value? {
    switch (self, value) {
    case (.name(let name), .record(let record)): record[name]
    case (.name(let name), .host(let host)): (try? host.field(name)) ?? nil
    case (.item, .list(let items)): items.first
    case (.item, .host(let host)): (host.length ?? 0) > 0 ? host.item(at: 0) : nil
    default: nil
    }
  }
}
