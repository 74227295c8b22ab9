import BayesOpt
import Synchronization

/// Studies that last as long as the process.
public final class MemoryStorage: Storage {
  fileprivate struct Entry {
    var description: StudyDescription
    var trials: [Trial] = []
    /// The running trials that were given back.
    var released: Set<Int> = []
  }

  private let studies: Mutex<[Entry]>

  /// An empty storage.
  public init() { studies = Mutex([]) }

  private init(_ entries: sending [Entry]) { studies = Mutex(entries) }

  /// The names of the studies, in the order they were made.
  public func studyNames() -> [String] {
    studies.withLock { $0.compactMap(\.description.name) }
  }

  /// Makes the study, or joins the one of its name; one without a name is always a new one.
  public func open(_ description: StudyDescription, adopting: Bool) throws(StorageError) -> StoredStudy {
    try studies.withLock { (studies) throws(StorageError) in
      if let name = description.name, let place = studies.firstIndex(where: { $0.description.name == name }) {
        let original = studies[place].description
        try studies[place].change(to: description, adopting: adopting)
        return StoredStudy(place: place, description: description, original: original)
      }
      studies.append(Entry(description: description))
      return StoredStudy(place: studies.count - 1, description: description, original: description)
    }
  }

  /// A study as it is now, in a storage of its own and with more room.
  ///
  /// - Parameters:
  ///   - study: the study, which stays what it is.
  ///   - description: the same with wider domains.
  /// - Returns: the storage, and the study in it.
  /// - Throws: `differentStudy` where more is different.
  public func widened(
    _ study: StoredStudy, to description: StudyDescription
  ) throws(StorageError) -> (MemoryStorage, StoredStudy) {
    var entry = try change(study) { $0 }
    let original = entry.description
    try entry.change(to: description, adopting: false)
    return (MemoryStorage([entry]), StoredStudy(place: 0, description: description, original: original))
  }

  /// What has happened since someone last looked.
  public func changes(in study: StoredStudy, since cursor: StudyCursor) throws(StorageError) -> TrialChanges {
    try change(study) { entry throws(StorageError) in
      // Trials are never taken away here: a cursor that knows more is one of another study.
      let isOurs = cursor.count <= entry.trials.count
      let cursor = isOurs ? cursor : StudyCursor()
      var changes = TrialChanges(replacesAll: !isOurs, cursor: cursor)
      for open in cursor.openInOrder where open.key < cursor.count {
        changes.note(entry.trials[open.key], of: study, in: entry)
      }
      for trial in entry.trials[cursor.count...] { changes.note(trial, of: study, in: entry) }
      changes.cursor.count = entry.trials.count
      return changes
    }
  }

  /// Takes over a trial that was given back.
  public func adopt(in study: StoredStudy, among cursor: StudyCursor) throws(StorageError) -> Trial? {
    try change(study) { entry throws(StorageError) in
      guard let number = entry.released.min() else { return nil }
      entry.released.remove(number)
      entry.trials[number].start = .now
      entry.trials[number].reports = []
      return entry.trials[number].reordered(from: entry.description, to: study.description)
    }
  }

  /// Starts the next trial.
  public func start(
    _ configuration: Configuration, number: Int, in study: StoredStudy
  ) throws(StorageError) -> Trial? {
    try change(study) { entry throws(StorageError) in
      guard number == entry.trials.count else { return nil }
      let trial = Trial(number: number, configuration: configuration)
      entry.trials.append(trial.reordered(from: study.description, to: entry.description))
      return trial
    }
  }

  /// Nothing waits here: nobody else adds trials.
  public func take(
    _ number: Int, _ configuration: Configuration, in study: StoredStudy, among cursor: StudyCursor
  ) -> Trial? { nil }

  /// Records a trial that has ended.
  public func finish(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    try change(study) { entry throws(StorageError) in
      guard entry.isRunning(trial.number) else { throw .trialLost(number: trial.number) }
      var ended = trial.reordered(from: study.description, to: entry.description)
      ended.reports = entry.trials[trial.number].reports
      ended.add(trial.reports)
      entry.trials[trial.number] = ended
    }
  }

  /// Records how a running trial is doing.
  public func report(_ reports: [Report], of trial: Trial, in study: StoredStudy) throws(StorageError) {
    try change(study) { entry throws(StorageError) in
      guard entry.isRunning(trial.number) else { throw .trialLost(number: trial.number) }
      entry.trials[trial.number].add(reports)
    }
  }

  /// Nobody else can take a trial over.
  public var renewalInterval: Double? { nil }

  /// Nobody else can take a trial over.
  public func renew(_ trial: Trial, in study: StoredStudy) {}

  /// Lays a running trial aside; here everybody is of the process that keeps it.
  public func pause(_ trial: Trial, isKept: Bool, in study: StoredStudy) throws(StorageError) {
    try change(study) { entry throws(StorageError) in
      guard entry.isRunning(trial.number) else { throw .trialLost(number: trial.number) }
      entry.trials[trial.number].state = .paused
    }
  }

  /// Goes on with a paused trial.
  public func resume(
    _ number: Int, in study: StoredStudy, among cursor: StudyCursor
  ) throws(StorageError) -> Trial? {
    try change(study) { entry throws(StorageError) in
      guard entry.trials.indices.contains(number), entry.trials[number].state == .paused else { return nil }
      entry.trials[number].state = .running
      return entry.trials[number].reordered(from: entry.description, to: study.description)
    }
  }

  /// Gives back a trial that has not ended.
  public func release(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    try change(study) { entry throws(StorageError) in
      guard entry.isRunning(trial.number) else { throw .trialLost(number: trial.number) }
      entry.released.insert(trial.number)
    }
  }

  private func change<Result: Sendable>(
    _ study: StoredStudy, _ body: (inout Entry) throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    try studies.withLock { (studies) throws(StorageError) in
      guard studies.indices.contains(study.place) else { throw .noSuchStudy }
      return try body(&studies[study.place])
    }
  }
}

extension TrialChanges {
  /// Tells of a trial where it is new or differs from what was told of it.
  fileprivate mutating func note(_ trial: Trial, of study: StoredStudy, in entry: MemoryStorage.Entry) {
    let trial = trial.reordered(from: entry.description, to: study.description)
    note(StudyCursor.OpenTrial(key: trial.number, claim: nil, trial: trial))
  }
}

extension MemoryStorage.Entry {
  /// Gives the study the wider domains of a description, or its other ranges; its own order of parameters stays.
  fileprivate mutating func change(to other: StudyDescription, adopting: Bool) throws(StorageError) {
    let obstacles = StudyChange.between(description, and: other).filter { !(adopting ? $0.isOfRange : $0.isWidening) }
    guard obstacles.isEmpty else { throw .differentStudy(name: other.name ?? "", changes: obstacles) }
    description.parameters = description.parameters.map { parameter in
      other.parameters.first { $0.name == parameter.name } ?? parameter
    }
  }

  /// Whether the trial is someone's to finish.
  fileprivate func isRunning(_ number: Int) -> Bool {
    trials.indices.contains(number) && trials[number].state == .running && !released.contains(number)
  }
}

extension Trial {
  /// The trial with its values in the order of another description of the same study.
  fileprivate func reordered(from source: StudyDescription, to target: StudyDescription) -> Trial {
    guard source.parameters != target.parameters else { return self }
    var trial = self
    trial.configuration.values = target.parameters.map { parameter in
      let index = source.parameters.firstIndex { $0.name == parameter.name }
      return index.flatMap { configuration.values.indices.contains($0) ? configuration.values[$0] : nil }
    }
    return trial
  }
}
