/// What a model is for items of one shape, layer by layer.
public struct ModelSummary: Hashable, Sendable {
  /// One layer's line; a residual block is one layer.
  public struct Line: Hashable, Sendable {
    /// The layer as it is written in the model, such as `dense(64, relu)`.
    public let layer: String
    /// The shape of what comes out.
    public let output: Shape
    /// Numbers that the optimiser changes.
    public let parameters: Int
    /// Floating-point operations of one item's forward pass outside training.
    ///
    /// A multiplication and an addition are two; a function of a number, such as an activation, counts as one.
    public let flops: Int
  }

  /// The shape of one item.
  public let input: Shape
  /// The layers in order.
  public let lines: [Line]

  /// Numbers that the optimiser changes, in all layers.
  public var parameters: Int { lines.reduce(0) { $0 + $1.parameters } }
  /// Floating-point operations of one item's forward pass, in all layers.
  public var flops: Int { lines.reduce(0) { $0 + $1.flops } }
}

extension Model {
  /// What the model is for items of this shape: the output, the parameters and the operations of each layer.
  ///
  /// - Parameter input: The shape of one item.
  /// - Returns: A line for each layer.
  /// - Throws: `TrainingError.layer` for the first layer that does not fit.
  public func summary(for input: Shape) throws -> ModelSummary {
    let shapes = try shapes(for: input)
    let plan = try Plan(self, input: input, batch: 1, isTraining: false)
    let lines = layers.indices.map { index in
      ModelSummary.Line(
        layer: layers[index].description, output: shapes[index],
        parameters: plan.parameters.filter { $0.isTrained && $0.path.first == "\(index + 1)" }
          .reduce(0) { $0 + $1.count },
        flops: layers[index].definition.flops(of: index == 0 ? input : shapes[index - 1]))
    }
    return ModelSummary(input: input, lines: lines)
  }
}
