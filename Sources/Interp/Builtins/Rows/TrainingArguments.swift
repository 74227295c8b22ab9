import Basics
import DSL
import NN

/// The labels of what trains, from the learning rate on; `Arguments.trainingOptions` reads them.
let trainingParameters: [Builtin.Parameter] = [
  .optional("lr", .real(usual.learningRate)), .optional("batch", .int(usual.batch)),
  .optional("optimizer", .text(usual.optimizer.rawValue)), .optional("momentum", computed: "0"),
  .optional("decay", computed: "0"), .optional("seed"), .optional("epochs", computed: "1"),
  .label("nesterov", .bool(usual.isNesterov)), .label("beta1", .real(usual.beta1)),
  .label("beta2", .real(usual.beta2)), .label("rho", .real(usual.rho)), .label("epsilon"),
  .label("l1", .real(usual.l1)), .label("clip"), .label("clip_value"), .label("loss"),
  .label("smoothing", .real(usual.smoothing)), .label("class_weights"), .label("delta", .real(usual.delta)),
  .label("schedule"), .label("threads", .int(usual.threads)), .label("shuffle", .bool(usual.isShuffled)),
]

/// The trainer's own defaults; those that depend on the optimizer are none, and words in the table.
private let usual = TrainingOptions()

extension Arguments {
  /// What the labels of `trainingParameters` say, and those of early stopping where the form has them.
  ///
  /// - Parameter data: for the weights of classes that are to count the same.
  /// - Returns: the options.
  /// - Throws: a failure that names the label.
  func trainingOptions(_ data: DataParts) throws(Exit) -> TrainingOptions {
    var options = TrainingOptions(seed: try given("seed", seed) ?? machine.pointee.seed)
    options.learningRate = try named("lr", number)
    options.batch = try named("batch", int)
    options.optimizer = try named("optimizer", choice(of: OptimizerName.self))
    options.momentum = try given("momentum", number)
    options.decay = try given("decay", number)
    options.epochs = try given("epochs", epochs)
    options.isNesterov = try named("nesterov", bool)
    options.beta1 = try named("beta1", number)
    options.beta2 = try named("beta2", number)
    options.rho = try named("rho", number)
    options.epsilon = try given("epsilon", number)
    options.l1 = try named("l1", number)
    options.clipNorm = try given("clip", number)
    options.clipValue = try given("clip_value", number)
    options.loss = try given("loss", choice(of: LossName.self))
    options.smoothing = try named("smoothing", number)
    options.delta = try named("delta", number)
    options.schedule = try given("schedule", schedule) ?? options.schedule
    options.threads = min(try named("threads", threads), context.settings.threads)
    options.isShuffled = try named("shuffle", bool)
    if let weights = index(of: "class_weights"), isGiven(weights), !self[weights].isNone {
      if case .text(let text) = self[weights] {
        guard text.string == "balanced" else {
          throw wrongKind(
            weights, "\"balanced\" or a list of numbers",
            hint: Suggestion.nearest(to: text.string, among: ["balanced"]).map { "write `class_weights: \"\($0)\"`." })
        }
        options.classWeights = data.train.balancedClassWeights
      } else {
        options.classWeights = try numbers(weights)
      }
    }
    if let patience = try given("patience", epochs) {
      options.earlyStopping = EarlyStopping(
        patience: patience, minimumDelta: try named("min_delta", number),
        restoresBest: try named("restore_best", bool))
    }
    noteIdleLabels(options)
    return options
  }

  /// Notes labels that change nothing beside the others, but not in a trial: a search over rules gives the constants of all.
  private func noteIdleLabels(_ options: TrainingOptions) {
    let isTrained = form.name == "train"
    if isTrained, options.earlyStopping != nil, options.epochs ?? 1 <= 1 {
      context.noteOnce("note: `patience` cannot end a training of one epoch early: `epochs: 100` lets it run longer")
    }
    guard machine.pointee.trial == nil else { return }
    if isTrained, options.epochs == 0 { context.noteOnce("note: `epochs: 0` trains nothing") }
    if form.name == "lr_find" {
      for label in ["lr", "schedule", "epochs"] {
        noteIdle(label, "in `lr_find`, which goes through the rates by itself")
      }
    }
    for (labels, rules) in Self.constants where !rules.contains(options.optimizer) {
      for label in labels { noteIdle(label, "with `optimizer: \"\(options.optimizer.rawValue)\"`") }
    }
    if options.loss != .huber { noteIdle("delta", "without `loss: \"huber\"`") }
    guard isTrained, options.earlyStopping == nil else { return }
    for label in ["min_delta", "restore_best"] { noteIdle(label, "without `patience`") }
  }

  private func noteIdle(_ label: String, _ place: String) {
    guard let index = index(of: label), isGiven(index), !self[index].isNone, self[index].number != 0 else { return }
    if case .bool(false) = self[index] { return }
    context.noteOnce("note: `\(label)` does nothing \(place)")
  }

  /// The labels that only some rules look at, and these.
  private static let constants: [(labels: [String], rules: Set<OptimizerName>)] = [
    (["momentum"], [.sgd, .momentum, .rmsprop]), (["nesterov"], [.sgd, .momentum]),
    (["beta1", "beta2"], [.adam, .adamw]),
    (["rho"], [.rmsprop]), (["epsilon"], [.adam, .adamw, .rmsprop, .adagrad]),
  ]

  /// The parameter of this name, if the form has it.
  private func index(of name: String) -> Int? { form.parameters.firstIndex { $0.name == name } }

  /// What `read` makes of the parameter of this name: of its argument or its default.
  func named<T>(_ name: String, _ read: (Int) throws(Exit) -> T) throws(Exit) -> T {
    guard let index = index(of: name) else { throw failure(.unknownLabel, "there is no parameter `\(name)`", span) }
    return try read(index)
  }

  /// The same, or nil where the form has no such parameter or the value is `none`.
  func given<T>(_ name: String, _ read: (Int) throws(Exit) -> T) throws(Exit) -> T? {
    guard let index = index(of: name) else { return nil }
    return try optional(index, read)
  }

  /// A number of epochs, as `5` or `5 epochs`.
  func epochs(_ index: Int) throws(Exit) -> Int {
    if case .quantity(let quantity) = self[index] {
      guard quantity.unit == .count(.epochs), let count = Int(exactly: quantity.amount) else {
        throw wrongKind(index, "a number of epochs")
      }
      return count
    }
    return try int(index)
  }

  private func threads(_ index: Int) throws(Exit) -> Int {
    let count = try int(index)
    guard count >= 1 else {
      throw failure(.argumentRange, "`\(name(index))` must be 1 or more, not \(count)", place(index))
    }
    return count
  }

  private func schedule(_ index: Int) throws(Exit) -> Schedule {
    try host(index, ScheduleValue.self, "a schedule, such as `cosine()`").schedule
  }

  /// Reads a string that names one of a few things.
  func choice<Name: RawRepresentable & CaseIterable>(
    of names: Name.Type
  ) -> (Int) throws(Exit) -> Name where Name.RawValue == String {
    choice(among: Name.allCases.map { ($0.rawValue, $0) })
  }

  /// Reads a string that names one of these.
  func choice<Choice>(among names: KeyValuePairs<String, Choice>) -> (Int) throws(Exit) -> Choice {
    choice(among: names.map { ($0.key, $0.value) })
  }

  private func choice<Choice>(among names: [(name: String, value: Choice)]) -> (Int) throws(Exit) -> Choice {
    { (index) throws(Exit) in
      let text = try string(index)
      if let found = names.first(where: { $0.name == text }) { return found.value }
      let all = names.map(\.name)
      let near = Suggestion.nearest(to: text, among: all)
      let what = form.parameters[index].name
      throw failure(
        .unknownWord,
        "unknown \(what) \"\(text)\"", place(index), label: near.map { "did you mean \"\($0)\"?" } ?? "",
        hint: "`\(what)` is one of \(all.joined(separator: ", ")).")
    }
  }

  /// The trained network in parameter `index`: of a run, a training or a trained model.
  func network(_ index: Int) throws(Exit) -> Network {
    if case .host(let host) = self[index] {
      if let run = host as? RunValue { return run.run.model }
      if let training = host as? TrainingValue { return training.state.network }
      if let network = (host as? ModelValue)?.network { return network }
      if host is ModelValue {
        throw failure(
          .savedModel, "this model is not trained yet", place(index), hint: "`train(model, data).model` is.")
      }
    }
    let isFile = if case .text = self[index] { true } else { false }
    throw wrongKind(
      index, "a trained model or a run",
      hint: isFile ? "`load_model(\(words(index) ?? "path"))` reads a trained model from a file." : nil
    ) { value in
      guard case .host(let host) = value else { return false }
      return host is RunValue || host is TrainingValue || host is ModelValue
    }
  }

  /// The data in parameter `index`, or in the file that it names, in the form of the items that a network was trained on.
  func fitted(_ index: Int, to network: Network, needsTargets: Bool) throws(Exit) -> Dataset {
    if case .text(let path) = self[index] {
      try refuseForeignFile(index, readers: ["load"], "data")
      let data = try reading(index) {
        try Dataset.load(path.string, TableOptions(), like: network.schema, isInterrupted: isInterrupted)
      }
      let fitted = try explained(at: index) { try network.fitted(data, needsTargets: needsTargets) }
      note(fitted.remarks)
      return fitted
    }
    // That all of it is of another kind says more than that it has several parts.
    let train = try data(index).train
    let fitted = try explained(at: index) { try network.fitted(train, needsTargets: needsTargets) }
    _ = try part(index)
    note(fitted.remarks)
    return fitted
  }

  /// The data with a validation part: 20 % of the training part where it has none, and a note that says so once.
  func withValidation(_ data: DataParts) throws(Exit) -> DataParts {
    let data = try explained { try data.fitted() }
    note((data.valid?.remarks ?? []) + (data.test?.remarks ?? []))
    guard data.valid == nil else { return data }
    context.noteOnce("note: the data has no validation part; 20 % of the training part are used as one")
    let seed = machine.pointee.seed
    return try explained { try data.withValidation(seed: seed) }
  }
}
