import DSL
import NN

/// Layers, models and training.
let networkBuiltins: [Builtin] = [
  Builtin(
    "dense", .networks, [.required("units"), .optional("activation")],
    "A layer in which every unit sees every input.", examples: [.init("dense(16, relu)", "dense(16, relu)")],
    seeAlso: ["model", "dropout", "relu"]
  ) { (a: Arguments) throws(Exit) in
    let units = try a.int(0)
    return .host(LayerValue(.dense(units, try a.optional(1, a.activation))))
  },
  Builtin(
    "dropout", .networks, [.required("rate")],
    "A layer that forgets a share of its inputs at each training step.",
    examples: [.init("dropout(10%)", "dropout(0.1)")], seeAlso: ["dense", "model"]
  ) { (a: Arguments) throws(Exit) in .host(LayerValue(.dropout(try a.number(0)))) },
  Builtin(
    "model", .networks, [.rest("layers")], "A network as a description: its layers in order, without weights.",
    examples: [.init("model(dense(16, relu), dense(3))", "model(dense(16, relu), dense(3))")],
    seeAlso: ["train", "dense"]
  ) { (a: Arguments) throws(Exit) in
    var layers: [Layer] = []
    for value in a.rest {
      if case .host(let host) = value, let layer = host as? LayerValue {
        layers.append(layer.layer)
      } else if let activation = Activation(value) {
        layers.append(.activation(activation))
      } else {
        throw failure(
          "a model is made of layers, not \(value.kind)", a.span, hint: "write `model(dense(64, relu), dense(10))`.")
      }
    }
    guard !layers.isEmpty else {
      throw failure("a model needs at least one layer", a.span, hint: "write `model(dense(64, relu), dense(10))`.")
    }
    return .host(ModelValue(Model(layers)))
  },
  Builtin(
    "train", .networks, [.required("model"), .required("data")] + trainingParameters + [.optional("epochs", "1")],
    "Trains a model from fresh weights and gives the run: its model, its metrics and its history.",
    examples: [.init("train(model(dense(10)), digits(), lr: 0.1).epochs", "1")],
    seeAlso: ["model", "start", "evaluate", "digits"]
  ) { (a: Arguments) throws(Exit) in
    let model = try a.host(0, ModelValue.self, "a model").model
    let data = try a.withValidation(try a.data(1))
    var options = try a.trainingOptions(from: 2)
    options.epochs = try a.optional(2 + trainingParameters.count, a.epochs) ?? 1
    let interruption = a.machine.pointee.interruption
    return .host(
      RunValue(
        try a.explained {
          try model.train(on: data, options: options, isInterrupted: { interruption.isRequested })
        }))
  },
  Builtin(
    "start", .networks, [.required("model"), .required("data")] + trainingParameters,
    "A training that is taken step by step, before its first epoch.",
    examples: [.init("start(model(dense(10)), digits()).epochs", "0")], seeAlso: ["step", "train", "report"]
  ) { (a: Arguments) throws(Exit) in
    let model = try a.host(0, ModelValue.self, "a model").model
    let data = try a.withValidation(try a.data(1))
    let options = try a.trainingOptions(from: 2)
    return .host(TrainingValue(try a.explained { try TrainingState(model, on: data, options: options) }))
  },
  Builtin(
    "step", .networks, [.required("training"), .optional("epochs", "1")],
    "The training after some more epochs; the one before is unchanged.",
    examples: [.init("step(start(model(dense(10)), digits()), 1 epoch).epochs", "1")], seeAlso: ["start"]
  ) { (a: Arguments) throws(Exit) in
    var state = try a.host(0, TrainingValue.self, "a training, as `start` gives").state
    let epochs = try a.optional(1, a.epochs) ?? 1
    let interruption = a.machine.pointee.interruption
    try a.explained { try state.advance(epochs: epochs, isInterrupted: { interruption.isRequested }) }
    return .host(TrainingValue(state))
  },
  Builtin(
    "predict", .networks, [.required("model"), .required("data")],
    "The class (or number) that a trained model predicts for each item.",
    examples: [.init("length(predict(train(model(dense(10)), digits()), digits().valid))", "2000")],
    seeAlso: ["evaluate", "train"]
  ) { (a: Arguments) throws(Exit) in
    let network = try a.network(0)
    let data = try a.data(1).train
    switch try a.explained({ try network.predict(data) }) {
    case .classes(let classes, _):
      let names = network.classNames
      return .list(ContiguousArray(classes.map { .text(names.indices.contains($0) ? names[$0] : "\($0)") }))
    case .values(let values): return .list(ContiguousArray(values.map { .real(Double($0)) }))
    }
  },
  Builtin(
    "evaluate", .networks, [.required("model"), .required("data")],
    "The metrics of a trained model on data: accuracy, sensitivity, specificity, mcc and others.",
    examples: [.init("evaluate(train(model(dense(10)), digits(), lr: 0.1), digits().valid).accuracy > 0.5", "true")],
    seeAlso: ["predict", "train"]
  ) { (a: Arguments) throws(Exit) in
    let network = try a.network(0)
    let data = try a.data(1).train
    return metricsRecord(try a.explained { try network.evaluate(data) })
  },
]

/// The labels of `train` and `start`, from the learning rate on.
private let trainingParameters: [Builtin.Parameter] = [
  .optional("lr", "0.1"), .optional("batch", "32"), .optional("optimizer", "\"sgd\""), .optional("momentum", "0"),
  .optional("decay", "0"), .optional("seed"),
]

extension Arguments {
  fileprivate func trainingOptions(from first: Int) throws(Exit) -> TrainingOptions {
    var options = TrainingOptions(seed: try seed(first + 5))
    if let rate = try optional(first, number) { options.learningRate = rate }
    if let batch = try optional(first + 1, int) { options.batch = batch }
    if let name = try optional(first + 2, string) {
      guard let optimizer = OptimizerName(rawValue: name) else {
        let names = OptimizerName.allCases.map(\.rawValue)
        let near = Suggestion.nearest(to: name, among: names)
        throw failure(
          "unknown optimizer \"\(name)\"", span, label: near.map { "did you mean \"\($0)\"?" } ?? "",
          hint: "the optimizers are \(names.joined(separator: ", ")).")
      }
      options.optimizer = optimizer
    }
    if let momentum = try optional(first + 3, number) { options.momentum = momentum }
    if let decay = try optional(first + 4, number) { options.decay = decay }
    return options
  }

  /// A number of epochs, as `5` or `5 epochs`.
  fileprivate func epochs(_ index: Int) throws(Exit) -> Int {
    if case .quantity(let quantity) = self[index] {
      guard quantity.unit == .count(.epochs), let count = Int(exactly: quantity.amount) else {
        throw wrongKind(index, "a number of epochs")
      }
      return count
    }
    return try int(index)
  }

  fileprivate func activation(_ index: Int) throws(Exit) -> Activation {
    if let activation = Activation(self[index]) { return activation }
    throw wrongKind(index, "one of \(Activation.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  /// The trained network in parameter `index`: of a run, a training or a trained model.
  fileprivate func network(_ index: Int) throws(Exit) -> Network {
    if case .host(let host) = self[index] {
      if let run = host as? RunValue { return run.run.model }
      if let training = host as? TrainingValue { return training.state.network }
      if let network = (host as? ModelValue)?.network { return network }
      if host is ModelValue {
        throw failure("this model is not trained yet", span, hint: "`train(model, data).model` is.")
      }
    }
    throw wrongKind(index, "a trained model or a run")
  }

  /// The data with a validation part: 20 % of the training part where it has none, and a note that says so once.
  fileprivate func withValidation(_ data: DataParts) throws(Exit) -> DataParts {
    guard data.valid == nil else { return data }
    context.noteOnce("note: the data has no validation part; 20 % of the training part are used as one")
    let seed = machine.pointee.seed
    return try explained { try data.withValidation(seed: seed) }
  }
}

extension Activation {
  /// The activation that a function of the language stands for.
  init?(_ value: Value) {
    guard case .builtin(let builtin) = value else { return nil }
    self.init(rawValue: builtin.name)
  }
}
