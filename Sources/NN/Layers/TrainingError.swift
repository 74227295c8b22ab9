import Basics

/// Why a training run ended without a result.
public enum TrainingError: ExplainedError, Hashable {
  /// A layer does not fit the shape that reaches it; `layer` counts from 1.
  case layer(Int, description: String, input: Shape, reason: String)
  /// The model's output does not fit the targets.
  case output(reason: String)
  /// A model without layers.
  case noLayers
  /// A loss that cannot be of this data.
  case loss(name: String, reason: String)
  /// Something that is measured on a validation part, which the data does not have.
  case needsValidation(what: String)
  /// Something else that training would need.
  case missing(_ what: String, hint: String)
  /// Bytes that are no checkpoint or saved network, are damaged, or are of another model or data.
  case restore(reason: String, hint: String? = nil)
  /// An option outside its range.
  case option(name: String, value: String, mustBe: String)
  /// A part of the data that has another shape, other classes or another kind of target than the training part.
  case partMismatch(part: String, reason: String)
  /// A number that is no category of the embedding that takes it; `item` counts from 0.
  case category(part: String, item: Int, number: Float, categories: Int)
  /// The model has so many numbers that the machine cannot hold them.
  case tooLarge(parameters: Int)
  /// The loss or the weights became infinite or not a number in this step; `epoch` and `step` (within it) count from 1.
  case diverged(epoch: Int, step: Int)
  /// The caller asked to stop; `epoch` were complete.
  case interrupted(epoch: Int)

  /// What kind of thing is wrong.
  public var topic: Topic {
    switch self {
    case .layer, .output, .noLayers, .loss, .category: .modelUnfit
    case .needsValidation, .missing, .partMismatch: .dataUnfit
    case .restore: .savedModel
    case .option: .argumentRange
    case .tooLarge: .capacity
    case .diverged: .diverged
    case .interrupted: .interrupted
    }
  }

  /// What is wrong, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .layer(let number, let description, let input, let reason):
      "layer \(number), \(description), cannot take items of shape \(input): \(reason)"
    case .output(let reason): reason
    case .noLayers: "a model needs at least one layer"
    case .loss(let name, let reason): "the loss \(name) \(reason)"
    case .needsValidation(let what): "\(what) looks at the validation loss, and the data has no validation part"
    case .missing(let what, _): what
    case .restore(let reason, _): reason
    case .option(let name, let value, let mustBe): "\(name) is \(value), and must be \(mustBe)"
    case .partMismatch(let part, let reason): "the \(part) part does not fit the training part: \(reason)"
    case .category(let part, let item, let number, let categories):
      "item \(item) of the \(part) part holds \(number), which is none of the embedding's \(categories) categories"
    case .tooLarge(let parameters):
      "the model has \(parameters) parameters, and training them takes more memory than the machine has"
    case .diverged(let epoch, let step):
      "training diverged in epoch \(epoch), step \(step): its numbers are no longer finite"
    case .interrupted(let epoch): "training was interrupted after \(epoch) epoch\(epoch == 1 ? "" : "s")"
    }
  }

  /// What would help, if anything is known to.
  public var hint: String? {
    switch self {
    case .noLayers: "such as model(dense(64, relu), dense(10))"
    case .diverged: "a smaller learning rate usually helps"
    case .category(_, _, _, let categories): "categories are whole numbers from 0 to \(categories - 1)"
    case .tooLarge: "fewer units need less"
    case .loss: "without a loss, training takes what the kind of target calls for"
    case .needsValidation: "split the data first"
    case .missing(_, let hint): hint
    case .restore(_, let hint): hint
    case .layer(_, _, let input, let reason) where input.dimensions.count == 1 && reason.hasPrefix("it takes images"):
      "numbers that lie in a row are taken by `dense(64, relu)`"
    case .layer, .output, .option, .partMismatch, .interrupted: nil
    }
  }

  /// A layer of a model that does not fit.
  init(_ problem: Sequential.Problem) {
    self = .layer(
      problem.place, description: problem.layer.description, input: problem.input, reason: problem.reason)
  }
}

/// Throws that an option is outside its range, unless it is right.
func need(_ isRight: Bool, _ name: String, _ value: some CustomStringConvertible, _ mustBe: String) throws {
  if !isRight { throw TrainingError.option(name: name, value: value.description, mustBe: mustBe) }
}
