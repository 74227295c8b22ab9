import Basics
import BayesOpt
import Charts
import DSL
import Studies

/// How importance is found.
enum ImportanceMethod: String, CaseIterable {
  case pedAnova = "ped_anova"
  case functionalAnova = "fanova"

  var summary: String {
    switch self {
    case .pedAnova:
      "What sets the best trials apart: how much the values of a parameter differ between these and all; the usual one."
    case .functionalAnova:
      "The share of the variance over the whole space that a parameter accounts for, by a random forest of the trials."
    }
  }

  /// The labels that mean nothing to the other method.
  fileprivate var options: [String] {
    switch self {
    case .pedAnova: ["maximize", "quantile", "region"]
    case .functionalAnova: ["pairs", "seed"]
    }
  }
}

/// How much the parameters of a study matter.
let importanceBuiltin = Builtin(
  "importance",
  [
    .required("study"), .optional("method", .text(ImportanceMethod.pedAnova.rawValue)),
    .label("of", computed: "the objective"), .label("maximize", computed: "as the objective, else false"),
    .label("quantile", .real(0.1)), .label("region", .real(1)), .label("pairs", .bool(false)),
    .label("seed", computed: "the seed of the search"),
  ],
  """
  How much each parameter of a study matters, as a table of shares that sum to 1, the greatest first: for being among \
  the best tenth of the complete trials, or with `method: "fanova"` for the value in the whole space.
  """,
  examples: [
    .init(
      "importance(search x in 1..8, y in 1..4 with grid for 32 trials minimize x + y / 9) |> map(fn(r) = r.parameter)",
      "[\"x\", \"y\"]"),
    .init("importance(study(\"digits\"), method: \"fanova\", pairs: true)"),
    .init("importance(study(\"digits\"), of: \"seconds\")"),
  ], seeAlso: ["best", "table", "study"]
) { (a: Arguments) throws(Exit) in
  let study = try a.study(0).study
  let method = try a.named("method", a.choice(of: ImportanceMethod.self))
  try a.refuseOptions(of: ImportanceMethod.allCases.filter { $0 != method }, for: method)
  let target = try a.target(in: study)
  let wanted = try a.given("maximize", a.bool).map { $0 ? Direction.maximize : .minimize }
  let history = study.history(wanted ?? target.direction) { target.values[$0.number] }
  let importance = try Interp.explained(a.place(0)) {
    try a.importance(history, in: study.space(), by: method, seed: study.description.seed)
  }
  a.noteLimits(of: importance, by: method, of: study)
  let trials = "\(importance.trials) \(importance.trials == 1 ? "trial" : "trials")"
  let caption = "what \(target.title) depends on, \(method.rawValue) of \(trials)"
  return .host(TableValue(Table(importance, caption: caption)))
}

extension Table {
  /// Importances, a row each, then those of pairs.
  ///
  /// - Parameters:
  ///   - importance: the shares.
  ///   - caption: what they are of.
  fileprivate init(_ importance: ParameterImportance, caption: String) {
    let shares = importance.parameters + importance.interactions
    let hasDeviations = shares.contains { $0.deviation != nil }
    self.init(
      titles: ["parameter", "importance"] + (hasDeviations ? ["deviation"] : []),
      rows: shares.map { share in
        let row: [JSON] = [.string(share.parameters.joined(separator: " × ")), .real(share.value)]
        return hasDeviations ? row + [share.deviation.map(JSON.real) ?? .null] : row
      }, caption: caption)
  }
}

/// What parameters are important for: a number of each complete trial.
private struct ImportanceTarget {
  let title: String
  let direction: Direction
  /// By the number of the trial.
  let values: [Int: Double]
}

extension Arguments {
  fileprivate func refuseOptions(of others: [ImportanceMethod], for method: ImportanceMethod) throws(Exit) {
    for other in others {
      for index in form.parameters.indices where other.options.contains(name(index)) && isGiven(index) {
        throw failure(
          .unknownLabel,
          "`\(name(index))` is no option of \(method.rawValue)", place(index),
          hint: "it is one of \(other.rawValue): add `method: \"\(other.rawValue)\"`, or leave `\(name(index))` out.")
      }
    }
  }

  /// What `of` names: an objective, or another column of the study's table.
  fileprivate func target(in study: Study) throws(Exit) -> ImportanceTarget {
    let objectives = study.description.objectives
    let table = Table(study)
    let first = 1 + study.description.parameters.count
    let wanted = try given("of", string)
    if wanted == nil, objectives.count > 1 {
      throw failure(
        .argumentCount,
        "this study has \(objectives.count) objectives", place(0), label: "important for which one?",
        hint: "name it, as in `of: \"\(table.titles[first])\"`.")
    }
    let title = wanted ?? table.titles[first]
    guard let column = table.titles.firstIndex(of: title) else {
      let near = Suggestion.nearest(to: title, among: table.titles)
      throw failure(
        .missingColumn,
        "the trials have no \"\(title)\"", place(2), label: near.map { "did you mean \"\($0)\"?" } ?? "",
        hint: "`of` is a column of the study's table: \(table.titles.joined(separator: ", ")).")
    }
    var values: [Int: Double] = [:]
    for (trial, row) in zip(study.trials, table.rows) where trial.state == .complete {
      values[trial.number] = row[column].number
    }
    if wanted != nil, values.isEmpty, study.trials.contains(where: { $0.state == .complete }) {
      throw failure(.figure, "no complete trial has a number as \"\(title)\"", place(2))
    }
    let direction = objectives.indices.contains(column - first) ? objectives[column - first].direction : .minimize
    return ImportanceTarget(title: title, direction: direction, values: values)
  }

  fileprivate func importance(
    _ history: History, in space: Space, by method: ImportanceMethod, seed: Int
  ) throws -> ParameterImportance {
    switch method {
    case .pedAnova:
      return try pedAnova().importance(history, in: space)
    case .functionalAnova:
      let analysis = FunctionalAnova(seed: try given("seed", self.seed) ?? UInt64(bitPattern: Int64(seed)))
      let pairs = try named("pairs", bool)
      return try showing({ "importance  \($0)" }) { () throws(Exit) in
        try analysis.importance(history, in: space, pairs: pairs) { () throws(Exit) in try machine.poll() }
      }
    }
  }

  private func pedAnova() throws(Exit) -> PedAnova {
    let (quantile, region) = (try named("quantile", number), try named("region", number))
    do throws(OptionError) { return try PedAnova(quantile: quantile, region: region) } catch {
      var wrong: Int?
      if case .bad(let option, _, _) = error { wrong = form.parameters.firstIndex { $0.name == option } }
      throw failure(.argumentRange, error.message, wrong.map(place) ?? span, advice: error.hint)
    }
  }

  /// Says where shares mean little, or parameters are missing.
  fileprivate func noteLimits(of importance: ParameterImportance, by method: ImportanceMethod, of study: Study) {
    guard importance.trials > 0 else {
      return context.note("note: no trial is complete, so that nothing is known of the parameters")
    }
    let known = Set(importance.parameters.flatMap(\.parameters))
    let missing = study.description.parameters.map(\.name).filter { !known.contains($0) }.map { "`\($0)`" }
    if !missing.isEmpty {
      let listed = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", ..." : "")
      context.note(
        method == .functionalAnova
          ? "note: fanova leaves out \(listed), which not every complete trial has"
          : "note: no complete trial has \(listed)")
    }
    if importance.isUndetermined, importance.parameters.count > 1 {
      context.note("note: these trials do not tell which parameter matters, so that all have the same share")
    }
  }
}
