import CKernels

extension Layer {
  /// A block whose layers learn what to add to their input: y = f(x) + s(x).
  ///
  /// He, Zhang, Ren and Sun 2016.
  ///
  /// - Parameters:
  ///   - layers: The layers f.
  ///   - shortcut: The layers s, for where f changes the shape; none means s(x) = x.
  /// - Returns: The block's description.
  public static func residual(_ layers: [Layer], shortcut: [Layer] = []) -> Layer {
    Layer(definition: Residual(branch: Sequential(layers: layers), shortcut: Sequential(layers: shortcut)))
  }
}

struct Residual: LayerDefinition {
  var branch: Sequential
  var shortcut: Sequential

  static let kind = "residual"
  static let blank = Residual(branch: Sequential(layers: []), shortcut: Sequential(layers: []))

  mutating func pass(_ archive: inout some Archive) throws {
    try archive.field("layers") { try branch.pass(&$0) }
    try archive.field("shortcut") { try shortcut.pass(&$0) }
  }

  var description: String {
    shortcut.layers.isEmpty ? "residual(\(branch))" : "residual(\(branch), shortcut: [\(shortcut)])"
  }

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape {
    guard let output = try within("its", { () throws(Sequential.Problem) in try branch.shapes(from: input) }).last
    else {
      throw LayerProblem(reason: "a residual block needs at least one layer")
    }
    let added = try within("its shortcut's", { () throws(Sequential.Problem) in try shortcut.shapes(from: input) }).last
    guard output == added ?? input else {
      throw LayerProblem(
        reason: added.map { "its layers give shape \(output), and its shortcut gives \($0): they cannot be added" }
          ?? "its layers give shape \(output), which cannot be added to \(input) without a shortcut that does the same")
    }
    return output
  }

  /// Those of both sides, and an addition of each number.
  func flops(of input: Shape) -> Int {
    branch.flops(of: input) + shortcut.flops(of: input) + ((try? outputShape(of: input))?.count ?? 0)
  }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) throws(LayerProblem) -> any LayerPlan {
    let (path, hasGradients) = (layout.path, output.gradients != nil)
    let inner = try within(
      "its",
      { () throws(Sequential.Problem) in
        try branch.plan(from: input, at: path, hasGradients: hasGradients, in: &layout)
      })
    // The shortcut's first layer writes a gradient of its own by the same input.
    let shortcutInput =
      shortcut.layers.isEmpty
      ? input
      : Signal(
        shape: input.shape, values: input.values,
        gradients: input.gradients.map { _ in layout.reserve(layout.batch * input.stride) })
    let outer = try within(
      "its shortcut's",
      { () throws(Sequential.Problem) in
        try shortcut.plan(from: shortcutInput, at: path + ["shortcut"], hasGradients: hasGradients, in: &layout)
      })
    return ResidualPlan(
      input: input, output: output, branch: inner.plans, branchOutput: inner.output, shortcut: outer.plans,
      shortcutInput: shortcutInput, shortcutOutput: outer.output)
  }

  /// Says of which layers a problem within the block is.
  private func within<T>(_ whose: String, _ body: () throws(Sequential.Problem) -> T) throws(LayerProblem) -> T {
    do {
      return try body()
    } catch {
      throw LayerProblem(
        reason: "\(whose) layer \(error.place), \(error.layer), cannot take items of shape \(error.input): "
          + error.reason)
    }
  }
}

private struct ResidualPlan: LayerPlan {
  let input: Signal
  let output: Signal
  let branch: [any LayerPlan]
  let branchOutput: Signal
  let shortcut: [any LayerPlan]
  let shortcutInput: Signal
  let shortcutOutput: Signal

  func forward(_ pass: Pass) {
    for layer in branch { layer.forward(pass) }
    for layer in shortcut { layer.forward(pass) }
    pass.kernels.add(
      pass.rows * output.stride, pass.memory + branchOutput.values, pass.memory + shortcutOutput.values,
      pass.memory + output.values)
  }

  func backward(_ pass: Pass) {
    guard let outputGradients = output.gradients else { return }
    backward(branch, branchOutput, from: outputGradients, pass)
    if !shortcut.isEmpty { backward(shortcut, shortcutOutput, from: outputGradients, pass) }
    // The branch has overwritten the input's gradient; the other side's is added.
    guard let inputGradients = input.gradients,
      let added = shortcut.isEmpty ? outputGradients : shortcutInput.gradients
    else { return }
    let dX = pass.memory + inputGradients
    pass.kernels.add(pass.rows * input.stride, dX, pass.memory + added, dX)
  }

  /// Takes a copy of the output's gradient, which layers may spoil, back through one side.
  private func backward(_ layers: [any LayerPlan], _ end: Signal, from gradients: Int, _ pass: Pass) {
    guard let endGradients = end.gradients else { return }
    (pass.memory + endGradients).update(from: pass.memory + gradients, count: pass.rows * output.stride)
    for layer in layers.reversed() { layer.backward(pass) }
  }
}
