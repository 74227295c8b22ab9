import Basics
import Charts
import DSL

extension Table {
  /// The table of a study, of a list of records or trials, or of a table; nil for anything else.
  ///
  /// Records in records become columns of their own, such as `train.loss`.
  ///
  /// - Throws: a failure of the program where a cell cannot be kept.
  init?(_ value: Value, _ a: Arguments) throws(Exit) { try self.init(value, a.machine, a.span) }

  /// The same for a value that stands at `span`.
  init?(_ value: Value, _ machine: UnsafeMutablePointer<Machine>, _ span: Span) throws(Exit) {
    if let study = value.study {
      self.init(study.study)
      return
    }
    if case .host(let host) = value, let table = host as? TableValue {
      self = table.table
      return
    }
    if case .host(let host) = value, let data = host as? DataValue, !data.parts.train.schema.columns.isEmpty {
      try self.init(data, machine)
      return
    }
    guard case .list(let items) = value else { return nil }
    var records: [[JSON.Member]] = []
    for item in items {
      switch item {
      case .record:
        guard case .object(let members) = try machine.json(item, inside: 1, span) else { return nil }
        records.append(Self.flattened(members))
      case .host(let host):
        guard let trial = host as? TrialValue else { return nil }
        records.append(try Self.cells(of: trial, machine, span))
      default: return nil
      }
    }
    self.init(records: records)
  }

  /// The members of objects in place of these.
  private static func flattened(_ members: [JSON.Member]) -> [JSON.Member] {
    members.flatMap { member -> [JSON.Member] in
      guard case .object(let inner) = member.value, !inner.isEmpty else { return [member] }
      return flattened(inner).map { JSON.Member("\(member.name).\($0.name)", $0.value) }
    }
  }

  /// As in the table of a study.
  private static func cells(
    of trial: TrialValue, _ machine: UnsafeMutablePointer<Machine>, _ span: Span
  ) throws(Exit) -> [JSON.Member] {
    var taken: Set = ["number", "value", "state", "feasible", "seconds", "message"]
    func claimed(_ members: [JSON.Member], from origin: String) -> [JSON.Member] {
      members.map { JSON.Member($0.name.claimed(in: &taken, from: origin), $0.value) }
    }
    var cells = [JSON.Member("number", .integer(trial.trial.number))]
    if case .object(let parameters) = try machine.json(trial.parameters, inside: 1, span) {
      cells += claimed(parameters, from: "params.")
    }
    cells.append(JSON.Member("value", try machine.json(trial.field("value") ?? .none, inside: 1, span)))
    cells += claimed(trial.trial.notes, from: "notes.")
    let feasible = trial.trial.constraints.isEmpty ? [] : [JSON.Member("feasible", .bool(trial.trial.isFeasible))]
    let end =
      [JSON.Member("state", .string(trial.trial.state.rawValue))] + feasible + [
        JSON.Member("seconds", trial.trial.seconds.map(JSON.real) ?? .null),
        JSON.Member("message", trial.trial.message.map(JSON.string) ?? .null),
      ]
    return cells + (trial.trial.message == nil ? end.dropLast() : end[...])
  }

  /// The same columns with other rows, which are records of them.
  func with(rows items: some Sequence<Value>, _ a: Arguments) throws(Exit) -> Table {
    var table = self
    table.rows = []
    for item in items {
      guard case .record(let record) = item else { continue }
      var row: [JSON] = []
      for title in titles { row.append(try a.machine.json(record[title] ?? .none, inside: 2, a.span)) }
      table.rows.append(row)
    }
    return table
  }

  /// The first rows of data whose columns have names.
  init(_ data: DataValue, first count: Int = .max, _ machine: UnsafeMutablePointer<Machine>) throws(Exit) {
    let train = data.parts.train
    var rows: [[JSON]] = []
    for index in 0..<min(count, data.parts.count) {
      try machine.poll()
      guard case .record(let record) = data.item(at: index) else { continue }
      rows.append(record.fields.map { $0.value.plainJSON })
    }
    let hasTarget = train.lack == nil || train.schema.targetName != nil
    self.init(titles: train.schema.columns.map(\.name) + (hasTarget ? [train.targetField] : []), rows: rows)
  }
}

extension Arguments {
  /// Items of parameter `index`, as what it is: rows of a table as a table, of anything else as a list.
  func asGiven(_ index: Int, _ items: ContiguousArray<Value>) throws(Exit) -> Value {
    guard case .host(let host) = self[index], let table = host as? TableValue else { return .list(items) }
    return .host(TableValue(try table.table.with(rows: items, self)))
  }

  /// The field `name` of a row; where there is none, the argument for parameter `index` is wrong, which names it.
  func field(_ name: String, of row: Value, _ index: Int) throws(Exit) -> Value {
    if case .record(let record) = row, let value = record[name] { return value }
    return try Interp.field(name, of: row, place(index))
  }

  /// The same for a name that is looked up in many rows.
  func field(_ symbol: InternedName, of row: Value, _ index: Int) throws(Exit) -> Value {
    if case .record(let record) = row, let at = record.index(of: symbol) { return record.value(at) }
    return try field(symbol.name, of: row, index)
  }
}

extension Value {
  /// The value of a cell.
  fileprivate var plainJSON: JSON {
    switch self {
    case .int(let i): .integer(i)
    case .real(let r): .real(r)
    case .text(let text): .string(text.string)
    default: .null
    }
  }
}
