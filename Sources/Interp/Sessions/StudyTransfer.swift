import Basics
import Charts
import Foundation
import NN
import Studies

/// Studies that were read whole, from a storage or a file, and are to be written whole into a storage.
public struct StudyTransfer {
  fileprivate var records: [StudyRecord] = []
  /// Their names where they were read.
  private var originals: [String] = []
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
  ///   - target: the storage that the studies are for: a path or a URL.
  /// - Throws: an `ExplainedError`; `StudyChoiceError` where `name` is for one and there are several, or both storages are one.
  public init(fromStorage place: String, study: String?, as name: String?, to target: String) throws {
    let location = try StorageLocation(place)
    if name == nil, location.isSame(as: try StorageLocation(target)) {
      throw StudyChoiceError.sameStorage(location.name, study: study)
    }
    let storage: DatabaseStorage
    do throws(StorageError) { storage = try DatabaseStorage(existing: location) } catch {
      throw TransferError(error, from: location, to: Self.name(ofStorage: target)) ?? error
    }
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
  ///   - target: the storage that the studies are for: a path or a URL.
  ///   - interruption: what ends the wait for a pipe.
  /// - Throws: an `ExplainedError`: `FileError` where the file cannot be read, `StudyFileError` where it is no such file or is
  ///   damaged, `StudyChoiceError` where `name` is for one study and there are several.
  public init(
    fromFile path: String, study: String?, as name: String?, objectives: [(title: String, direction: Direction)],
    to target: String, _ interruption: Interruption
  ) throws {
    let file = try FileReader(path) { interruption.isRequested }
    let isPacked = path.lowercased().hasSuffix(".gz")
    let plain = isPacked ? String(path.dropLast(3)) : path
    let stem = URL(fileURLWithPath: plain).deletingPathExtension().lastPathComponent
    let isTable = ["csv", "tsv"].contains(fileEnding(of: plain)?.lowercased())
    if !isPacked || !isTable {
      let bytes = try file.bytes(limit: 1 << 30)
      if let kind = WrittenTable(bytes) {
        guard kind == .json else {
          throw StudyFileError(
            "it is a table of \(kind.rawValue), which is for people to read",
            hint: "`hpo export NAME \(shellWord(stem + ".csv"))` writes one that can be imported")
        }
        try take(Self.table(ofJSON: bytes), stem, study: study, as: name, objectives, in: path)
        return
      }
      if !isTable, bytes.first == UInt8(ascii: "{") || bytes.isEmpty {
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
            ? Self.copying(path, study: study, as: name, to: target) : kind.advice(for: path))
      }
    }
    let table: TextTable
    do { table = try TextTable(contentsOf: path) { interruption.isRequested } } catch let error as any ExplainedError {
      throw StudyFileError(error.message, hint: error.hint)
    }
    try take(
      TrialTable(titles: table.titles, rows: table.rows.map { $0.map { JSON($0) } }), stem, study: study, as: name,
      objectives, in: path)
  }

  /// Takes the study of a table.
  private mutating func take(
    _ table: TrialTable, _ stem: String, study: String?, as name: String?,
    _ objectives: [(title: String, direction: Direction)], in source: String
  ) throws {
    let made = try table.study(name: study ?? stem, objectives: objectives)
    (records, notes) = ([made.study], made.notes)
    try choose(study, as: name, in: source)
  }

  /// A table that is written as a list of objects, as `hpo export --json` does.
  private static func table(ofJSON bytes: [UInt8]) throws -> TrialTable {
    let json: JSON
    do throws(JSONError) { json = try JSON(reading: bytes) } catch {
      throw StudyFileError(error.problem, at: "line \(error.line), column \(error.column)")
    }
    let records = try zip(1..., json.items ?? []).map { row, item in
      guard let members = item.members else { throw StudyFileError("it is no object", at: "row \(row)") }
      return members
    }
    let table = Table(records: records)
    return TrialTable(titles: table.titles, rows: table.rows)
  }

  /// How the studies of a database are taken, which is not imported.
  private static func copying(_ path: String, study: String?, as name: String?, to target: String) -> String {
    if let source = try? StorageLocation(path), let target = try? StorageLocation(target), source.isSame(as: target) {
      return "it is the storage itself: `hpo studies --storage \(shellWord(path))` lists its studies"
    }
    let options = [("--study", study), ("--as", name)].compactMap { option, value in
      value.map { shellOption(option, $0) + " " }
    }
    let line = "hpo copy \(options.joined())\(shellWord(path)) \(shellWord(Self.name(ofStorage: target)))"
    return "`\(line)` copies the studies of a storage"
  }

  private mutating func choose(_ study: String?, as name: String?, in source: String) throws {
    if let study {
      guard let record = records.first(where: { $0.name == study }) else {
        throw MissingStudy(name: study, names: names, storage: source)
      }
      records = [record]
    }
    guard !records.isEmpty else { throw StudyFileError("`\(source)` holds no study") }
    originals = names
    if let name {
      guard records.count == 1 else { throw StudyChoiceError.several(names) }
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
    do throws(StorageError) {
      let storage = try DatabaseStorage(location, program: "hpo \(Version.text)") { interruption.isRequested }
      try storage.add(records)
    } catch {
      if isNew, case .file(let path) = location {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
      }
      if case .studyExists(let name, _) = error, let place = names.firstIndex(of: name) {
        let taken = (try? DatabaseStorage(existing: location).studyNames()) ?? names
        throw TransferError(error, of: originals.count > 1 ? originals[place] : nil, as: Self.free(name, among: taken))
      }
      throw TransferError(error, from: nil, to: location.name) ?? error
    }
  }

  /// A name like another that no study has.
  private static func free(_ name: String, among taken: [String]) -> String {
    (2...(taken.count + 2)).lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) } ?? name
  }
}

/// A choice of studies that cannot be meant.
public enum StudyChoiceError: ExplainedError, Hashable {
  /// A name for one study where there are these.
  case several([String])
  /// A copy within one storage, under the same name.
  case sameStorage(String, study: String?)

  /// What kind of thing is wrong.
  public var topic: Topic { .commandLine }

  /// What cannot be meant.
  public var message: String {
    switch self {
    case .several(let names): "there are \(names.count) studies, and `--as` names one"
    case .sameStorage(let storage, _): "both storages are the same: `\(storage)`"
    }
  }

  /// What can.
  public var hint: String? {
    switch self {
    case .several(let names): "`--study` chooses one: \(listOfStudies(names))"
    case .sameStorage(let storage, let study):
      "`hpo copy \(shellOption("--study", study ?? "NAME")) \(shellOption("--as", (study ?? "NAME") + "-2")) "
        + "\(shellWord(storage)) \(shellWord(storage))` copies a study under another name"
    }
  }
}

/// What is wrong with a storage that studies are read from or written to, with a hint in the words of `copy` and `import`.
struct TransferError: ExplainedError, Hashable {
  let topic: Topic
  let message: String
  let hint: String?

  /// An error of the storage that is copied from, or of the one that is written; nil where there is nothing of its own to say.
  init?(_ error: StorageError, from source: StorageLocation?, to target: String) {
    (topic, message) = (error.topic, error.message)
    switch error {
    case .missing(let path): hint = nearestFile(to: path).map { "did you mean \"\($0)\"?" }
    case .notADatabase:
      let isText = source.flatMap { try? FileReader($0.path).bytes(limit: 1 << 30) }.map { ContentKind.isText($0) }
      hint =
        isText == true
        ? "`hpo import \(shellOption("--storage", target)) \(shellWord(source?.path ?? ""))` reads a journal of Optuna's or a "
          + "table of trials"
        : "name another file"
    case .foreignSchema where !error.isOfOlderSchema: hint = "name another storage"
    default: return nil
    }
  }

  /// That there is a study of such a name already; `study` is the one to be chosen of several, `name` one that is free.
  init(_ error: StorageError, of study: String?, as name: String) {
    (topic, message) = (error.topic, error.message)
    let chosen = study.map { shellOption("--study", $0) + " " } ?? ""
    hint = "`\(chosen)\(shellOption("--as", name))` gives it another name; `hpo delete` removes one"
  }
}

/// The forms of tables that `hpo export` writes and that are not of cells with separators, as a file begins.
private enum WrittenTable: String {
  case json = "JSON"
  case markdown = "Markdown"
  case latex = "LaTeX"

  init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let rule = text.split(whereSeparator: \.isNewline).dropFirst().first ?? ""
    if text.hasPrefix("[") {
      self = .json
    } else if text.contains("\\begin{tabular}") {
      self = .latex
    } else if text.hasPrefix("|"), rule.contains("-"), rule.allSatisfy({ "|:- ".contains($0) }) {
      self = .markdown
    } else {
      return nil
    }
  }
}
