import ArgumentParser
import Basics
import struct DSL.Diagnostic
import Interp

/// A study in a storage as commands are told of it, and how they say what is wrong with it.
struct RequestedStudy {
  let name: String
  let terminal: Terminal
  let session: Session

  /// The study of a name.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - place: where it is kept.
  ///   - terminal: where things are said.
  /// - Throws: what is wrong with the session.
  init(_ name: String, in place: StorageOption, _ terminal: Terminal) throws {
    (self.name, self.terminal) = (name, terminal)
    session = try place.makeSession(terminal)
  }

  /// What `body` reads of the study.
  ///
  /// - Parameter body: reads it; nil where there is no such study.
  /// - Returns: what it has read.
  /// - Throws: how the command ends where there is no such study, or it cannot be read; that is said.
  func reading<R>(_ body: (Session) throws -> R?) throws -> R {
    do {
      if let found = try body(session) { return found }
    } catch let diagnostic as Diagnostic {
      terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured))
      throw ExitStatus.failed.code
    } catch let error as any ExplainedError {
      guard session.isMissing(error) else {
        terminal.tell(error)
        throw ExitStatus.missingFile.code
      }
    }
    throw unknown
  }

  /// Writes what was made of the study into a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - write: writes it.
  /// - Throws: how the command ends where that cannot be done; that is said.
  func write(to path: String, _ write: () throws(FileError) -> Void) throws {
    do throws(FileError) { try write() } catch {
      if error.reason == .interrupted { throw ExitStatus.interrupted.code }
      terminal.tell(.unwritableFile, "`\(path)` cannot be written: \(error.words)")
      throw ExitStatus.failed.code
    }
  }

  /// Tells that there is no such study, and which may be meant.
  private var unknown: ExitCode {
    let missing = MissingStudy(name: name, names: session.studyNames, storage: session.context.storageName)
    if let hint = WordHabits.hint(forFileAsStudy: name) {
      terminal.tell(missing.topic, missing.message, hint: hint)
    } else {
      terminal.tell(missing)
    }
    return ExitStatus.missingFile.code
  }
}
