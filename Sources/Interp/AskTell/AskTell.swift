import Basics
import BayesOpt
import DSL
import Studies

/// A strategy that other programs use line by line: the protocol of `hpo ask-tell`, without its input and output.
///
/// Every line is a JSON object and is answered by one. `init` begins a run, whatever was before; `ask` gives a number and
/// a configuration; `report` says how it is doing at a step, and is told whether it is worth going on; `tell` says what came of
/// it, or of a configuration that was never asked for; `quit` ends. What cannot be followed is answered by `{"error": ...}` and changes nothing. Keys that mean nothing here are passed over, unless they
/// look like one that does.
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
      throw AskTellError("the line is not JSON", advice: "column \(error.column): \(error.problem)")
    }
    guard case .object = request else { throw AskTellError("a request is a JSON object") }
    return request
  }

  private mutating func reply(to request: JSON) throws(AskTellError) -> JSON {
    let commands = ["init", "ask", "report", "tell", "quit"]
    try request.refuseMisspelling(of: ["cmd"])
    guard let command = request["cmd"]?.text else {
      throw AskTellError("a request has a `cmd`, one of \(commands.joined(separator: ", "))")
    }
    switch command {
    case "init":
      let run = try AskTellRun(request, strategy: strategy, pruner: pruner, seed: seed)
      self.run = run
      let reply: [JSON.Member] = [.init("ok", true), .init("name", .string(strategy.name))]
      return .object(reply + (run.explanation.map { [.init("explanation", .string($0))] } ?? []))
    case "ask":
      guard run != nil else { throw AskTellError("there is no run yet: `init` begins one") }
      return try run?.ask() ?? .null
    case "report":
      guard run != nil else { throw AskTellError("there is no run yet: `init` begins one") }
      return ["continue": .bool(try run?.report(request) ?? true)]
    case "tell":
      guard run != nil else { throw AskTellError("there is no run yet: `init` begins one") }
      try run?.tell(request)
      return ["ok": true]
    case "quit":
      isOver = true
      return ["ok": true]
    default:
      throw AskTellError(
        "unknown command `\(command)`", nearest: command, among: commands,
        otherwise: "the commands are \(commands.joined(separator: ", "))")
    }
  }
}
