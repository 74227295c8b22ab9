import Basics
import Charts

extension Table {
  /// The table of a study, of a list of records or trials, or of a table; nil for anything else.
  ///
  /// - Throws: a failure of the program where a cell cannot be kept.
  init?(_ value: Value, _ a: Arguments) throws(Exit) {
    if let study = value.study {
      self.init(study.study)
      return
    }
    if case .host(let host) = value, let table = host as? TableValue {
      self = table.table
      return
    }
    guard case .list(let items) = value else { return nil }
    var records: [[JSON.Member]] = []
    for item in items {
      guard case .record(let record) = item else { return nil }
      var members: [JSON.Member] = []
      for (name, cell) in record.fields {
        members.append(JSON.Member(name, try a.machine.json(cell, inside: 2, a.span)))
      }
      records.append(members)
    }
    self.init(records: records)
  }
}
