import ArgumentParser
import Basics
import Interp

/// Reads studies, writes them into a storage, and says what came of it.
struct Transfer {
  private let place: String
  private let terminal: Terminal

  /// A transfer into a storage.
  init(_ place: String, _ terminal: Terminal) { (self.place, self.terminal) = (place, terminal) }

  /// Refuses a name of nothing but blanks, as a search does.
  ///
  /// - Parameter name: what `--as` names.
  /// - Throws: `ValidationError`.
  static func requireName(_ name: String?) throws {
    if let name, name.allSatisfy(\.isWhitespace) {
      throw ValidationError("`--as` needs a name. Write one behind it, as in `--as digits`")
    }
  }

  /// Reads and writes.
  ///
  /// - Parameters:
  ///   - beginning: what stands before what is wrong with the content of a file.
  ///   - read: reads the studies.
  /// - Throws: how the command ends where something goes wrong; that is said, and nothing is written then.
  func run(_ beginning: String, _ read: () throws -> StudyTransfer) throws {
    let studies: StudyTransfer
    do { studies = try Signals.whileRunning(read) } catch let error as any ExplainedError {
      if let error = error as? FileError, error.reason == .interrupted { throw ExitStatus.interrupted.code }
      if error is StudyChoiceError { throw ValidationError([error.message, error.hint ?? ""].joined(separator: ". ")) }
      let isContent = StudyTransfer.isOfContent(error)
      terminal.tell(
        error.topic,
        (isContent ? beginning : "") + error.message, hint: error.hint.map { $0.hasSuffix("?") ? $0 : $0 + "." })
      throw (isContent ? ExitStatus.refused : .missingFile).code
    }
    do { try Signals.whileRunning { try studies.write(toStorage: place, Signals.interruption) } } catch let error
      as any ExplainedError
    {
      terminal.tell(error)
      throw ExitStatus.failed.code
    }
    for note in studies.notes { terminal.tell(note: note) }
    let trials = "\(studies.trialCount) \(studies.trialCount == 1 ? "trial" : "trials")"
    let names = studies.names.map(\.onOneLine)
    let what = names.count == 1 ? "the study \(names[0]), \(trials), is" : "\(names.count) studies, \(trials), are"
    terminal.note("\(what) in `\(StudyTransfer.name(ofStorage: place))`")
  }
}
