import Basics
import BayesOpt
import Studies

/// One run of the protocol: what was asked, and what was told.
struct AskTellRun: Sendable {
  private let strategy: any Strategy
  private let space: AskTellSpace
  private let seed: UInt64
  /// How many trials the other side means to make: no more are given.
  private let budget: Int?
  /// The trials in the order in which they came, foreign ones among them.
  private var history: History
  /// The place in `history` of every trial that was asked for, by its number.
  private var places: [Int] = []
  /// The names of the constraints on what comes of a trial.
  private let constraints: [String]
  private let pruner: (any Pruner)?
  /// What was reported, by the number of the trial.
  private var curves: LearningCurves

  /// - Parameters:
  ///   - request: the `init`.
  ///   - strategy: what is asked.
  ///   - pruner: who says whether a trial is worth going on with; nil has all go on.
  ///   - seed: the seed, where the request has none.
  /// - Throws: what is wrong with the request.
  init(_ request: JSON, strategy: any Strategy, pruner: (any Pruner)? = nil, seed: Int) throws(AskTellError) {
    func optional<T>(_ field: String, _ kind: String, _ read: (JSON) -> T?) throws(AskTellError) -> T? {
      guard let value = request[field], value != .null else { return nil }
      if let value = read(value) { return value }
      throw AskTellError("`\(field)` must be \(kind), not \(value)", advice: Self.advice(on: value, for: field))
    }
    try request.refuseMisspelling(
      of: ["space", "direction", "directions", "constraints", "seed", "n_trials", "noisy", "pauses"],
      calledElsewhere: ["params": "space", "parameters": "space", "search_space": "space", "budget": "n_trials"])
    self.strategy = strategy
    let pauses = try optional("pauses", "true or false") { $0.truth } ?? false
    self.pruner = pauses ? pruner : pruner?.stopping
    space = try AskTellSpace(request["space"])
    let direction = try optional("direction", "\"minimize\" or \"maximize\"") { $0.text.flatMap(Direction.init) }
    let several = try optional("directions", "an array of \"minimize\" and \"maximize\"") { value in
      let directions = value.items?.map { $0.text.flatMap(Direction.init) } ?? []
      return directions.isEmpty || directions.contains(nil) ? nil : directions.compactMap(\.self)
    }
    if direction != nil, several != nil {
      throw AskTellError("`init` has both `direction` and `directions`", advice: "one of them says it all")
    }
    let directions = several ?? [direction ?? .minimize]
    constraints =
      try optional("constraints", "an array of different names") { value in
        let names = value.items?.compactMap(\.text) ?? []
        return names.count == value.items?.count && Set(names).count == names.count ? names : nil
      } ?? []
    do throws(StrategyError) { try strategy.check(objectives: directions.count) } catch {
      throw AskTellError(error.message, advice: error.hint)
    }
    let seed = try optional("seed", "a whole number") { $0.wholeNumber } ?? seed
    self.seed = UInt64(bitPattern: Int64(seed))
    budget = try optional("n_trials", "a whole number above 0") { $0.wholeNumber.flatMap { $0 > 0 ? $0 : nil } }
    let isNoisy = try optional("noisy", "true or false") { $0.truth } ?? false
    history = History(directions: directions, isNoisy: isNoisy, constraintCount: constraints.count)
    history.trial = 0
    curves = LearningCurves(direction: history.direction, space: space.space)
  }

  /// What the strategy has chosen to do, and why.
  var explanation: String? { strategy.explanation(in: space.space, budget: budget) }

  /// The next trial: `{"id": ..., "params": ...}`, with `"resume": true` and its last `step` where a paused one goes on; or
  /// `{"exhausted": true, "reason": ...}` where `n_trials` were asked for or every configuration was tried.
  mutating func ask() throws(AskTellError) -> JSON {
    let isSpent = budget.map { places.count >= $0 } ?? false
    if isSpent { curves.canBegin = false }
    if let resumed = promoted() { return resumed }
    var configuration: Configuration?
    if !isSpent { configuration = try suggest() }
    curves.canBegin = configuration != nil
    guard let configuration else {
      if let resumed = promoted() { return resumed }
      return Self.exhausted(
        isSpent
          ? "`n_trials` is \(budget ?? places.count), and so many were asked for" : "every configuration was tried")
    }
    return ["id": .integer(begin(configuration)), "params": space.json(configuration)]
  }

  /// Begins a trial under the next number.
  private mutating func begin(_ configuration: Configuration) -> Int {
    curves.begin(places.count, with: configuration)
    places.append(history.observations.count)
    history.append(Observation(configuration, .running))
    history.trial = places.count
    return places.count - 1
  }

  /// The paused trial that goes on, if there is one.
  private mutating func promoted() -> JSON? {
    guard let number = pruner?.promotion(in: curves), let step = curves[number]?.points.last?.step else { return nil }
    curves.set(.running, of: number)
    let configuration = history.observations[places[number]].configuration
    return ["id": .integer(number), "resume": true, "step": .integer(step), "params": space.json(configuration)]
  }

  private static func exhausted(_ reason: String) -> JSON { ["exhausted": true, "reason": .string(reason)] }

  /// Where a strategy has nothing to try with so many trials, it never will.
  private static let largestBudget = 1 << 40

  /// What the strategy tries next.
  ///
  /// A strategy whose design is used up, a grid for instance, is given more trials than were announced.
  private func suggest() throws(AskTellError) -> Configuration? {
    let isExhausted = !history.isNoisy && (space.space.count.map { history.distinctCount >= $0 } ?? false)
    let visible = visible
    do {
      var budget = budget
      while true {
        let proposal = try strategy.suggest(visible, in: space.space, seed: seed, budget: budget)
        let limit = max(budget ?? history.observations.count, 1)
        guard proposal == nil, !isExhausted, limit < Self.largestBudget else { return proposal?.configuration }
        budget = limit * 2
      }
    } catch let error as any ExplainedError {
      throw AskTellError(error.message, advice: error.hint)
    } catch {
      throw AskTellError("\(error)")
    }
  }

  /// The history as the strategy sees it: trials that have reported are seen along their curves.
  private var visible: History {
    guard !curves.curves.isEmpty, history.directions.count == 1 else { return history }
    let numbers = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    let observations = history.observations
    let trials = observations.indices.map { (number: numbers[$0] ?? -1, evaluation: observations[$0].evaluation) }
    let dimension = space.space.dimension
    let evaluations =
      pruner?.evaluations(of: trials, in: curves, dimension: dimension)
      ?? curves.evaluations(of: trials, dimension: dimension)
    return History(
      zip(observations, evaluations).map { Observation($0.configuration, $1, constraints: $0.constraints) },
      directions: history.directions, trial: history.trial, isNoisy: history.isNoisy,
      constraintCount: history.constraintCount)
  }

  /// Records how a trial is doing.
  ///
  /// - Returns: whether it goes on, ends or is laid aside.
  mutating func report(_ request: JSON) throws(AskTellError) -> Verdict {
    try request.refuseMisspelling(of: ["id", "step", "value"], calledElsewhere: Self.others)
    let id = request["id"] ?? .null
    guard try place(of: id) != nil, let number = id.wholeNumber else {
      throw AskTellError(
        "a report needs the `id` of its trial",
        advice: places.isEmpty ? "{\"cmd\":\"ask\"} gives one" : "such as \"id\":\(places.count - 1)")
    }
    guard let step = request["step"]?.wholeNumber, step >= 0 else {
      throw AskTellError(
        "`step` of a report must be a whole number of 0 or more"
          + (request["step"].map { ", not \($0)" } ?? ", and is missing"),
        advice: request["step"]?.text.flatMap(Int.init).map { "write \"step\":\($0)" } ?? "such as \"step\":1")
    }
    guard let value = request["value"]?.number else {
      throw AskTellError("`value` of a report must be a number", advice: "such as \"value\":0.5")
    }
    if curves[number]?.state == .paused {
      throw AskTellError("trial \(number) is paused", advice: "{\"cmd\":\"ask\"} says when it goes on")
    }
    curves.report(value, at: step, of: number)
    let verdict = pruner?.verdict(on: number, in: curves) ?? .proceed
    if verdict == .pause { curves.set(.paused, of: number) }
    return verdict
  }

  /// Records what came of a trial; one whose `id` is null was never asked for.
  ///
  /// - Returns: the number under which a trial that was not asked for and is under way is reported and told from now on.
  mutating func tell(_ request: JSON) throws(AskTellError) -> Int? {
    try request.refuseMisspelling(
      of: ["id", "params", "value", "values", "constraints", "state"], calledElsewhere: Self.others)
    let place = try place(of: request["id"] ?? .null)
    var configuration = place.map { history.observations[$0].configuration }
    if let parameters = request["params"], parameters != .null {
      configuration = try space.configuration(parameters)
    }
    guard let configuration else {
      throw AskTellError(
        "a trial without an `id` needs its `params`",
        advice: places.last.map { _ in "the last that was asked for has \"id\":\(places.count - 1)" })
    }
    if request["state"] == "running" {
      guard place == nil else {
        throw AskTellError(
          "trial \(request["id"] ?? .null) is under way already", advice: "it is told when it has ended")
      }
      if let key = ["value", "values", "constraints"].first(where: { request[$0].map { $0 != .null } ?? false }) {
        throw AskTellError(
          "a trial that is running has no `\(key)` yet",
          advice: key == "constraints"
            ? "tell it when the trial has ended" : "{\"cmd\":\"report\"} says how it is doing, once it has an `id`")
      }
      return begin(configuration)
    }
    let number = place == nil ? nil : request["id"]?.wholeNumber
    let reported = number.flatMap { curves[$0]?.points.last { $0.cost.isFinite } }.map { curves.value(of: $0.cost) }
    let evaluation = try evaluation(request, reported: reported)
    let observation = Observation(configuration, evaluation, constraints: try violations(request, of: evaluation))
    if case .complete(let values) = observation.evaluation {
      do throws(StrategyError) {
        for (value, direction) in zip(values, history.directions) { try strategy.check(value, direction) }
      } catch {
        throw AskTellError(error.message, advice: error.hint)
      }
    }
    if let place { history.replace(place, by: observation) } else { history.append(observation) }
    if let number {
      switch request["state"] ?? "complete" {
      case "complete": curves.set(.complete, of: number)
      case "failed": curves.set(.failed, of: number)
      default: curves.set(.stopped, of: number)
      }
    }
    return nil
  }

  /// What is written for a value that a key does not take.
  private static func advice(on value: JSON, for field: String) -> String? {
    guard let text = value.text else { return nil }
    if field == "direction" {
      let meant = ["max": "maximize", "min": "minimize"][text.lowercased().prefix(3)]
      return meant.map { "write \"direction\":\"\($0)\"" }
    }
    return Double(text) != nil ? "write \"\(field)\":\(text)" : nil
  }

  /// What other programs call the states of a trial.
  private static let states = [
    "done": "complete", "ok": "complete", "success": "complete", "finished": "complete", "completed": "complete",
    "fail": "failed", "error": "failed", "failure": "failed", "crashed": "failed", "prune": "pruned",
    "stopped": "pruned",
  ]

  /// What other programs call the keys of a report or a result.
  private static let others = [
    "trial": "id", "trial_id": "id", "number": "id", "loss": "value", "score": "value", "objective": "value",
    "result": "value", "epoch": "step", "iteration": "step", "config": "params", "parameters": "params",
    "status": "state",
  ]

  /// The place of a trial that was asked for and has not ended; nil for null.
  private func place(of id: JSON) throws(AskTellError) -> Int? {
    if id == .null { return nil }
    guard let number = id.wholeNumber else {
      throw AskTellError(
        "`id` must be a whole number, not \(id)", advice: id.text.flatMap(Int.init).map { "write \"id\":\($0)" })
    }
    guard places.indices.contains(number) else {
      throw AskTellError(
        "no trial \(id) was asked for",
        advice: places.isEmpty
          ? "{\"cmd\":\"ask\"} gives the first"
          : places.count == 1 ? "only 0 was" : "those from 0 to \(places.count - 1) were")
    }
    guard history.observations[places[number]].evaluation == .running else {
      throw AskTellError("trial \(number) was told already", advice: "{\"cmd\":\"ask\"} gives another")
    }
    return places[number]
  }

  /// What came of a trial; of a pruned one that has no value, what it has reported last.
  private func evaluation(_ request: JSON, reported: Double?) throws(AskTellError) -> Evaluation {
    let state = request["state"] ?? "complete"
    if state == "failed" { return .failed }
    switch (state, try values(request)) {
    case ("pruned", nil): return history.directions.count == 1 ? reported.map { .complete([$0]) } ?? .failed : .failed
    // A value that is not finite is a failure to the strategy.
    case ("complete", let values?), ("pruned", let values?): return .complete(values)
    case ("complete", nil):
      let count = history.directions.count
      let isFailure = request["error"] != nil || request["exception"] != nil
      throw AskTellError(
        count == 1
          ? "a complete trial needs its `value`, a number" : "a complete trial needs its `values`, \(count) numbers",
        advice: isFailure
          ? "of one that failed, write \"state\":\"failed\"" : count == 1 ? "such as \"value\":0.5" : nil)
    default:
      let text = state.text?.lowercased() ?? ""
      let known = ["complete", "pruned", "failed"] + (request["id"] ?? .null == .null ? ["running"] : [])
      let meant = known.contains(text) ? text : Self.states[text] ?? Suggestion.nearest(to: text, among: known)
      throw AskTellError(
        "`state` must be one of \(known.joined(separator: ", ")), not \(state)",
        advice: meant.map { "write \"state\":\"\($0)\"" })
    }
  }

  /// The values of a result, one for each objective; nil without any.
  private func values(_ request: JSON) throws(AskTellError) -> [Double]? {
    let count = history.directions.count
    let (one, all) = (request["value"] ?? .null, request["values"] ?? .null)
    if one != .null, all != .null, all != .array([one]) {
      throw AskTellError("`value` and `values` differ", advice: "one of them says it all")
    }
    if all != .null {
      let values = all.items?.compactMap(\.number) ?? []
      guard values.count == count, all.items?.count == count else {
        throw AskTellError("`values` must be an array of \(count) \(count == 1 ? "number" : "numbers"), not \(all)")
      }
      return values
    }
    guard one != .null || request["value"] != nil && (request["state"] ?? "complete") == "complete" else { return nil }
    guard count == 1 else {
      throw AskTellError("this run has \(count) objectives", advice: "tell `values`, an array of \(count) numbers")
    }
    guard let value = one.number else {
      let quoted = one.text.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
      let inner = one.items.flatMap { $0.count == 1 ? $0[0].number : nil } ?? quoted
      throw AskTellError(
        "`value` of a complete trial must be a number, not \(one)",
        advice: inner.map { "write \"value\":\(realText($0))" } ?? "of one that failed, write \"state\":\"failed\"")
    }
    return [value]
  }

  /// How far a trial is from meeting each constraint.
  private func violations(_ request: JSON, of evaluation: Evaluation) throws(AskTellError) -> [Double] {
    let told = request["constraints"] ?? .null
    let names = constraints.joined(separator: ", ")
    guard told != .null else {
      guard case .complete = evaluation, !constraints.isEmpty, request["state"] ?? "complete" == "complete" else {
        return []
      }
      throw AskTellError(
        "a complete trial needs its `constraints`",
        advice: "an array with a number for \(names), met where it is 0 or less")
    }
    let numbers = told.items?.compactMap(\.number) ?? []
    guard !constraints.isEmpty else {
      throw AskTellError("this run has no constraints", advice: "`init` names them, as in \"constraints\":[\"c0\"]")
    }
    guard numbers.count == constraints.count, told.items?.count == constraints.count else {
      throw AskTellError(
        "`constraints` must be an array of \(constraints.count) \(constraints.count == 1 ? "number" : "numbers"), for \(names), not \(told)"
      )
    }
    return numbers
  }
}
