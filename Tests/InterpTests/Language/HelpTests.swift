import BayesOpt
import DSL
import NN
import Testing

@testable import Interp

/// `?name` explains anything.
@Suite("Help") struct HelpTests {
  /// Every word that a program, or what it gives, can have.
  private static let words: [String] = {
    let labels = BuiltinTable.rows.flatMap(\.parameters).map(\.name)
    let options = StrategyCatalog.entries.flatMap { [$0.name] + $0.options.map(\.name) }
    let values =
      OptimizerName.allCases.map(\.rawValue) + LossName.allCases.map(\.rawValue)
      + Initialization.allCases.map(\.rawValue) + Activation.allCases.map(\.rawValue)
      + HyperparameterPrior.allCases.map(\.rawValue) + Acquisition.names
    let language =
      Keyword.allCases.map(\.rawValue) + ClauseWord.spellings + DomainWord.allCases.map(\.rawValue)
      + StudyWord.allCases.map(\.rawValue)
      + TrialName.allCases.map(\.rawValue) + CountUnit.allCases.map(\.rawValue) + TimeUnit.allCases.map(\.rawValue)
    let names = BuiltinTable.rows.map(\.name) + BuiltinTable.constants.map(\.name)
    let concepts = [
      "budget", "optimizer", "loss", "lr", "mcc", "schedule", "domain", "strategy", "storage", "acquisition", "metric",
      "pruner", "layer", "unit", "study", "trial", "objective", "default_strategy", "balanced", "one_hot", "sparkline",
      "epoch", "data", "hyperparameter", "overfitting", "surrogate", "choice", "gradient", "csv", "parallel", "loop",
    ]
    return Set(labels + options + values + language + names + concepts).sorted()
  }()

  @Test func everyWordIsExplained() throws {
    let session = try session()
    let known = Set(session.helpTopics)
    for word in Self.words {
      #expect(session.help(word)?.isEmpty == false, "\(word)")
    }
    #expect(Self.words.filter { $0 != "xs" }.count > 250)
    for topic in known { #expect(session.help(topic)?.isEmpty == false, "\(topic)") }
  }

  /// Every option has a sentence of its own, and every sentence an option.
  @Test func everyOptionIsExplained() {
    let options = Set(
      BuiltinTable.rows.flatMap(\.parameters).filter { $0.declaration.isOptional && $0.declaration.hasLabel }.map(
        \.name))
    #expect(options.filter { OptionHelp.summaries[$0] == nil }.sorted() == [])
    #expect(OptionHelp.summaries.keys.filter { !options.contains($0) }.sorted() == [])
    for choices in OptionChoices.byLabel { #expect(options.contains(choices.key) && !choices.value.isEmpty) }
    for choice in OptionChoices.byLabel.values.joined() { #expect(choice.summary.hasSuffix("."), "\(choice.text)") }
  }

  @Test(arguments: [
    ("optimizer", "\"adamw\""), ("adamw", "optimizer: \"adamw\""), ("lr", "0.1"), ("mcc", "Matthews"), ("s", "seconds"),
    ("acquisition", "thompson"), ("gamma", "prior: \"gamma\""), ("schedule", "cosine(...)"), ("trial", "number"),
    ("functions", "Networks and training"), ("budget", "whichever ends first"), ("filters", "A parameter of conv"),
  ])
  func aPageSaysWhatIsSought(topic: String, text: String) throws {
    #expect(try session().help(topic)?.contains(text) == true)
  }

  /// The fields in the table are those that values have: the examples of builtins are evaluated, and what they give has
  /// the kind that is said, and the fields of that kind.
  @Test func fieldsAreThoseOfValues() throws {
    let programs: [(String, String)] = [
      ("search x in 0.0..1.0 with random for 3 trials minimize { report(x, at: 1); x }", "study"),
      ("(search x in 0.0..1.0 with random for 3 trials minimize x).best", "trial"),
      ("(search x in 0.0..1.0 with random for 3 trials minimize { report(x, at: 1); x }).best.reports[0]", "report"),
      ("train(model(dense(3)), blobs(n: 60), patience: 1)", "run"),
      ("start(model(dense(3)), blobs(n: 60))", "training"),
      ("train(model(dense(3)), blobs(n: 60)).history[0]", "epoch"),
      ("train(model(dense(3)), blobs(n: 60)).history[0].valid", "losses"),
      ("evaluate(train(model(dense(3)), blobs(n: 60)), blobs(n: 60))", "metrics"),
      ("evaluate(train(model(dense(1)), range_data(60)), range_data(60))", "metrics"), ("blobs(n: 60)", "data"),
      ("run(\"true\")", "process"), ("lr_find(model(dense(3)), blobs(n: 60), steps: 9)", "rates"),
      ("lr_find(model(dense(3)), blobs(n: 60), steps: 9).curve[0]", "rate"), ("random", "strategy"),
      ("best(search x in 0.0..1.0 with random for 3 trials minimize x)[0]", "row"),
    ]
    var seen: [String: Set<String>] = [:]
    for (program, kind) in programs {
      let value = try #require(try value(of: program), "\(program)")
      let fields: [String] =
        switch value {
        case .record(let record): record.fields.map(\.name)
        case .host(let host): host.fieldNames
        default: []
        }
      let known = (FieldHelp.kinds[kind] ?? []).map(\.name)
      let options = kind == "row" ? ["x"] : StrategyCatalog.entries.flatMap(\.options).map(\.name)
      let others = fields.filter {
        !known.contains($0) && !(["row", "strategy"].contains(kind) && options.contains($0))
      }
      #expect(others == [], "\(kind)")
      seen[kind, default: []].formUnion(fields)
    }
    for (kind, fields) in FieldHelp.kinds where kind != "group" && kind != "study" {
      #expect(fields.map(\.name).filter { seen[kind]?.contains($0) != true } == [], "\(kind)")
    }
  }

  /// What a builtin's examples give has the fields that completion shows behind a call of it.
  @Test func resultsHaveTheirKind() throws {
    for builtin in BuiltinTable.rows {
      // What is written nowhere: files.
      for example in builtin.examples where example.code.hasPrefix(builtin.name + "(") && builtin.name != "save" {
        guard case .host(let host)? = try value(of: example.code), !(host is StrategyValue) else { continue }
        let kind = FieldHelp.results[builtin.name]
        let known = (FieldHelp.kinds[kind ?? ""] ?? []).map(\.name)
        #expect(host.fieldNames.filter { !known.contains($0) } == [], "\(builtin.name)")
      }
    }
  }

  /// What a program of one expression gives; nil if it fails.
  private func value(of program: String) throws -> Value? {
    try onDeepStack { Result { try session().run(program, name: "test", mode: .code).value } }.get()
  }

  private func session() throws -> Session {
    try Session(
      context: Context(
        settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in }))
  }
}
