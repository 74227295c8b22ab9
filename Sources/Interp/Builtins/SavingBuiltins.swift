import Basics
import DSL
import NN

/// Trained models and trainings in files.
let savingBuiltins: [Builtin] = [
  Builtin(
    "restore", .networks, [.required("path"), .required("model"), .optional("data")],
    """
    What `save` wrote: the trained model, or, where the data is given, the training, which goes on with the same bits. \
    The model must be written as it was.
    """,
    examples: [.init("restore(\"digits.net\", model(dense(16, relu), dense(10)))")],
    seeAlso: ["save", "start", "train"]
  ) { (a: Arguments) throws(Exit) in
    let model = try a.host(1, ModelValue.self, "a model").model
    let data = try a.optional(2, a.data)
    let bytes = try fileBytes(a)
    guard let data else {
      return .host(ModelValue(model, network: try a.explained { try Network(saved: bytes, model: model) }))
    }
    let parts = try a.withValidation(data)
    return .host(
      TrainingValue(try a.explained { try TrainingState(checkpoint: bytes, model: model, data: parts) }))
  }
]

/// The bytes of a trained model or of a training; nil for other values.
func savedBytes(_ value: Value) throws -> [UInt8]? {
  guard case .host(let host) = value else { return nil }
  switch host {
  case let model as ModelValue: return try model.network?.saved()
  case let run as RunValue: return try run.run.model.saved()
  case let training as TrainingValue: return try training.state.checkpoint()
  default: return nil
  }
}
