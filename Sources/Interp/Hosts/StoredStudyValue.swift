import Basics
import Studies

extension StudyValue {
  /// A study as it is stored, read whole.
  ///
  /// - Parameters:
  ///   - stored: the study.
  ///   - storage: where it is.
  /// - Throws: why the storage cannot be read.
  convenience init(_ stored: StoredStudy, in storage: any Storage) throws(StorageError) {
    let changes = try storage.changes(in: stored, since: StudyCursor())
    let abandoned = changes.cursor.abandoned
    let study = Study(stored.description, trials: changes.trials.filter { !abandoned.contains($0.number) })
    self.init(
      study, parameters: study.trials.map { Self.record(of: $0, in: study) }, strategyName: stored.description.strategy)
  }

  /// The parameters of a trial as its search had them: members `widths[0]`, `widths[1]` are a list again.
  private static func record(of trial: Trial, in study: Study) -> Value {
    var fields: [(name: String, value: Value)] = []
    let isOurs = !study.description.version.isEmpty
    for (parameter, member) in zip(study.description.parameters, study.parameters(of: trial)) {
      guard isOurs, let bracket = member.name.firstIndex(of: "["), member.name.hasSuffix("]") else {
        fields.append((member.name, Value(member.value)))
        continue
      }
      let name = String(member.name[..<bracket])
      if fields.last?.name != name {
        // Where nothing else is known, a list with a condition that has no members is one that is not there.
        fields.append((name, parameter.rule?.contains(" if ") == true ? .none : .list([])))
      }
      guard member.value != .null else { continue }
      var items = ContiguousArray<Value>()
      if case .list(let known) = fields[fields.count - 1].value { items = known }
      fields[fields.count - 1].value = .list(items + [Value(member.value)])
    }
    return .record(fields.map { ($0.name, $0.value) })
  }
}
