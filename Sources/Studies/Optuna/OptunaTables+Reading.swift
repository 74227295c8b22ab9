import Basics
import BayesOpt

extension OptunaTables {
  /// What has happened since someone last looked, from one consistent look at the database.
  func changes(in study: StoredStudy, since cursor: StudyCursor) throws(StorageError) -> TrialChanges {
    let known = try openStudy(study)
    return try database.transaction(.reading) { () throws(StorageError) in
      let count = try trialCount(of: known)
      if try stillHolds(cursor, count, in: known),
        let changes = try read(known, count: count, since: cursor)
      {
        return changes
      }
      guard var changes = try read(known, count: count, since: StudyCursor()) else {
        throw .unreadable(what: "the trials of `\(known.name)`")
      }
      changes.replacesAll = cursor.count > 0
      return changes
    }
  }

  /// Whether the last trial that a cursor knows is still there and is the same.
  private func stillHolds(
    _ cursor: StudyCursor, _ count: Int, in study: OpenStudy
  ) throws(StorageError) -> Bool {
    if cursor.count == 0 { return true }
    guard cursor.count <= count,
      let row = try database.run(OptunaStatements.trial, .integer(cursor.lastKey), .integer(study.key)).first,
      row[0].integer == cursor.count - 1
    else { return false }
    // An open trial is looked at in any case, and its start may change.
    return cursor.open[cursor.count - 1] != nil || Self.timestamp(row[1]) == cursor.lastStart
  }

  /// The changes since a cursor; nil where a trial that had not ended is gone.
  private func read(
    _ study: OpenStudy, count: Int, since cursor: StudyCursor
  ) throws(StorageError) -> TrialChanges? {
    let open = cursor.openInOrder
    var heads: [Head] = []
    for keys in open.map(\.key).inGroups(of: OptunaSelection.mostKeys) { heads += try self.heads(.keys(keys)) }
    let areThere = zip(open, heads).allSatisfy {
      $0.key == $1.key && $0.trial.number == $1.number && $1.study == study.key
    }
    guard open.count == heads.count, areThere else { return nil }
    // What waits or is parked changes with its head; what runs can have new reports at any time.
    let changed = zip(open, heads).filter { $1.isRunning || $1.differs(from: $0) }.map(\.1)
    let fresh = count > cursor.count ? try self.heads(.after(study: study.key, key: cursor.lastKey)) : []
    for (number, head) in zip(cursor.count..., fresh) where head.number != number {
      throw .unreadable(what: "the number of trial \(number)")
    }
    var changes = TrialChanges(cursor: cursor)
    if changed.count + fresh.count <= OptunaSelection.mostKeys {
      let heads = changed + fresh
      try add(heads, to: &changes, of: study, .keys(heads.map(\.key)))
    } else {
      for group in changed.inGroups(of: OptunaSelection.mostKeys) {
        try add(group, to: &changes, of: study, .keys(group.map(\.key)))
      }
      try add(fresh, to: &changes, of: study, .after(study: study.key, key: cursor.lastKey))
    }
    for head in heads + fresh {
      let before = cursor.open[head.number]?.lease
      changes.cursor.open[head.number]?.lease =
        database.dialect.hasOneClock ? head.lease : head.lease?.watched(since: before)
    }
    changes.cursor.count = cursor.count + fresh.count
    // The start of an open trial changes as it is taken over, so that of the last one is noted anew too.
    if let last = fresh.last ?? heads.last, last.number == changes.cursor.count - 1 {
      changes.cursor.lastKey = last.key
      changes.cursor.lastStart = last.start
    }
    return changes
  }

  /// Reads what belongs to trials, and tells of those that differ from what was told.
  private func add(
    _ heads: [Head], to changes: inout TrialChanges, of study: OpenStudy, _ selection: OptunaSelection
  ) throws(StorageError) {
    for (head, trial) in zip(heads, try trials(heads, of: study, selection)) {
      changes.note(StudyCursor.OpenTrial(key: head.key, claim: head.claim, trial: trial))
    }
  }
}
