import Basics
import DSL
import NN

/// Trained models and trainings in files.
let savingBuiltins: [Builtin] = [
  Builtin(
    "restore", [.required("path"), .optional("model"), .optional("data")],
    """
    What `save` wrote: the trained model, which needs nothing else; a model that is given must be the one that was \
    trained. With the model and the data, the training, which goes on with the same bits.
    """,
    examples: [.init("restore(\"digits.net\")"), .init("restore(\"training.net\", net, data)")],
    seeAlso: ["save", "start", "train"]
  ) { (a: Arguments) throws(Exit) in
    if DataValue.parts(of: a[1]) != nil {
      throw failure(
        "`model` must be a model, not data", a.place(1),
        hint: "leave it out: a saved network needs nothing else; a training needs `restore(path, model, data)`.")
    }
    let model = try a.optional(1) { (i) throws(Exit) in try a.host(i, ModelValue.self, "a model").model }
    let data = try a.optional(2, a.data)
    let bytes = try fileBytes(a)
    if let foreign = ForeignFile(try a.string(0)), !bytes.starts(with: "hpo".utf8) {
      throw failure(
        "\(a[0]) is \(foreign.kind), and no model was saved in it", a.place(0),
        hint: foreign.expression.flatMap { $0.hasPrefix("restore") ? nil : "`\($0)` makes use of it." })
    }
    guard let data else {
      let network = try a.explained {
        if let model { try Network(saved: bytes, model: model) } else { try Network(saved: bytes) }
      }
      return .host(ModelValue(network.model, network: network))
    }
    guard let model else {
      throw failure("`restore` of a training needs the model", a.place(2), hint: "write `restore(path, model, data)`.")
    }
    let parts = try a.withValidation(data)
    return .host(
      TrainingValue(try a.explained { try TrainingState(checkpoint: bytes, model: model, data: parts) }))
  }
]
