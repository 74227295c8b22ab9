import Charts
import DSL
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
    case .variable, nil: []
    }
  }

  /// A table of the studies in the session's storage, as wide as the terminal; nil where there are none.
  ///
  /// - Returns: the table.
  /// - Throws: a `StorageError` where the storage cannot be read; `missing` where it is not there.
  public func studiesTable() throws(StorageError) -> String? {
    let studies = try context.existingStorage().overviews()
    return studies.isEmpty ? nil : Table(studies: studies).text(width: context.settings.columns)
  }
}
