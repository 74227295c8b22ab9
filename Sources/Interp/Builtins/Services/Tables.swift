import Basics
import Charts

extension Table {
  /// The table of a study, of a list of records or trials, or of a table; nil for anything else.
  init?(_ value: Value) {
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
      records.append(record.fields.map { JSON.Member($0.name, $0.value.json) })
    }
    self.init(records: records)
  }
}
