import Basics
import DSL
import NN

/// Trained models and trainings in files.
let savingBuiltins: [Builtin] = [
  Builtin(
    "load_model", [.required("path")],
    """
    A trained model that `save` wrote, as `.net` or `.safetensors`: with its layers and weights, and what the columns, \
    categories and classes of its data are, so that it predicts rows of tables. What `save` wrote as `.onnx` is for other programs.
    """,
    examples: [
      .init("load_model(\"digits.net\")"), .init("predict(load_model(\"iris.safetensors\"), \"new.csv\")"),
    ], seeAlso: ["save", "predict", "evaluate", "restore"]
  ) { (a: Arguments) throws(Exit) in
    let bytes = try a.modelBytes()
    return a.modelValue(try a.explained(at: 0) { try Network(saved: bytes) })
  },
  Builtin(
    "restore", [.required("path"), .optional("model"), .optional("data")],
    """
    The training that `save` wrote, which goes on with the same bits: it needs its model and its data. Without data, the \
    trained model, as `load_model` gives it; a model that is given must be the one that was trained.
    """,
    examples: [.init("restore(\"training.net\", net, data)"), .init("restore(\"digits.net\")")],
    seeAlso: ["save", "load_model", "start", "train"]
  ) { (a: Arguments) throws(Exit) in
    if DataValue.parts(of: a[1]) != nil {
      throw failure(
        .argumentKind,
        "`model` must be a model, not data", a.place(1),
        hint: "leave it out: a saved network needs nothing else; a training needs `restore(path, model, data)`.")
    }
    let model = try a.optional(1) { (i) throws(Exit) in try a.host(i, ModelValue.self, "a model").model }
    let data = try a.optional(2, a.data)
    let bytes = try a.modelBytes()
    guard let data else {
      return a.modelValue(
        try a.explained {
          if let model { try Network(saved: bytes, model: model) } else { try Network(saved: bytes) }
        })
    }
    guard let model else {
      throw failure(
        .argumentCount, "`restore` of a training needs the model", a.place(2),
        hint: "write `restore(path, model, data)`.")
    }
    let parts = try a.withValidation(data)
    return .host(
      TrainingValue(try a.explained { try TrainingState(checkpoint: bytes, model: model, data: parts) }))
  },
]

extension Arguments {
  /// The bytes of the file that the first argument names, where a model may have been saved in it.
  fileprivate func modelBytes() throws(Exit) -> [UInt8] {
    let path = try string(0)
    let bytes = try fileBytes(self)
    let foreign = ForeignFile(path)
    if fileEnding(of: path)?.lowercased() == "onnx" {
      throw failure(
        .savedModel,
        "\(self[0]) is a network in ONNX, which is written and not read", place(0),
        hint: "`load_model` reads what `save` writes as `.net` or `.safetensors`.")
    }
    guard let foreign, foreign.expression?.hasPrefix("load_model") != true, !bytes.starts(with: "hpo".utf8) else {
      return bytes
    }
    throw failure(
      .savedModel,
      "\(self[0]) is \(foreign.kind), and no model was saved in it", place(0),
      hint: foreign.expression.map { "`\($0)` makes use of it." })
  }

  fileprivate func modelValue(_ network: Network) -> Value { .host(ModelValue(network.model, network: network)) }
}
