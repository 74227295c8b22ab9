/// A network as a description: its layers in order, without weights.
///
///     let net = Model([.dense(64, .relu), .dropout(0.1), .dense(10)])
///
/// Shapes are inferred when the model meets data, so one model serves data of any width.
public struct Model: Sendable, CustomStringConvertible {
  /// The layers, from the input to the output.
  public let layers: [Layer]

  /// Makes the model of these layers.
  public init(_ layers: [Layer]) {
    self.layers = layers
  }

  /// The shape after each layer, for items of this shape.
  ///
  /// - Parameter input: The shape of one item.
  /// - Returns: The shapes, one a layer.
  /// - Throws: `TrainingError.layer` for the first layer that does not fit.
  public func shapes(for input: Shape) throws -> [Shape] {
    guard !layers.isEmpty else { throw TrainingError.noLayers }
    do { return try Sequential(layers: layers).shapes(from: shape(reading: input)) } catch {
      throw TrainingError(error)
    }
  }

  /// The shape that items are read with.
  ///
  /// A row of n x n numbers, as a table of pixels has them, is an image of one channel to a model that begins with a layer of images.
  func shape(reading item: Shape) -> Shape {
    guard item.dimensions.count == 1, 4...(1 << 31) ~= item.dimensions[0], let first = layers.first,
      (try? first.definition.outputShape(of: item)) == nil
    else { return item }
    let side = Int(Double(item.dimensions[0]).squareRoot().rounded())
    guard side * side == item.dimensions[0] else { return item }
    let image = Shape([side, side, 1])
    return (try? first.definition.outputShape(of: image)) == nil ? item : image
  }

  /// How many numbers training changes, for items of this shape.
  ///
  /// - Parameter input: The shape of one item.
  /// - Returns: The number of weights and biases.
  /// - Throws: `TrainingError.layer` for the first layer that does not fit.
  public func parameterCount(for input: Shape) throws -> Int {
    try summary(for: input).parameters
  }

  /// The model as it is written, such as `model(dense(64, relu), dense(10))`.
  public var description: String { "model(\(Sequential(layers: layers)))" }
}
