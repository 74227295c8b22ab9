import Basics
import DSL
import Foundation

extension Arguments {
  /// The failure of looking for something in `text` that is not there.
  ///
  /// Where a program has printed the text and has failed itself, the failure says so: its name, its exit code, and the last
  /// line that it wrote to standard error.
  ///
  /// - Parameters:
  ///   - message: what is not there.
  ///   - text: where it was looked for.
  ///   - marker: what was looked for, if that is a text.
  ///   - hint: what to do where no program explains it.
  /// - Returns: the failure, at the call.
  /// - Throws: an interruption.
  func nothingFound(_ message: String, in text: Text, marker: Text? = nil, hint: String?) throws(Exit) -> Exit {
    guard let program = try program(printing: text) else {
      return failure(.numberInText, message, place(0), hint: hint)
    }
    if let reason = program.failure {
      return .failed(
        Fault(
          .programFailed,
          "\(message); \(reason)", span,
          hint: "of `let out = run(...)`, `out.code` is how it ended, and `out.err` what it wrote to standard error.",
          details: program.lastLines))
    }
    if let marker, try machine.firstRange(of: marker, in: program.errors) != nil {
      return failure(
        .numberInText, message, span, hint: "`\(program.name)` wrote it to standard error, which is `.err`.")
    }
    return failure(.numberInText, message, span, hint: hint)
  }

  /// The program that ended last, if `text` is of what it printed.
  private func program(printing text: Text) throws(Exit) -> EndedProgram? {
    guard let program = machine.pointee.endedProgram else { return nil }
    let core = Text(text.string.trimmingCharacters(in: .whitespacesAndNewlines))
    return try machine.firstRange(of: core, in: program.output) == nil ? nil : program
  }
}

extension EndedProgram {
  /// A program that was run to its end.
  init(_ name: String, _ ended: ChildProcess.Ended) {
    self.init(
      name: name, code: Int(ended.code), signal: ended.signal,
      output: Text(String(decoding: ended.output, as: UTF8.self)),
      errors: Text(String(decoding: ended.errors, as: UTF8.self)))
  }
}
