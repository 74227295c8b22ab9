import Basics
import Foundation
import Studies

extension Settings {
  /// What is wrong with what `--storage` names, without looking there; nil if nothing is.
  public var storageError: (any ExplainedError)? {
    do throws(StorageError) { _ = try StorageLocation(storage ?? Context.defaultStorage) } catch { return error }
    return nil
  }
}

extension Context {
  /// The storage of named studies: what `--storage` or HPO_STORAGE names, or `hpo.db` in the current directory.
  ///
  /// - Parameter interruption: what ends a wait for other processes.
  /// - Returns: the storage.
  /// - Throws: why it cannot be used.
  func storage(_ interruption: Interruption) throws(StorageError) -> any Storage {
    try DatabaseStorage(
      try storageLocation, lease: settings.lease ?? DatabaseStorage.usualLease, program: "hpo \(Version.text)",
      isInterrupted: { interruption.isRequested })
  }

  /// The storage of named studies, if it is there; looking makes none.
  public func existingStorage() throws(StorageError) -> DatabaseStorage {
    try DatabaseStorage(existing: try storageLocation)
  }

  /// Deletes a study with all of its trials and what they keep to go on from.
  ///
  /// - Parameter name: the study.
  /// - Returns: whether there was one.
  /// - Throws: `studyInUse` where trials of it are running, or why the storage cannot be used.
  func deleteStudy(_ name: String) throws(StorageError) -> Bool {
    guard try existingStorage().delete(name) else { return false }
    removeCheckpoints(of: name)
    return true
  }

  /// A study of the storage of named studies, and that storage.
  ///
  /// - Parameter name: the study.
  /// - Returns: both.
  /// - Throws: `MissingStudy` where there is none, a `StorageError` where the storage cannot be read.
  func storedStudy(_ name: String) throws -> (storage: DatabaseStorage, study: StoredStudy) {
    let storage = try existingStorage()
    guard let study = try storage.find(name) else { throw try missingStudy(name, in: storage) }
    return (storage, study)
  }

  /// That the storage has no study of a name.
  func missingStudy(_ name: String, in storage: DatabaseStorage) throws(StorageError) -> MissingStudy {
    MissingStudy(name: name, names: try storage.studyNames(), storage: storageName)
  }

  /// Where a trial of a stored study keeps what it needs to go on from.
  func trialFolder(of trial: Int, study: String) -> String? {
    (try? storageLocation).map { checkpointFolder(of: trial, study: study, storage: $0.path) }
  }

  /// Removes what the trials of a study keep to go on from.
  private func removeCheckpoints(of study: String) {
    guard let folder = trialFolder(of: 0, study: study) else { return }
    try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
  }

  var storageLocation: StorageLocation {
    get throws(StorageError) { try StorageLocation(settings.storage ?? Self.defaultStorage) }
  }

  /// How the storage of named studies is called in messages.
  public var storageName: String {
    let text = settings.storage ?? Self.defaultStorage
    return (try? StorageLocation(text).name) ?? text
  }

  /// What tells the storage of named studies from others, for everybody who uses it: the path of a file from the root, or a URL
  /// without a password.
  var storageIdentity: String {
    guard storageIsFile else { return storageName }
    return URL(fileURLWithPath: storageName).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// Whether the storage of named studies is a file.
  var storageIsFile: Bool { if case .file = try? storageLocation { true } else { false } }

  /// Where named studies are kept unless `--storage` says otherwise.
  public static var defaultStorage: String {
    guard let named = ProcessInfo.processInfo.environment["HPO_STORAGE"], !named.isEmpty else { return "hpo.db" }
    return named
  }
}

/// Where a trial of a study keeps its checkpoints, beside the file that the study is stored in.
func checkpointFolder(of trial: Int, study: String, storage: String) -> String {
  var name = study.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "study"
  if name.utf8.count > 120 {
    // The name of a file has an end: a hash tells long names apart.
    name = name.prefix(90) + "-" + String(FNV1a(study).value, radix: 16)
  }
  // A program may be started in another folder.
  return "\(URL(fileURLWithPath: storage).path).checkpoints/\(name)/\(trial)"
}

/// A study that a storage does not have.
public struct MissingStudy: ExplainedError, Hashable {
  /// What kind of thing is wrong.
  public var topic: Topic { .missingStudy }
  let name: String
  /// The studies that it has.
  let names: [String]
  /// The storage.
  let storage: String

  /// That a storage has no study of a name.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - names: the studies that it has.
  ///   - storage: the storage, as messages name it.
  public init(name: String, names: [String], storage: String) {
    (self.name, self.names, self.storage) = (name, names, storage)
  }

  /// That there is none of this name.
  public var message: String { "there is no study \(JSON.string(name)) in `\(storage)`" }

  /// Which may be meant.
  public var hint: String? { near ?? listed }

  /// The study that may be meant, as a question.
  var near: String? { Suggestion.nearest(to: name, among: names).map { "did you mean \(JSON.string($0))?" } }

  /// What the storage has.
  var listed: String {
    "it holds \(names.isEmpty ? "none yet" : listOfStudies(names))"
  }
}

/// The names of studies in a message, in quotes; the first of many.
func listOfStudies(_ names: [String]) -> String {
  names.prefix(5).map { JSON.string($0).description }.joined(separator: ", ") + (names.count > 5 ? ", ..." : "")
}
