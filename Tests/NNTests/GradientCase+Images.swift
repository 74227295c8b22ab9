@testable import NN

extension GradientCase {
  /// A network of images that tells three classes apart.
  private static func image(_ image: [Int], _ layers: [Layer], items: Int = 3) -> GradientCase {
    GradientCase(layers: layers, classes: 3, shape: Shape(image), items: items)
  }

  static let convolutions: [GradientCase] = [
    image([6, 7, 3], [.conv(4), .dense(3)]),
    image([1, 1, 5], [.conv(4, kernel: 1), .dense(3)]),
    image([5, 5, 1], [.conv(2, kernel: 5), .dense(3)]),
    image([6, 7, 3], [.conv(4, kernel: Size2D(2, 3), padding: .same, activation: .tanh), .dense(3)]),
    image([6, 5, 2], [.conv(5), .conv(3, kernel: 2, activation: .relu), .dense(3)]),
    image([6, 5, 2], [.conv(17, padding: 1), .conv(20, padding: 2, activation: .gelu), .dense(3)]),
    image([9, 8, 2], [.conv(3, padding: .same), .conv(4, stride: 2, activation: .tanh), .dense(3)]),
    image([9, 8, 2], [.conv(3), .conv(4, stride: Size2D(3, 2), padding: 1), .dense(3)]),
    image([5, 6, 2], [.conv(3, kernel: 1), .conv(4, kernel: 1, stride: 3), .dense(3)]),
    image([5, 6, 2], [.conv(3, kernel: 1), .conv(4, kernel: 2, stride: 4, padding: .same), .dense(3)]),
    image([9, 9, 2], [.conv(3, padding: 1), .conv(4, dilation: 2, activation: .sigmoid), .dense(3)]),
    image([9, 10, 2], [.conv(3), .conv(4, stride: 2, padding: 2, dilation: Size2D(2, 3)), .dense(3)]),
    image([5, 6, 4], [.conv(4, kernel: 1), .conv(6, groups: 2, activation: .tanh), .dense(3)]),
    image([7, 6, 6], [.conv(6, kernel: 1), .conv(9, stride: 2, padding: 1, groups: 3), .dense(3)]),
    image([7, 6, 4], [.conv(36, kernel: 1), .conv(40, padding: .same, groups: 2), .dense(3)]),
    image([6, 6, 3], [.conv(3, kernel: 1), .conv(6, padding: 1, dilation: 2, groups: 3), .dense(3)]),
    image([7, 6, 5], [.conv(5, kernel: 1), .conv(5, padding: 1, groups: 5), .dense(3)]),
    image([7, 6, 5], [.conv(21, kernel: 1), .conv(21, stride: 2, groups: 21, activation: .relu), .dense(3)]),
    image([7, 8, 3], [.conv(3, kernel: 1), .conv(3, padding: .same, dilation: 2, groups: 3), .dense(3)]),
    image([4, 4, 2], [.conv(3, kernel: 2, padding: 3, activation: .gelu), .conv(2, padding: 4), .dense(3)]),
  ]

  static let pools: [GradientCase] = [
    image([6, 6, 2], [.conv(3, padding: 1, activation: .relu), .maxPool(), .dense(3)]),
    image([7, 5, 2], [.conv(17, padding: 1), .maxPool(3, stride: 2, padding: 1), .dense(3)]),
    image([7, 5, 2], [.conv(3), .maxPool(Size2D(2, 3), stride: 1, padding: .same), .dense(3)]),
    image([7, 5, 2], [.conv(3), .averagePool(2, stride: 3, padding: .same), .dense(3)]),
    image([7, 5, 2], [.conv(19), .averagePool(3, stride: 1, padding: 1), .flatten, .dense(3)]),
    image([6, 6, 2], [.conv(3, activation: .tanh), .globalAveragePool, .dense(3)]),
    image([6, 6, 2], [.conv(18), .globalMaxPool, .dense(3)]),
    image(
      [12, 12, 1],
      [
        .conv(6, kernel: 5, padding: 2, activation: .relu), .maxPool(), .conv(16, kernel: 3, activation: .relu),
        .maxPool(), .flatten, .dense(12, .relu), .dense(3),
      ]),
  ]

  /// Normalisation, dropout and residual blocks around convolutions and pools.
  static let imageStructures: [GradientCase] =
    [
      image([5, 4, 2], [.conv(4, padding: .same), .batchNorm, .activation(.relu), .dense(3)]),
      image([5, 4, 2], [.batchNorm, .conv(17, activation: .tanh), .batchNorm, .flatten, .dense(3)], items: 4),
      image([6, 6, 3], [.conv(3), .batchNorm, .maxPool(), .dense(3)], items: 1),
      image([6, 6, 2], [.conv(4), .layerNorm, .activation(.gelu), .averagePool(), .layerNorm, .dense(3)]),
      image([6, 5, 4], [.conv(4, padding: 1, groups: 4), .batchNorm, .conv(6, kernel: 1), .batchNorm, .dense(3)]),
      image([5, 5, 2], [.conv(6, activation: .silu), .dropout(0.3), .flatten, .dropout(0.2), .dense(3)]),
      image([4, 5, 3], [.residual([.conv(3, padding: 1)]), .dense(3)]),
      image([4, 4, 2], [.flatten, .residual([.dense(32, .tanh)]), .dense(3)]),
      image([5, 5, 3], [.residual([.averagePool(3, stride: 1, padding: 1)]), .dense(3)]),
      image(
        [6, 6, 2], [.residual([.conv(5), .globalMaxPool], shortcut: [.globalAveragePool, .dense(5)]), .dense(3)]),
      // The blocks of He et al. 2016: one that keeps its shape, one that halves it.
      image(
        [5, 4, 2],
        [
          .conv(4, padding: 1),
          .residual([
            .conv(4, padding: 1), .batchNorm, .activation(.relu), .conv(4, padding: 1), .batchNorm,
          ]), .activation(.relu), .globalAveragePool, .dense(3),
        ], items: 4),
      image(
        [6, 6, 3],
        [
          .residual(
            [.conv(5, stride: 2, padding: 1), .batchNorm, .activation(.elu), .conv(5, padding: 1), .batchNorm],
            shortcut: [.conv(5, kernel: 1, stride: 2), .batchNorm]), .maxPool(3), .dense(3),
        ], items: 4),
    ] + Activation.allCases.map { image([5, 4, 2], [.conv(3, activation: $0), .dense(3)]) }
}
