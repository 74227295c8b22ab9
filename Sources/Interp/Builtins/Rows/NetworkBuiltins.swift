import Basics
import DSL
import NN

/// Models and training.
let networkBuiltins: [Builtin] = [
  Builtin(
    "model", [.rest("layers")], "A network as a description: its layers in order, without weights.",
    examples: [.init("model(dense(16, relu), dense(3))", "model(dense(16, relu), dense(3))")],
    seeAlso: ["train", "dense", "conv", "summary"]
  ) { (a: Arguments) throws(Exit) in
    guard !a.rest.isEmpty else {
      throw failure(
        .modelUnfit, "a model needs at least one layer", a.span, hint: "write `model(dense(64, relu), dense(10))`.")
    }
    return .host(ModelValue(Model(try a.layers())))
  },
  Builtin(
    "summary", [.required("model"), .required("data")],
    "A table of a model's layers for items of this data: what comes out, numbers that are learnt, operations an item.",
    examples: [.init("length(summary(model(dense(16, relu), dense(10)), digits()))", "3")], seeAlso: ["model", "train"]
  ) { (a: Arguments) throws(Exit) in
    let model = try a.host(0, ModelValue.self, "a model").model
    let shape = try a.data(1).train.itemShape
    return .host(TableValue(table(of: try a.explained { try model.summary(for: shape) })))
  },
  Builtin(
    "train",
    [.required("model"), .required("data")] + trainingParameters
      + [.label("patience"), .label("min_delta", .int(0)), .label("restore_best", .bool(true)), .label("report")],
    """
    Trains a model from fresh weights and gives the run: its model, its metrics and its history. With `patience` it \
    ends when the validation loss has not improved for so many epochs. In a search with `prune` it reports a metric of the \
    validation part after each epoch: that of the objective, or the one that `report` names. Ctrl-C ends it with the run so far.
    """,
    examples: [.init("train(model(dense(10)), digits(), lr: 0.1).epochs", "1")],
    seeAlso: ["model", "start", "evaluate", "lr_find", "cosine", "digits"]
  ) { (a: Arguments) throws(Exit) in
    let model = try a.host(0, ModelValue.self, "a model").model
    let data = try a.withValidation(try a.data(1))
    let options = try a.trainingOptions(data)
    let progress = TrainingProgress(data, options, epochs: options.epochs ?? 1)
    let reporter = try a.epochReporter(options)
    let start = reporter == nil && a.isJudged ? nil : try a.keptTraining(model, data, options)
    var last = start
    let run = try a.showing({ progress.lines($0, rows: $1) }) { () throws(Exit) in
      try a.explained {
        try model.train(
          on: data, options: options, from: start, isInterrupted: a.isInterrupted(telling: progress)
        ) { state in
          if let epoch = state.history.last { progress.end(epoch) }
          last = state
          try reporter?(state)
          return .proceed
        }
      }
    }
    guard run.isInterrupted else { return .host(RunValue(run)) }
    if let last, reporter != nil || !a.isJudged { a.keep(last) }
    a.machine.keep(.host(RunValue(run)), a.span)
    throw .interrupted
  },
  Builtin(
    "start", [.required("model"), .required("data")] + trainingParameters,
    "A training that is taken step by step, before its first epoch; `epochs` is for schedules that need to know.",
    examples: [.init("start(model(dense(10)), digits()).epochs", "0")], seeAlso: ["step", "train", "report", "save"]
  ) { (a: Arguments) throws(Exit) in
    let model = try a.host(0, ModelValue.self, "a model").model
    let data = try a.withValidation(try a.data(1))
    let options = try a.trainingOptions(data)
    return .host(TrainingValue(try a.explained { try TrainingState(model, on: data, options: options) }))
  },
  Builtin(
    "step", [.required("training"), .optional("epochs", .int(1))],
    "The training after some more epochs; the one before is unchanged.",
    examples: [.init("step(start(model(dense(10)), digits()), 1 epoch).epochs", "1")], seeAlso: ["start"]
  ) { (a: Arguments) throws(Exit) in
    var state = try a.host(0, TrainingValue.self, "a training, as `start` gives").state
    let (epochs, before) = (try a.epochs(1), state.epoch)
    guard epochs >= 0 else {
      throw failure(.argumentRange, "`epochs` must not be negative, as \(epochs) is", a.place(1))
    }
    let progress = TrainingProgress(state.data, state.options, epochs: epochs, after: before)
    do throws(Exit) {
      try a.showing({ progress.lines($0, rows: $1) }) { () throws(Exit) in
        try a.explained {
          for _ in 0..<epochs {
            try state.advance(epochs: 1, isInterrupted: a.isInterrupted(telling: progress))
            if let epoch = state.history.last { progress.end(epoch) }
          }
        }
      }
    } catch {
      if case .interrupted = error, state.epoch > before { a.machine.keep(.host(TrainingValue(state)), a.span) }
      throw error
    }
    return .host(TrainingValue(state))
  },
  Builtin(
    "lr_find",
    [.required("model"), .required("data")] + trainingParameters
      + [.label("from", .real(1e-6)), .label("to", .int(10)), .label("steps", .int(100))],
    """
    Trains once at a learning rate that rises from step to step, and gives the rate at which the loss falls fastest \
    and the curve of losses. The rate is `none` where the loss never falls.
    """,
    examples: [.init("length(lr_find(model(dense(10)), digits(), steps: 20).curve) <= 20", "true")],
    seeAlso: ["train", "one_cycle"]
  ) { (a: Arguments) throws(Exit) in
    let model = try a.host(0, ModelValue.self, "a model").model
    let data = try a.data(1)
    let options = try a.trainingOptions(data)
    let (low, high) = (try a.named("from", a.number), try a.named("to", a.number))
    let steps = try a.named("steps", a.int)
    let progress = StepProgress(steps)
    let isInterrupted = a.isInterrupted
    let range = try a.showing({ "lr_find \(progress.text)  \($0)" }) { () throws(Exit) in
      try a.explained {
        try model.learningRateRange(on: data, options: options, from: low, to: high, steps: steps) {
          progress.begin()
          return isInterrupted()
        }
      }
    }
    if range.suggestion == nil {
      a.context.noteOnce(
        "note: `lr_find` gives no rate: the loss does not fall from \(realText(low)) to \(realText(high))")
    }
    let curve = range.points.map { point in
      Value.record([
        "lr": .real(point.learningRate), "loss": .real(point.loss), "smoothed": .real(point.smoothedLoss),
      ])
    }
    return .record([
      "lr": range.suggestion.map { .real($0) } ?? Value.none, "curve": .list(ContiguousArray(curve)),
    ])
  },
  Builtin(
    "predict", [.required("model"), .required("data")],
    """
    The class (or number) that a trained model predicts for each item of data, or of a file. Columns are found by their \
    names, and the target may be absent; `load(file, like: model)` reads such a table, where it needs options.
    """,
    examples: [
      .init("length(predict(train(model(dense(10)), digits()), digits().valid))", "2000"),
      .init("predict(load_model(\"iris.net\"), \"new.csv\")"),
    ], seeAlso: ["evaluate", "train", "load_model"]
  ) { (a: Arguments) throws(Exit) in
    let network = try a.network(0)
    let data = try a.fitted(1, to: network, needsTargets: false)
    switch try a.explained({ try network.predict(data) }) {
    case .classes(let classes, _):
      let names = network.classNames
      return .list(ContiguousArray(classes.map { .text(names.indices.contains($0) ? names[$0] : "\($0)") }))
    case .values(let values): return .list(ContiguousArray(values.map { .real($0) }))
    }
  },
  Builtin(
    "evaluate", [.required("model"), .required("data")],
    "The metrics of a trained model on data, or on a file: accuracy, sensitivity, specificity, mcc and others.",
    examples: [.init("evaluate(train(model(dense(10)), digits(), lr: 0.1), digits().valid).accuracy > 0.5", "true")],
    seeAlso: ["predict", "confusion", "train"]
  ) { (a: Arguments) throws(Exit) in
    let network = try a.network(0)
    let data = try a.fitted(1, to: network, needsTargets: true)
    return metricsRecord(try a.explained { try network.evaluate(data) })
  },
  Builtin(
    "confusion", [.required("model"), .required("data")],
    "How often items of each class (a row) were taken for each class (a column), as a table.",
    examples: [.init("length(confusion(train(model(dense(10)), digits()), digits().valid))", "10")],
    seeAlso: ["evaluate", "predict"]
  ) { (a: Arguments) throws(Exit) in
    let network = try a.network(0)
    let data = try a.fitted(1, to: network, needsTargets: true)
    guard let confusion = try a.explained({ try network.confusion(data) }) else {
      throw failure(.dataUnfit, "a confusion matrix is of classes, and the data has a numeric target", a.place(1))
    }
    return .host(TableValue(table(of: confusion, classes: network.classNames)))
  },
]

extension Arguments {
  /// `isInterrupted`, which training asks before every batch, as a way to count them.
  fileprivate func isInterrupted(telling progress: TrainingProgress) -> @Sendable () -> Bool {
    let isInterrupted = isInterrupted
    return {
      progress.beginBatch()
      return isInterrupted()
    }
  }

  /// Whether a pruner looks at the trial: then one training of it alone is kept, that which reports.
  fileprivate var isJudged: Bool { machine.pointee.trial?.judgedMetrics != nil }

  /// Keeps a training for whoever takes the trial up again.
  ///
  /// One that ends early by itself has its best weights besides, which are not kept.
  fileprivate func keep(_ state: TrainingState) {
    guard let trial = machine.pointee.trial, state.options.earlyStopping == nil else { return }
    // What nobody judges was reported by the program, which will do so again.
    trial.folder.keep(state, reports: isJudged ? trial.reports : [])
  }

  /// The training that another process has left of this trial, after what it had reported was reported again; nil for none.
  fileprivate func keptTraining(
    _ model: Model, _ data: DataParts, _ options: TrainingOptions
  ) throws(Exit) -> TrainingState? {
    guard let trial = machine.pointee.trial, options.earlyStopping == nil,
      let (state, reports) = trial.folder.training(model, on: data, options)
    else { return nil }
    // What is laid aside meanwhile is kept as it was.
    for report in reports { try trial.report(report.value, at: report.step, by: evaluator, span) }
    return state
  }

  /// What tells the pruner of the trial about each epoch, if there is one and no other training has told it of its own.
  fileprivate func epochReporter(_ options: TrainingOptions) throws(Exit) -> ((TrainingState) throws -> Void)? {
    let named = try given("report", string)
    guard let trial = machine.pointee.trial, let usual = trial.judgedMetrics else { return nil }
    guard !trial.hasTraining else {
      context.noteOnce(
        "note: `prune` looks at the first `train` of a trial: the epochs of another are not compared with it")
      return nil
    }
    trial.hasTraining = true
    if options.schedule.needsEpochs {
      context.noteOnce(
        "note: the schedule of a training depends on its number of epochs: what `prune` sees early is no short training"
      )
    }
    return { [self] state in
      guard let valid = try state.valid, case .record(let metrics) = metricsRecord(valid) else { return }
      let metric = named ?? usual.first { metrics[$0]?.number != nil } ?? "loss"
      guard let value = metrics[metric]?.number else {
        throw failure(
          .unknownWord,
          "a training has no metric `\(metric)` to report", span,
          hint:
            "`report` is one of \(metrics.fields.filter { $0.value.number != nil }.map(\.name).joined(separator: ", "))."
        )
      }
      let numbers = metrics.fields.compactMap { field in field.value.number.map { (field.name, $0) } }
      trial.whenLaidAside = { keep(state) }
      defer { trial.whenLaidAside = nil }
      try trial.report(value, at: state.epoch, Dictionary(numbers) { $1 }, by: evaluator, span)
    }
  }
}
