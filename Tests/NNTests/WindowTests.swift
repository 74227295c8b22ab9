import Basics
import CKernels
import Testing

@testable import NN

/// Shapes of convolutions and pools, and what is said where they do not fit.
@Suite struct WindowTests {
  struct Fit: CustomStringConvertible {
    let layer: Layer
    let input: [Int]
    let output: [Int]
    var description: String { "\(layer) of \(Shape(input))" }
  }

  static let fits = [
    Fit(layer: .conv(6, kernel: 5), input: [28, 28, 1], output: [24, 24, 6]),
    Fit(layer: .conv(6, kernel: 5, padding: 2), input: [28, 28, 1], output: [28, 28, 6]),
    Fit(layer: .conv(4, kernel: Size2D(2, 3), padding: .same), input: [9, 10, 2], output: [9, 10, 4]),
    Fit(layer: .conv(4, stride: Size2D(2, 3), padding: .same), input: [9, 10, 2], output: [5, 4, 4]),
    Fit(layer: .conv(4, stride: 2, padding: 1), input: [9, 10, 2], output: [5, 5, 4]),
    Fit(layer: .conv(4, dilation: 3), input: [9, 10, 2], output: [3, 4, 4]),
    Fit(layer: .maxPool(), input: [7, 6, 5], output: [3, 3, 5]),
    Fit(layer: .maxPool(3, stride: 2, padding: 1), input: [7, 6, 5], output: [4, 3, 5]),
    Fit(layer: .averagePool(2, padding: .same), input: [7, 6, 5], output: [4, 3, 5]),
    Fit(layer: .globalAveragePool, input: [7, 6, 5], output: [5]),
    Fit(layer: .globalMaxPool, input: [7, 6, 5], output: [5]),
    Fit(layer: .flatten, input: [7, 6, 5], output: [210]),
  ]

  @Test("shapes are inferred", arguments: fits)
  func shapes(_ fit: Fit) throws {
    #expect(try Model([fit.layer]).shapes(for: Shape(fit.input)).map(\.dimensions) == [fit.output])
  }

  struct Misfit: CustomStringConvertible {
    let layer: Layer
    let input: [Int]
    let reason: String
    var description: String { "\(layer) of \(Shape(input))" }
  }

  static let misfits = [
    Misfit(
      layer: .conv(6, kernel: 5), input: [4, 8, 1],
      reason: "the kernel covers 5 x 5 pixels, and the image has 4 x 8"),
    Misfit(
      layer: .conv(6, kernel: 7, padding: 1), input: [8, 4, 1],
      reason: "the kernel covers 7 x 7 pixels, and the padded image has 10 x 6"),
    Misfit(
      layer: .conv(6, dilation: 4), input: [8, 9, 1],
      reason: "the kernel covers 9 x 9 pixels, and the image has 8 x 9"),
    Misfit(
      layer: .maxPool(3), input: [2, 2, 1], reason: "the kernel covers 3 x 3 pixels, and the image has 2 x 2"),
    Misfit(layer: .conv(6), input: [28], reason: "it takes images, whose shape is height x width x channels"),
    Misfit(layer: .conv(6), input: [28, 28], reason: "it takes images, whose shape is height x width x channels"),
    Misfit(
      layer: .globalMaxPool, input: [28], reason: "it takes images, whose shape is height x width x channels"),
    Misfit(layer: .conv(0), input: [8, 8, 1], reason: "a convolution has from 1 to 1,000,000 filters"),
    Misfit(
      layer: .conv(6, kernel: 0), input: [8, 8, 1], reason: "the kernel is 0, and must be from 1 to 1024"),
    Misfit(
      layer: .conv(6, stride: Size2D(1, -2)), input: [8, 8, 1],
      reason: "the stride is 1 x -2, and must be from 1 to 1024"),
    Misfit(
      layer: .conv(6, padding: -1), input: [8, 8, 1], reason: "the padding is -1, and must be from 0 to 1024"),
    Misfit(
      layer: .conv(6, groups: 4), input: [8, 8, 6], reason: "4 groups do not divide its 6 channels"),
    Misfit(
      layer: .conv(9, groups: 2), input: [8, 8, 6], reason: "2 groups do not divide the layer's 9 filters"),
    Misfit(layer: .conv(9, groups: 0), input: [8, 8, 6], reason: "0 groups do not divide its 6 channels"),
    Misfit(
      layer: .maxPool(2, padding: 2), input: [8, 8, 6], reason: "a window of 2 could lie in the padding of 2 alone"),
    Misfit(
      layer: .conv(1_000_000, kernel: 1024, padding: 1024), input: [512, 512, 1_000],
      reason: "its 1048576000000000 weights and 1537 x 1537 x 1000000 outputs are more than any machine holds"),
  ]

  @Test("what does not fit is said with both numbers", arguments: misfits)
  func misfit(_ misfit: Misfit) throws {
    let error = #expect(throws: TrainingError.self) { try Model([misfit.layer]).shapes(for: Shape(misfit.input)) }
    guard case .layer(1, _, _, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason == misfit.reason)
  }

  @Test("layers print as they are written")
  func description() {
    let net = Model([
      .conv(8, kernel: Size2D(3, 5), stride: 2, padding: .same, activation: .relu), .conv(8, padding: 1, groups: 8),
      .conv(4, kernel: 1, dilation: 2), .maxPool(), .averagePool(3, stride: 2), .globalAveragePool, .flatten,
    ])
    #expect(
      "\(net)"
        == #"model(conv(8, [3, 5], relu, stride: 2, padding: "same"), conv(8, 3, padding: 1, groups: 8), "#
        + "conv(4, 1, dilation: 2), pool(2), average_pool(3, stride: 2), global_average_pool, flatten)")
  }

  @Test("kernels start by their fan-in, a filter's inputs", arguments: [1, 4])
  func initialization(groups: Int) throws {
    for rule in [Initialization.heNormal, .uniformFanIn] {
      let model = Model([.conv(64, kernel: Size2D(3, 5), groups: groups, initialization: rule)])
      let plan = try Plan(model, input: Shape([8, 8, 16]), batch: 1, isTraining: false)
      let w = try plan.values(of: plan.parameters[0], in: plan.initialWeights(seed: 2)).map(Double.init)
      let fanIn = Double(15 * 16 / groups)
      #expect(w.count == 64 * 15 * 16 / groups)
      let deviation = (w.reduce(0) { $0 + $1 * $1 } / Double(w.count)).squareRoot()
      #expect(abs(deviation / ((rule == .heNormal ? 2 : 1.0 / 3) / fanIn).squareRoot() - 1) < 0.04)
      if rule == .uniformFanIn { #expect(w.allSatisfy { abs($0) <= 1 / fanIn.squareRoot() + 1e-8 }) }
    }
  }

  @Test(
    "the largest of a window is the first of equals, and not a number where there is one", arguments: Kernels.available)
  func largest(level: Kernels.Level) {
    var window = nn_window(WindowRule(kernel: 2, stride: 2, padding: .valid).window(over: Shape([2, 4, 1])))
    let x: [Float] = [3, 1, 2, .nan, 3, 0, 9, 5] + [Float](repeating: 0, count: 16)
    var (y, winners) = ([Float](repeating: 0, count: 18), [Int32](repeating: -1, count: 18))
    Kernels.at(level).max_pool(&window, x, &y, &winners)
    #expect(y[0] == 3 && y[1].isNaN)
    #expect(winners[..<3] == [0, 3, -1])
  }
}
