/// One layer of a model: a description without weights, such as `.dense(64, .relu)`.
///
/// A new kind of layer is one file here: a definition with the fields that are saved, its plan, and a static function that
/// makes it. To it belong a line in `kinds`, by which a saved network finds it, a row of `LayerBuiltins.swift` in `Interp`,
/// by which programs do, its operations in `ONNXLayers.swift`, and a model of `SavedModelTests`; where it has no arguments, one
/// of `plainLayers`, too.
public struct Layer: Sendable, CustomStringConvertible {
  let definition: any LayerDefinition

  /// Every kind of layer there is.
  static let kinds: [any LayerDefinition.Type] = [
    Activate.self, BatchNorm.self, Conv.self, Dense.self, Dropout.self, Embedding.self, Flatten.self, LayerNorm.self,
    Pool.self, Residual.self,
  ]

  /// Layers within each other, as many as bytes may ask a reader to descend into.
  public static let mostDepth = 64

  /// The layer as it is written in a model, such as `dense(64, relu)`.
  public var description: String { definition.description }
}

/// What a kind of layer says about itself: its fields, its shape, its cost, and how it is laid out for a batch.
protocol LayerDefinition: Sendable, CustomStringConvertible {
  /// The kind's name in saved networks, which no other has.
  static var kind: String { get }

  /// A layer of this kind, for a reader of saved bytes to start from.
  static var blank: Self { get }

  /// Passes every field. What is read may be any number: `outputShape` is asked before anything is made of it.
  mutating func pass(_ archive: inout some Archive) throws

  /// The shape of what comes out, or a reason where the input does not fit or the layer's numbers make no sense.
  func outputShape(of input: Shape) throws(LayerProblem) -> Shape

  /// Floating-point operations of one item's forward pass outside training, for an input that fits.
  ///
  /// A multiplication and an addition are two; a function of a number, such as an activation, counts as one.
  func flops(of input: Shape) -> Int

  /// Reserves parameters and memory, and gives the layer's two passes, or a reason where it cannot stand in this place.
  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) throws(LayerProblem) -> any LayerPlan
}

/// Why a layer cannot stand where it stands.
struct LayerProblem: Error {
  let reason: String
}

/// A layer that is laid out: it knows where its numbers are, and holds none.
protocol LayerPlan: Sendable {
  /// Computes the output's values from the input's.
  func forward(_ pass: Pass)

  /// From the gradient of the loss by the output, computes those by the input (if it has any) and by the parameters.
  ///
  /// Gradients are overwritten, not added to, and the output's gradient may be spoilt.
  func backward(_ pass: Pass)
}

extension Layer {
  static let blank = Layer(definition: Flatten.blank)

  mutating func pass(_ archive: inout some Archive) throws {
    let present = type(of: definition).kind
    var kind = present
    try archive.field("kind") { try $0.pass(&kind) }
    guard let found = Self.kinds.first(where: { $0.kind == kind }) else {
      throw TrainingError.restore(reason: "\"\(kind)\" is not a layer that is known here")
    }
    var definition: any LayerDefinition = kind == present ? definition : found.blank
    try archive.within { try definition.pass(&$0) }
    self = Layer(definition: definition)
  }
}
