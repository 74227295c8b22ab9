import Basics
import BayesOpt
import Glibc
import Servers
import Synchronization
import Testing

@testable import Studies

/// A place for a file that is gone when the test is over, with what SQLite puts beside it.
final class Scratch: Sendable {
  private static let counter = Atomic(0)
  let directory: String

  init() {
    let number = Scratch.counter.wrappingAdd(1, ordering: .relaxed).newValue
    directory = "/tmp/hpo-studies-\(getpid())-\(number)"
    mkdir(directory, 0o700)
  }

  var path: String { "\(directory)/studies.db" }

  private let url = Mutex<String?>(nil)

  /// A database of PostgreSQL's, made when it is asked for.
  func database() throws -> StorageLocation {
    let url = try url.withLock { url in
      if let url { return url }
      let made = try #require(PostgreSQLServer.shared).makeDatabase()
      url = made
      return made
    }
    return try StorageLocation(url)
  }

  func write(_ bytes: [UInt8]) {
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  deinit {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    rmdir(directory)
  }
}

extension StudyDescription {
  /// A study of three parameters, one of them with choices.
  static func sample(_ name: String? = "sample", objectives: [Objective] = [Objective(.maximize)]) -> StudyDescription {
    StudyDescription(
      name: name, objectives: objectives,
      parameters: [
        ParameterDescription(name: "lr", domain: .real(low: 1e-4, high: 1, scale: .logarithmic, step: nil)),
        ParameterDescription(name: "width", domain: .integer(low: 8, high: 256, scale: .linear, step: 8)),
        ParameterDescription(
          name: "optimizer", domain: .choice(count: 4, isOrdered: false), choices: ["sgd", nil, 3, true]),
      ],
      strategy: "gamma", seed: 7, version: "0.1")
  }
}

extension Configuration {
  static func sample(_ number: Int) -> Configuration {
    Configuration(values: [.real(0.001 * Double(number + 1)), .integer(8 * (number + 1)), .choice(number % 4)])
  }
}

extension Owner {
  /// A storage of a process of this machine that has ended: its identifier is beyond the largest that the kernel gives.
  static var dead: Owner {
    Owner(
      host: current.host, boot: current.boot, process: 1 << 23, started: 1, storage: Owner.ofNewStorage().storage)
  }
  /// A process of another machine, of which nothing is known.
  static let remote = Owner(host: "elsewhere", boot: "unknown", process: 1, started: 1)
}

extension Storage {
  /// Claims a trial with the whole history at hand.
  func claim(
    in study: StoredStudy, propose: (_ number: Int, _ history: [Trial]) throws -> Configuration?
  ) throws -> Trial? {
    var cursor = StudyCursor()
    var history: [Trial] = []
    return try claim(in: study, since: &cursor) { number, changes in
      changes.apply(to: &history)
      return try propose(number, history)
    }
  }

  /// Takes over an orphan of the study as it is now.
  func adopt(in study: StoredStudy) throws(StorageError) -> Trial? {
    try adopt(in: study, among: try changes(in: study, since: StudyCursor()).cursor)
  }
}

extension Trial {
  /// This trial, ended, of a study of one objective.
  func finished(_ outcome: Outcome, notes: [JSON.Member] = [], reports: [Report] = [], at end: Timestamp = .now)
    -> Trial
  {
    finished(outcome, notes: notes, reports: reports, objectives: 1, at: end)
  }
}

extension DatabaseStorage {
  /// Studies in a file.
  convenience init(
    path: String, patience: Double = 20, lease: Double = usualLease, program: String = "hpo",
    owner: Owner = .ofNewStorage(), isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(StorageError) {
    try self.init(
      .file(path), patience: patience, lease: lease, program: program, owner: owner, isInterrupted: isInterrupted)
  }

  /// Studies in a file that is there.
  convenience init(existing path: String) throws(StorageError) { try self.init(existing: .file(path)) }
}
