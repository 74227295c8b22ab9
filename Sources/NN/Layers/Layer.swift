/// One layer of a model: a description without weights, such as `.dense(64, .relu)`.
///
/// A new kind of layer is one file: a definition, its plan, and a static function here that makes it.
public struct Layer: Sendable, CustomStringConvertible {
  let definition: any LayerDefinition

  /// The layer as it is written in a model, such as `dense(64, relu)`.
  public var description: String { definition.description }
}

/// What a kind of layer says about itself: its shape, its cost, and how it is laid out for a batch.
protocol LayerDefinition: Sendable, CustomStringConvertible {
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
