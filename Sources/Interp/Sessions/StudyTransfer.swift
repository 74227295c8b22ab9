import Basics
import Foundation
import NN
import Studies

/// Studies that were read whole, from a storage or a file, and are to be written whole into a storage.
public struct StudyTransfer {
  fileprivate var records: [StudyRecord]
  /// What there is to say of what was read.
  public private(set) var notes: [String] = []

  /// The names that the studies will have.
  public var names: [String] { records.map(\.name) }
  /// How many trials they have.
  public var trialCount: Int { records.reduce(0) { $0 + $1.trialCount } }

  /// How a storage is called in messages.
  public static func name(ofStorage place: String) -> String { (try? StorageLocation(place).name) ?? place }

  /// Whether an error is of what a file holds, and not of the file.
  public static func isOfContent(_ error: any ExplainedError) -> Bool { error is StudyFileError }

  /// Reads studies of a storage.
  ///
  /// - Parameters:
  ///   - place: the storage: a path or a URL.
  ///   - study: the one that is wanted; all of them without it.
  ///   - name: the name that the one study is given; its own without it.
  /// - Throws: an `ExplainedError`; `StudyChoiceError` where `name` is for one and there are several.
  public init(fromStorage place: String, study: String?, as name: String?) throws {
    let location = try StorageLocation(place)
    let storage = try DatabaseStorage(existing: location)
    if let study {
      guard let record = try storage.record(of: study) else {
        throw MissingStudy(name: study, names: try storage.studyNames(), storage: location.name)
      }
      records = [record]
    } else {
      records = try storage.records()
    }
    try choose(nil, as: name, in: location.name)
  }

  /// Reads the studies of a file: a journal of Optuna's, or a table of trials.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - study: the one that is wanted; all of them without it.
  ///   - name: the name that the one study is given; its own without it, or the file's for a table.
  ///   - objectives: which way is better, by the column of a table.
  ///   - interruption: what ends the wait for a pipe.
  /// - Throws: an `ExplainedError`: `FileError` where the file cannot be read, `StudyFileError` where it is no such file or is
  ///   damaged, `StudyChoiceError` where `name` is for one study and there are several.
  public init(
    fromFile path: String, study: String?, as name: String?, objectives: [(title: String, direction: Direction)],
    _ interruption: Interruption
  ) throws {
    let file = try FileReader(path) { interruption.isRequested }
    let plain = path.lowercased().hasSuffix(".gz") ? String(path.dropLast(3)) : path
    let ending = fileEnding(of: plain)
    if !["csv", "tsv"].contains(ending?.lowercased()) {
      let bytes = try file.bytes(limit: 1 << 30)
      if bytes.first == UInt8(ascii: "{") || bytes.isEmpty {
        guard objectives.isEmpty else {
          throw StudyFileError(
            "a journal says itself which way is better", hint: "leave `--minimize` and `--maximize` out")
        }
        let journal = try OptunaJournal(reading: bytes)
        records = journal.studies
        if journal.isCutOff {
          notes.append("the last line has no end: it is being written, or was cut off, and is left out")
        }
        try choose(study, as: name, in: path)
        return
      }
      if let kind = ContentKind(startingWith: bytes), !ContentKind.isText(bytes) {
        let isDatabase = bytes.starts(with: "SQLite format 3".utf8)
        throw StudyFileError(
          "it is \(kind.description)",
          hint: isDatabase
            ? "`hpo copy \(shellWord(path)) hpo.db` copies the studies of a storage" : kind.advice(for: path))
      }
    }
    let table: TextTable
    do { table = try TextTable(contentsOf: path) { interruption.isRequested } } catch let error as any ExplainedError {
      throw StudyFileError(error.message, hint: error.hint)
    }
    let stem = URL(fileURLWithPath: plain).deletingPathExtension().lastPathComponent
    records = [
      try TrialTable(titles: table.titles, rows: table.rows.map { $0.map { JSON($0) } })
        .study(name: study ?? stem, objectives: objectives)
    ]
    try choose(study, as: name, in: path)
  }

  private mutating func choose(_ study: String?, as name: String?, in source: String) throws {
    if let study {
      guard let record = records.first(where: { $0.name == study }) else {
        throw MissingStudy(name: study, names: names, storage: source)
      }
      records = [record]
    }
    guard !records.isEmpty else { throw StudyFileError("`\(source)` holds no study") }
    if let name {
      guard records.count == 1 else { throw StudyChoiceError(names: names) }
      records[0].name = name
    }
    let unfinished = records.reduce(0) { $0 + $1.unfinishedCount }
    let running = records.reduce(0) { $0 + $1.foreignRunningCount }
    if unfinished > 0 {
      notes.append(
        unfinished == 1
          ? "1 trial has not ended; a search that goes on with the study begins it anew"
          : "\(unfinished) trials have not ended; a search that goes on with the study begins them anew")
    }
    if running > 0 {
      notes.append(
        running == 1
          ? "1 trial of another program stays as it is: running"
          : "\(running) trials of another program stay as they are: running")
    }
  }

  /// Writes the studies into a storage, which is made where it is missing: all of them, or none and no storage.
  ///
  /// - Parameters:
  ///   - place: the storage: a path or a URL.
  ///   - interruption: what ends the wait for other processes.
  /// - Throws: an `ExplainedError`: where there are studies of such names, or the storage cannot be written.
  public func write(toStorage place: String, _ interruption: Interruption) throws {
    let location = try StorageLocation(place)
    var isNew = false
    if case .file(let path) = location { isNew = !FileManager.default.fileExists(atPath: path) }
    do {
      let storage = try DatabaseStorage(location, program: "hpo \(Version.text)") { interruption.isRequested }
      try storage.add(records)
    } catch {
      if isNew, case .file(let path) = location {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
      }
      throw error
    }
  }
}

/// A name for one study where there are several.
public struct StudyChoiceError: ExplainedError, Hashable {
  /// The studies that there are.
  let names: [String]

  /// How many there are.
  public var message: String { "there are \(names.count) studies, and `--as` names one" }
  /// How one is chosen.
  public var hint: String? {
    "`--study` chooses one: \(names.prefix(5).joined(separator: ", "))" + (names.count > 5 ? ", ..." : "")
  }
}
