import ArgumentParser
import Interp

/// How the program ends, in the codes of sysexits(3) where they have one.
enum ExitStatus: Int32 {
  case done = 0
  /// The program or a test failed, whatever it lacked when it ran: a file, a study, a storage; or what came of it cannot be written.
  case failed = 1
  /// The text of a program, or the content of another file, is wrong.
  case refused = 65
  /// A program, an import, or the storage or study that a command is about cannot be read.
  case missingFile = 66
  /// A worker was asked to end before the budget was spent, and has got further: to be run again.
  case unfinished = 75
  /// 128 and SIGINT, as shells have it.
  case interrupted = 130

  /// To be thrown.
  var code: ExitCode { ExitCode(rawValue) }
}

extension Execution.Outcome {
  /// The exit status of a program that ended so.
  var status: ExitStatus {
    switch self {
    case .done: .done
    case .failed: .failed
    case .unfinished, .refused: .refused
    case .missingFile: .missingFile
    case .interrupted: .interrupted
    }
  }
}
