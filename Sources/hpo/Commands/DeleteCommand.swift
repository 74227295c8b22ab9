import ArgumentParser
import Basics
import Interp

/// Deletes a stored study.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a stored study with all of its trials.",
    discussion: """
      At a terminal it asks first. A study whose trials are running is left alone.
      In a program, delete_study("NAME") does the same without a question.
      """)

  @Flag(name: [.customShort("y"), .long], help: "Delete it without a question.")
  var yes = false

  @OptionGroup var place: StorageOption

  @Argument(help: "The name of the study.")
  var name: String

  func run() throws {
    let study = try RequestedStudy(name, in: place, Terminal(colour: .auto))
    let count = try study.reading { session in try session.trialCount(ofStudy: name) }
    guard yes || Terminal.isInteractive else {
      study.terminal.tell(
        .commandLine,
        "nobody is here to be asked whether the study is to be deleted",
        hint: "`hpo delete --yes \(place.words)\(shellOperand(name))` deletes it without a question.")
      throw ExitStatus.failed.code
    }
    guard yes || study.terminal.asks("delete \(name.onOneLine) with \(count) \(count == 1 ? "trial" : "trials")?")
    else {
      return study.terminal.note("nothing is deleted")
    }
    do { try study.session.deleteStudy(name) } catch let error as any ExplainedError {
      study.terminal.tell(error)
      throw ExitStatus.failed.code
    }
    study.terminal.note("the study \(name.onOneLine) is deleted")
  }
}

extension Terminal {
  /// Asks a person for a yes; anything else is a no.
  fileprivate func asks(_ question: String) -> Bool {
    showing("\(question) [y/N] ") {
      let answer = readLine() ?? ""
      return ["y", "yes"].contains(answer.lowercased().trimming(while: \.isWhitespace))
    }
  }
}
