import DSL
import Foundation
import Interp
import Testing

@testable import hpo

/// The ways to go on, by the place of the cursor.
@Suite struct CompletionTests {
  /// A text, and what can stand in the place of its last word; nil where that is more than need be told.
  static let places: [(String, [String]?)] = [
    // Names, words, units.
    ("leng", ["length"]), ("let y = mar", ["margin"]), ("whi", ["while"]), ("let y = whi", []), ("50 tri", ["trials"]),
    ("50 ", nil), ("10mi", ["min"]), ("10m", ["min", "ms"]), ("x = 1\nmar", ["margin"]), ("# leng", []),
    ("1 $ leng", []),
    // Clauses of a search, strategies, its parameters.
    ("search lr in log(1e-4, 1) wi", ["with"]), ("search lr in log(1e-4, 1) with gauss", ["gaussian"]),
    ("search lr in log(1e-4, 1) with gamma for 50 tr", ["trials"]),
    ("search lr in log(1e-4, 1) with gamma w", ["where"]),
    ("search l", ["lr"]), ("search lr in log(1e-4, 1), bat", ["batch"]), ("search lr in log(1e-4, 1), l", []),
    ("search rate in 0.0..1.0 minimize rat", ["rate"]), ("search rate in 0.0..1.0 minimize { 2 * rat", ["rate"]),
    ("search rate in 0.0..1.0 minimize params.", ["rate"]), ("search {\n  rate in 0.0..1.0\n  wh", ["where"]),
    ("search {\n  rate in 0.0..1.0\n  with ran", ["random"]), ("(search rate in 0.0..1.0) wi", []), ("3 wi", []),
    // Labels.
    ("greet(na", ["name"]), ("greet(name: 1, pun", ["punctuation"]), ("greet(name: 1, pu", ["punctuation"]),
    ("gamma(acq", ["acquisition"]),
    ("greet(", ["name", "punctuation"]), ("greet([pun", []), ("greet(1 + pun", []),
    // Fields.
    ("point.", ["x", "yards"]), ("point.y", ["yards"]), ("points[0].x", ["x"]), ("outer.inner.", ["x", "yards"]),
    ("study.best.par", ["params"]), ("study.best.params.", ["x"]), ("study.trials[3].no", ["notes"]), ("nothing.", []),
    ("f().", []), ("\"{point.y", ["yards"]), ("\"{point.x} and {marg", ["margin"]),
    // The prompt's own.
    ("?leng", ["length"]), ("?whi", ["while"]), ("??me", nil), (":st", [":studies"]), (":time leng", ["length"]),
  ]

  @Test(arguments: places)
  func place(text: String, candidates: [String]?) throws {
    let found = try Self.complete(text)
    if let candidates { #expect(found.candidates.map(\.text) == candidates) }
    #expect(found.candidates.allSatisfy { $0.text.hasPrefix(found.typed) } && text.hasSuffix(found.typed))
  }

  @Test func pathsInsideStrings() throws {
    let scratch = try Scratch()
    for name in ["iris.csv", "iris two.csv", ".hidden", "model.hpo"] { _ = try scratch.write(name, "") }
    try FileManager.default.createDirectory(atPath: scratch.path + "/images", withIntermediateDirectories: true)
    func words(_ text: String) throws -> [String] { try Self.complete(text).candidates.map(\.text) }
    #expect(try words("load(\"\(scratch.path)/") == ["images/", "iris two.csv", "iris.csv", "model.hpo"])
    #expect(try words("load(\"\(scratch.path)/iris t") == ["iris two.csv"])
    #expect(try words("load(\"\(scratch.path)/.") == [".hidden"])
    #expect(try words("import \"\(scratch.path)/") == ["images/", "model.hpo"])
    #expect(try words(":load \(scratch.path)/mo") == ["model.hpo"])
    #expect(try Self.complete("load(\"\(scratch.path)/iris.").insertion == "iris.csv\"")
  }

  @Test func whatIsTypedForOneIsMoreThanForMany() {
    let one = Completion(of: "wi", ["with", "where"], suffix: " ")
    #expect(one.insertion == "with ")
    #expect(Completion(of: "ga", ["gamma", "gaussian", "gauss"]).insertion == "ga")
    #expect(Completion(of: "gau", ["gamma", "gaussian", "gaussian_2"]).insertion == "gaussian")
    #expect(Completion(of: "x", ["gamma"]).insertion == "x")
  }

  /// Completes in a session with a few names.
  private static func complete(_ text: String) throws -> Completion {
    try onDeepStack {
      Result {
        let session = try Session(
          context: Context(
            settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in },
            progress: { _ in }))
        let setting = """
          let margin = 3
          let point = {x: 1, yards: 2}
          let points = [point]
          let outer = {inner: point}
          fn greet(name, punctuation = "!") = name + punctuation
          let study = search x in 0.0..1.0 with random for 5 trials minimize x
          """
        guard case .done = session.run(setting, name: "setting", mode: .code).outcome else {
          throw CocoaError(.featureUnsupported)
        }
        return Completer(session: session).complete(text)
      }
    }.get()
  }
}
