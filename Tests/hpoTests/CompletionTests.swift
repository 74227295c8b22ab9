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
    ("search lr in log(1e-4, 1) wi", ["with", "within"]), ("search lr in log(1e-4, 1) with gauss", ["gaussian"]),
    ("search lr in log(1e-4, 1) with gamma for 50 tr", ["trials"]),
    ("search lr in log(1e-4, 1) with gamma w", ["where", "within"]),
    ("search l", ["lr"]), ("search lr in log(1e-4, 1), bat", ["batch"]), ("search lr in log(1e-4, 1), l", []),
    ("search rate in 0.0..1.0 minimize rat", ["rate"]), ("search rate in 0.0..1.0 minimize { 2 * rat", ["rate"]),
    ("search rate in 0.0..1.0 minimize params.", ["rate"]), ("search {\n  rate in 0.0..1.0\n  wh", ["where"]),
    ("search {\n  rate in 0.0..1.0\n  with ran", ["random"]), ("(search rate in 0.0..1.0) wi", []), ("3 wi", []),
    // Labels.
    ("greet(na", ["name"]), ("greet(name: 1, pun", ["punctuation"]), ("greet(name: 1, pu", ["punctuation"]),
    ("gamma(acq", ["acquisition"]),
    ("greet(", ["name", "punctuation"]), ("greet([pun", []),
    ("search lr in ", ["0.0..1.0", "1..10", "[", "each(", "gamma_prior(", "log(", "normal(", "ordered("]),
    ("search lr in log(1e-4, 1) for 50 tr", ["trials"]), ("search lr in log(1e-4, 1) for 50 ep", []),
    ("search lr in log(1e-4, 1) on ", ["4 workers", "cores() workers", "slurm"]),
    ("search lr in log(1e-4, 1) on 4 ", nil), ("search lr in log(1e-4, 1) on 4 workers(", ["cores", "gpus"]),
    ("search lr in log(1e-4, 1) on 4 workers(gpus: 1, core", ["cores"]),
    ("search lr in log(1e-4, 1) on 4 w", ["where", "with", "within", "workers"]),
    (
      "search lr in log(1e-4, 1) prune ",
      ["asha", "hyperband", "median", "pasha", "patient", "percentile", "threshold", "when", "wilcoxon"]
    ),
    ("search lr in log(1e-4, 1) from ", ["study.params", "{lr: "]), ("search lr in log(1e-4, 1) near ", []),
    ("search lr in log(1e-4, 1) with de", []),
    ("train(net, data, optimizer: ", ["adagrad", "adam", "adamw", "momentum", "rmsprop", "sgd"].map { "\"\($0)\"" }),
    ("train(net, data, optimizer: \"ad", ["adagrad", "adam", "adamw"]), ("train(net, data, opt", ["optimizer"]),
    ("gaussian(acquisition: ", ["ei", "nei", "pi", "rgp_ucb(", "thompson", "ucb("]),
    ("gamma(prior: \"", ["gamma", "log_normal"]), ("train(net, data, nesterov: ", ["false", "true"]),
    ("train(net, data, schedule: c", nil), ("dense(8, re", nil), ("conv(8, 3, padding: \"", ["same", "valid"]),
    ("digits().", ["classes", "features", "target", "test", "train", "valid"]),
    ("digits() |> split(valid: 20%).va", ["valid"]),
    ("train(net, data).valid.acc", ["accuracy"]), ("(search x in 0.0..1.0 minimize x).be", ["best"]),
    ("train(net, data).history[0].ep", ["epoch"]), ("let q = study.best; q.par", ["params"]),
    ("fn f() {\n  let q = digits()\n  q.cl", ["classes"]),
    ("fn f(alpha_one) {\n  let beta_two = 3\n  alp", ["alpha_one"]),
    ("fn f(alpha_one) {\n  let beta_two = 3\n  let y = bet", ["beta_two"]), ("fn f(alpha_one) = alp", ["alpha_one"]),
    ("fn f(x) {\n  ", ["  "]), ("fn f(x) {\n  x\n\n", ["  "]), ("print(\"", []), ("greet(1 + pun", []),
    // Fields.
    ("point.", ["x", "yards"]), ("point.y", ["yards"]), ("points[0].x", ["x"]), ("outer.inner.", ["x", "yards"]),
    ("study.best.par", ["params"]), ("study.best.params.", ["x"]), ("study.trials[3].no", ["notes"]), ("nothing.", []),
    ("f().", []), ("\"{point.y", ["yards"]), ("\"{point.x} and {marg", ["margin"]),
    // The prompt's own.
    ("?E10", ["E10", "E100", "E101", "E102"]), ("?E", nil),
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

  /// What is typed for a file with signs of the language in its name names that file.
  @Test(arguments: ["x{1}.csv", "a\"b.csv", "c\\d.csv"]) func pathsAreEscaped(name: String) throws {
    let scratch = try Scratch()
    _ = try scratch.write(name, "")
    let typed = try Self.complete("load(\"\(scratch.path)/\(name.prefix(1))").insertion
    #expect(tokenize(Source(name: "", text: "\"" + typed)).tokens.first?.kind == .string(name))
    let begun = TextEscapes.written(String(name.prefix(3)))
    #expect(try Self.complete("load(\"\(scratch.path)/\(begun)").insertion == typed)
    #expect(try Self.complete(":load \(scratch.path)/\(name.prefix(2))").insertion == name)
  }

  @Test func columnsOfTheFile() throws {
    let scratch = try Scratch()
    let file = try scratch.write("t.csv", "\"sepal, length\",species\n1,a\n")
    #expect(try Self.complete("load(\"\(file)\", target: \"").candidates.map(\.text) == ["sepal, length", "species"])
    #expect(try Self.complete("load(\"\(file)\", target: \"spe").insertion == "species\"")
    #expect(try Self.complete("load(\"\(scratch.path)/none.csv\", target: \"").candidates == [])
  }

  @Test func functionsAreCalled() throws {
    #expect(try Self.complete("leng").insertion == "length(")
    #expect(try Self.complete("digi").insertion == "digits()")
    #expect(try Self.complete("dense(8, rel").insertion == "relu")
    #expect(try Self.complete("margi").insertion == "margin")
  }

  /// Whatever has a page says in the list what it is.
  @Test func candidatesAreDescribed() throws {
    for text in [
      "", "search lr in log(1e-4, 1) ", "search lr in a with ", "train(", "gamma(", "digits().", "gamma(acquisition: ",
    ] {
      let found = try Self.complete(text).candidates
      #expect(!found.isEmpty && found.allSatisfy { !$0.summary.isEmpty }, "\(text): \(found.filter(\.summary.isEmpty))")
    }
  }

  @Test func listsFitTheScreen() {
    let names = (1...40).map { Completion.Candidate(text: "name\($0)", summary: String(repeating: "word ", count: 30)) }
    let completion = Completion(of: "", names)
    #expect(completion.rows(width: 60).count == 40 && completion.rows(width: 60).allSatisfy { $0.count < 60 })
    #expect(completion.columns(width: 60).count == 6 && completion.columns(width: 60).allSatisfy { $0.count < 62 })
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
        return PromptCompleter(session: session).complete(text)
      }
    }.get()
  }
}
