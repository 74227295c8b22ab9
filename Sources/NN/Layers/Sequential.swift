/// Layers one after the other: those of a model, or of one branch of a residual block.
struct Sequential: Sendable, CustomStringConvertible {
  var layers: [Layer]

  /// The first layer that does not fit, at its place (from 1), and why.
  struct Problem: Error {
    let place: Int
    let layer: Layer
    let input: Shape
    let reason: String
  }

  /// The most numbers an item may have anywhere: what is beyond no machine holds for a batch.
  private static let largestItem = Int(Int32.max)

  /// The shape after each layer.
  func shapes(from input: Shape) throws(Problem) -> [Shape] {
    var shapes: [Shape] = []
    for (index, layer) in layers.enumerated() {
      let input = shapes.last ?? input
      do throws(LayerProblem) {
        guard input.dimensions.allSatisfy({ $0 > 0 }), input.count <= Self.largestItem else {
          throw LayerProblem(reason: "items have at least one number, and no more than memory holds")
        }
        let output = try layer.definition.outputShape(of: input)
        guard output.count <= Self.largestItem else {
          throw LayerProblem(reason: "shape \(output), which it gives, is more numbers than memory holds")
        }
        shapes.append(output)
      } catch {
        throw Problem(place: index + 1, layer: layer, input: input, reason: error.reason)
      }
    }
    return shapes
  }

  /// Floating-point operations of the forward pass of one item that fits.
  func flops(of input: Shape) -> Int {
    guard let shapes = try? shapes(from: input) else { return 0 }
    return zip(layers, [input] + shapes).reduce(0) { $0 + $1.0.definition.flops(of: $1.1) }
  }

  /// Lays the layers out within what stands at `path`, and gives their passes and the signal that comes out.
  func plan(
    from input: Signal, at path: [String] = [], hasGradients: Bool, in layout: inout Layout
  ) throws(Problem) -> (plans: [any LayerPlan], output: Signal) {
    var (plans, signal): ([any LayerPlan], Signal) = ([], input)
    for (index, shape) in try shapes(from: input.shape).enumerated() {
      let output = layout.signal(shape, hasGradients: hasGradients)
      layout.enter(path + ["\(index + 1)"])
      do throws(LayerProblem) {
        plans.append(try layers[index].definition.plan(signal, output, in: &layout))
        guard layout.parameterCount <= layout.mostParameters else {
          throw LayerProblem(reason: "there are no more than \(layout.mostParameters) weights")
        }
      } catch {
        throw Problem(place: index + 1, layer: layers[index], input: signal.shape, reason: error.reason)
      }
      signal = output
    }
    return (plans, signal)
  }

  /// The layers as they are written, such as `dense(64, relu), dense(10)`.
  var description: String { layers.map(\.description).joined(separator: ", ") }
}

extension Sequential {
  mutating func pass(_ archive: inout some Archive) throws {
    try archive.pass(&layers, blank: .blank) { try $1.pass(&$0) }
  }
}
