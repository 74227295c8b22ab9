import Basics
import Glibc

/// Many draws from normal distributions, by the ziggurat of Marsaglia and Tsang (2000) in Doornik's form (2005).
///
/// The area under e^(-x^2 / 2) is covered by 128 layers of equal area: layer i, chosen at random, reaches from 0 to edge x_i.
/// A point of it that is left of x_(i+1) lies under the curve; that is so in 98 of 100 draws, which then cost one number,
/// one comparison and one product. Others are accepted by the curve itself, or drawn from the tail beyond the last edge.
struct Ziggurat: Sendable {
  /// Falling from x_0 to x_128 = 0; the tail begins at x_1.
  private let edges: [Double]

  private static let layers = 128
  private static let tail = 3.442619855899
  private static let area = 9.91256303526217e-3
  private static let standard = Ziggurat()

  private init() {
    var height = exp(-Self.tail * Self.tail / 2)
    var edges = [Self.area / height, Self.tail]
    while edges.count < Self.layers, let last = edges.last {
      let edge = sqrt(-2 * log(Self.area / last + height))
      height = exp(-edge * edge / 2)
      edges.append(edge)
    }
    self.edges = edges + [0]
  }

  /// Fills memory with draws from N(0, deviation^2).
  static func fill(
    _ values: Slice<UnsafeMutableBufferPointer<Float>>, deviation: Double, from random: inout CounterRandom
  ) {
    standard.edges.withUnsafeBufferPointer { edges in
      for i in values.indices { values.base.initializeElement(at: i, to: Float(deviation * draw(edges, &random))) }
    }
  }

  private static func draw(_ edges: UnsafeBufferPointer<Double>, _ random: inout CounterRandom) -> Double {
    while true {
      let bits = random.next()  // the low seven choose the layer, the high 53 the place in it
      let (layer, x) = (Int(bits & 127), Double(bits >> 11) * 0x1p-52 - 1)
      let point = x * edges[layer]
      if abs(point) < edges[layer + 1] { return point }
      if layer == 0 { return x < 0 ? -tailDraw(&random) : tailDraw(&random) }
      let (outer, inner) = (edges[layer] * edges[layer], edges[layer + 1] * edges[layer + 1])
      let low = exp((point * point - outer) / 2)
      let high = exp((point * point - inner) / 2)
      if low + random.fraction() * (high - low) < 1 { return point }
    }
  }

  /// A draw beyond the last edge (Marsaglia 1964).
  private static func tailDraw(_ random: inout CounterRandom) -> Double {
    while true {
      let x = -log(1 - random.fraction()) / tail
      let y = -log(1 - random.fraction())
      if 2 * y > x * x { return tail + x }
    }
  }
}
