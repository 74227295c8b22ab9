import Basics
import Testing

@testable import NN

/// A network, its loss and a batch, at which losses and gradients are compared with double precision.
struct GradientCase: CustomTestStringConvertible {
  let layers: [Layer]
  /// How many classes the target has; none where it is a number.
  let classes: Int?
  /// The loss; none means the usual one.
  var objective: LossTerm?
  var shape = Shape([5])
  var items = 6
  /// How many categories the inputs are numbers of, if they are.
  var categories: Int?

  var testDescription: String {
    let options = objective.map { objective in
      " " + objective.name.rawValue + (objective.smoothing > 0 ? ", smoothing" : "")
        + (objective.classWeights.isEmpty ? "" : ", class weights")
    }
    let levels = Kernels.available.map { "\($0)" }.joined(separator: ", ")
    let target = classes.map { "\($0) classes" } ?? "a number"
    return "\(Model(layers)), \(items) items of \(shape), \(target)\(options ?? ""), "
      + "float32 (\(levels)) against float64"
  }

  /// Numbers of a parameter whose gradient is looked at: fewer where a pass in plain loops takes long.
  var samples: Int { shape.dimensions.count == 3 ? 10 : 40 }

  func data() throws -> Dataset {
    var random = CounterRandom(seed: 11)
    let count = items * shape.count
    let x =
      categories.map { categories in (0..<count).map { _ in Float(Int(random.fraction() * Double(categories))) } }
      ?? random.normals(count)
    let targets: Targets =
      classes.map { classes in
        .classes(labels: (0..<items).map { Int32(($0 + 2) % classes) }, names: (0..<classes).map(String.init))
      } ?? .values(random.normals(items))
    return try Dataset(features: FloatBuffer(x), itemShape: shape, targets: targets)
  }

  static let all = dense + objectives + normalizations + structures + convolutions + pools + imageStructures

  static let dense: [GradientCase] =
    [
      GradientCase(layers: [.dense(3)], classes: 3), GradientCase(layers: [.dense(1)], classes: nil),
      GradientCase(layers: [.dense(5, .relu), .dense(3)], classes: 3),
      GradientCase(layers: [.dense(18, .tanh), .dense(4)], classes: 4),
      GradientCase(layers: [.dense(33, .sigmoid), .dense(2)], classes: 2),
      GradientCase(layers: [.dense(7, .gelu), .dense(3)], classes: 3),
      GradientCase(layers: [.dense(6, .gelu), .dense(17, .tanh), .dense(1)], classes: nil),
      GradientCase(layers: [.dense(6, .tanh), .dense(70, .relu), .dense(33), .dense(3)], classes: 3),
      GradientCase(layers: [.dense(9), .activation(.relu), .dense(3)], classes: 3),
      GradientCase(layers: [.dense(9), .activation(.gelu), .activation(.sigmoid), .dense(1)], classes: nil),
      GradientCase(layers: [.dense(40, .relu), .dropout(0.4), .dense(3)], classes: 3),
      GradientCase(layers: [.dropout(0.3), .dense(6, .tanh), .dropout(0.5), .dense(1)], classes: nil),
    ]
    + Activation.allCases.flatMap { activation in
      [
        GradientCase(layers: [.dense(19, activation), .dense(3)], classes: 3),
        GradientCase(layers: [.activation(activation), .dense(4), .activation(activation), .dense(1)], classes: nil),
      ]
    }

  static let objectives: [GradientCase] =
    [
      LossTerm(name: .crossEntropy), LossTerm(name: .crossEntropy, smoothing: 0.2),
      LossTerm(name: .crossEntropy, classWeights: [1, 3, 0.5]),
      LossTerm(name: .crossEntropy, smoothing: 0.2, classWeights: [1, 3, 0.5]),
    ].map { GradientCase(layers: [.dense(8, .tanh), .dense(3)], classes: 3, objective: $0, items: 7) }
    + [
      LossTerm(name: .binaryCrossEntropy), LossTerm(name: .binaryCrossEntropy, smoothing: 0.1),
      LossTerm(name: .binaryCrossEntropy, classWeights: [3, 0.5]),
      LossTerm(name: .binaryCrossEntropy, smoothing: 0.1, classWeights: [3, 0.5]),
    ].map { GradientCase(layers: [.dense(8, .tanh), .dense(1)], classes: 2, objective: $0, items: 7) }
    + [
      LossTerm(name: .squared), LossTerm(name: .absolute), LossTerm(name: .huber, delta: 0.75),
      LossTerm(name: .huber),
    ].map { GradientCase(layers: [.dense(8, .gelu), .dense(1)], classes: nil, objective: $0, items: 7) }

  static let normalizations: [GradientCase] = [Layer.batchNorm, .layerNorm].flatMap { norm in
    [
      GradientCase(layers: [norm, .dense(3)], classes: 3),
      GradientCase(layers: [.dense(7), norm, .activation(.tanh), .dense(3)], classes: 3),
      GradientCase(layers: [.dense(48, .tanh), norm, .dense(1)], classes: nil, items: 8),
      GradientCase(layers: [norm, .dense(3, .tanh), norm, .dense(2)], classes: 2, shape: Shape([3, 4, 3])),
      GradientCase(
        layers: [norm, .activation(.silu), norm, .dense(3)], classes: 3, shape: Shape([5, 5, 6]), items: 4),
      GradientCase(layers: [.embedding(9, 16), norm, .dense(3)], classes: 3, shape: Shape([4]), categories: 9),
      GradientCase(
        layers: [.embedding(9, 5), norm, .dense(3)], classes: 3, shape: Shape([7]), items: 1, categories: 9),
      GradientCase(layers: [.dense(6, .tanh), norm, .dense(3)], classes: 3, items: 1),
    ]
  }

  static let structures: [GradientCase] = [
    GradientCase(layers: [.embedding(10, 4), .dense(3)], classes: 3, shape: Shape([1]), categories: 10),
    GradientCase(layers: [.embedding(5, 35), .dense(3)], classes: 3, shape: Shape([6]), categories: 5),
    GradientCase(layers: [.embedding(3, 7), .dense(1)], classes: nil, shape: Shape([2, 3]), items: 8, categories: 3),
    GradientCase(layers: [.residual([.dense(5, .tanh)]), .dense(3)], classes: 3),
    GradientCase(layers: [.dense(8), .residual([.dense(20, .gelu), .dense(8)]), .dense(3)], classes: 3),
    GradientCase(layers: [.dense(8), .residual([.dense(6, .silu)], shortcut: [.dense(6)]), .dense(1)], classes: nil),
    GradientCase(
      layers: [.residual([.dense(9, .elu), .dropout(0.3)], shortcut: [.layerNorm, .dense(9)]), .dense(2)], classes: 2),
    GradientCase(
      layers: [
        .dense(6, .tanh), .dropout(0.2),
        .residual([.batchNorm, .activation(.gelu), .residual([.dense(6), .dropout(0.4)]), .dense(6)]),
        .dropout(0.2), .dense(3),
      ], classes: 3, items: 8),
  ]
}
