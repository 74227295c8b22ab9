import Basics
import BayesOpt
import DSL
import Foundation
import Studies

/// A strategy that other programs use line by line: the protocol of `hpo ask-tell`, without its input and output.
///
/// Every line is a JSON object and is answered by one. `init` begins a run, whatever was before; `ask` gives a number and
/// a configuration; `report` says how it is doing at a step, and is told whether it is worth going on; `tell` says what came of
/// it, or of a configuration that was never asked for, or that such a one is under way; `quit` ends. What cannot be followed is
/// answered by `{"error": ...}` and changes nothing. Keys that mean nothing here are passed over, unless they look like one that
/// does.
public struct AskTell: Sendable {
  private let strategy: any Strategy
  private let pruner: (any Pruner)?
  /// The seed of a run whose `init` has none.
  private let seed: Int
  private var run: AskTellRun?
  /// Whether `quit` was answered.
  public private(set) var isOver = false

  /// What asks a strategy.
  ///
  /// - Parameters:
  ///   - strategy: the strategy as a program writes it behind `with`: `hull(gamma)`, `gaussian(acquisition: pi)`.
  ///   - pruner: the pruner as a program writes it behind `prune`, if there is one: `asha(from: 1, to: 27)`.
  ///   - seed: the seed of a run whose `init` has none.
  ///   - session: where names are looked up.
  /// - Throws: what is wrong with the strategy or the pruner.
  public init(strategy: String, pruner: String? = nil, seed: UInt64, in session: Session) throws(Diagnostic) {
    self.strategy = try session.strategy(strategy)
    self.pruner = try pruner.map { (text) throws(Diagnostic) in try session.pruner(text) }
    self.seed = Int(truncatingIfNeeded: seed)
  }

  /// Answers a line.
  ///
  /// - Parameter line: the line, without its end.
  /// - Returns: the answer, on one line; nil for a blank line.
  public mutating func answer(_ line: some Collection<UInt8>) -> String? {
    if line.allSatisfy({ $0 == UInt8(ascii: " ") || (0x09...0x0D).contains($0) }) { return nil }
    let reply: JSON
    do throws(AskTellError) {
      reply = try self.reply(to: try Self.request(line))
    } catch {
      reply = ["error": .string(error.message)]
    }
    return reply.description
  }

  /// The most bytes of a line.
  public static let longestLine = 16 << 20

  /// The answer to a line that is longer than `longestLine`.
  public static let answerToLongLine =
    JSON.object([.init("error", .string("the line is longer than \(longestLine >> 20) MiB"))]).description

  private static func request(_ line: some Collection<UInt8>) throws(AskTellError) -> JSON {
    guard String(validating: line, as: UTF8.self) != nil else { throw AskTellError("the line is not valid UTF-8") }
    let request: JSON
    do throws(JSONError) { request = try JSON(reading: line, allowsDuplicates: false) } catch {
      let meant = habit(String(decoding: line, as: UTF8.self), error.column)
      throw AskTellError(
        "the line is not JSON", advice: "column \(error.column): \(error.problem)\(meant.map { "; \($0)" } ?? "")")
    }
    guard case .object = request else {
      throw AskTellError(
        "a request is a JSON object",
        advice: request.text.flatMap { commands.contains($0) ? "write \(example($0))" : nil }
          ?? "such as {\"cmd\":\"ask\"}")
    }
    return request
  }

  private static let commands = ["init", "ask", "report", "tell", "quit"]

  private static let firstRequest =
    "{\"cmd\":\"init\",\"space\":[{\"name\":\"x\",\"type\":\"float\",\"low\":0,\"high\":1}]}"

  /// A request of a command.
  private static func example(_ command: String) -> String {
    switch command {
    case "init": firstRequest
    case "tell": "{\"cmd\":\"tell\",\"id\":0,\"value\":0.5}"
    case "report": "{\"cmd\":\"report\",\"id\":0,\"step\":1,\"value\":0.5}"
    default: "{\"cmd\":\"\(command)\"}"
    }
  }

  /// What other programs call the commands.
  private static let otherCommands = [
    "suggest": "ask", "next": "ask", "get": "ask", "propose": "ask", "new": "init", "start": "init", "create": "init",
    "create_study": "init", "stop": "quit", "exit": "quit", "end": "quit", "close": "quit", "done": "quit",
    "observe": "tell", "register": "tell", "result": "tell", "complete": "tell", "update": "report",
  ]

  /// What is written in place of what no JSON is, at a column of a line.
  private static func habit(_ line: String, _ column: Int) -> String? {
    let word = line.trimmingCharacters(in: .whitespaces)
    if commands.contains(word) { return "write \(example(word))" }
    let rest = line.unicodeScalars.dropFirst(column - 1)
    let before = line.unicodeScalars.prefix(column - 1).last { $0 != " " }
    switch rest.first {
    case "'": return "texts stand in double quotes"
    case "}" where before == ",", "]" where before == ",": return "leave the comma before it out"
    case nil:
      let (open, closed) = (line.count { $0 == "{" }, line.count { $0 == "}" })
      return open > closed ? "a `}` is missing at its end" : nil
    case "\"" where before == "\"" || before?.properties.numericType != nil || before == "]":
      return "a comma is missing before it"
    default:
      let name = String(String.UnicodeScalarView(rest.prefix { $0.properties.isAlphabetic || $0 == "_" }))
      switch name {
      case "True", "TRUE": return "write `true`"
      case "False", "FALSE": return "write `false`"
      case "None", "undefined", "nil": return "write `null`"
      case "nan", "inf", "Inf": return "write `NaN` or `Infinity`, or tell the trial as failed"
      case "": return nil
      default: return before == "{" || before == "," || before == ":" ? "write \"\(name)\"" : nil
      }
    }
  }

  private mutating func reply(to request: JSON) throws(AskTellError) -> JSON {
    let commands = Self.commands
    try request.refuseMisspelling(
      of: ["cmd"], calledElsewhere: ["command": "cmd", "action": "cmd", "method": "cmd", "type": "cmd", "op": "cmd"])
    guard let command = request["cmd"]?.text else {
      let meant = commands.first { request[$0] != nil }
      throw AskTellError(
        "a request has a `cmd`, one of \(commands.joined(separator: ", "))",
        advice: meant.map { "write \(Self.example($0))" } ?? "such as {\"cmd\":\"ask\"}")
    }
    if let meant = Self.otherCommands[command.lowercased()] {
      throw AskTellError("unknown command `\(command)`", advice: "did you mean `\(meant)`?")
    }
    switch command {
    case "init":
      if let key = ["strategy", "sampler", "algorithm"].first(where: { request[$0]?.text != nil }),
        let name = request[key]?.text, Suggestion.nearest(to: name, among: [strategy.name]) == nil,
        name != strategy.name
      {
        throw AskTellError(
          "`\(key)` does not stand in a request",
          advice: "the strategy is named by `hpo ask-tell --strategy \(shellWord(name))`")
      }
      let run = try AskTellRun(request, strategy: strategy, pruner: pruner, seed: seed)
      self.run = run
      let reply: [JSON.Member] = [.init("ok", true), .init("name", .string(strategy.name))]
      return .object(reply + (run.explanation.map { [.init("explanation", .string($0))] } ?? []))
    case "ask":
      if let several = ["n", "q", "k", "count", "num", "size", "batch", "batch_size", "n_trials"].first(where: {
        request[$0].map { $0.wholeNumber != 1 } ?? false
      }) {
        throw AskTellError("`ask` gives one trial", advice: "leave `\(several)` out, and ask again for another")
      }
      return try inRun { (run) throws(AskTellError) in try run.ask() }
    case "report":
      return switch try inRun({ (run) throws(AskTellError) in try run.report(request) }) {
      case .proceed: ["continue": true]
      case .stop: ["continue": false]
      case .pause: ["continue": false, "pause": true]
      }
    case "tell":
      let number = try inRun { (run) throws(AskTellError) in try run.tell(request) }
      return .object([.init("ok", true)] + (number.map { [.init("id", .integer($0))] } ?? []))
    case "quit":
      isOver = true
      return ["ok": true]
    default:
      throw AskTellError(
        "unknown command `\(command)`", nearest: command, among: commands,
        otherwise: "the commands are \(commands.joined(separator: ", "))")
    }
  }

  /// What a request of the run is answered by.
  private mutating func inRun<T>(_ body: (inout AskTellRun) throws(AskTellError) -> T) throws(AskTellError) -> T {
    guard var run else { throw AskTellError("there is no run yet", advice: "begin one by \(Self.firstRequest)") }
    // The history is not to be copied where it grows.
    self.run = nil
    defer { self.run = run }
    return try body(&run)
  }
}
