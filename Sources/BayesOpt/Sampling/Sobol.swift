// | code        | mathematics                                                                              |
// |-------------|------------------------------------------------------------------------------------------|
// | directions  | v_1 ... v_32 of a dimension, m_k / 2^k as 32-bit fractions                               |
// | integer     | x_i = XOR of the v_k for which bit k of the Gray code i ^ (i >> 1) is set                |
//
// m_k from the primitive polynomial z^s + a_1 z^(s-1) + ... + 1:
//   m_k = 2 a_1 m_(k-1) ^ 2^2 a_2 m_(k-2) ^ ... ^ 2^s m_(k-s) ^ m_(k-s)     (Joe and Kuo 2008, eq. 2)
//
// Scrambling: Owen's nested uniform scrambling of all 32 bits. Every bit is flipped by a random bit that belongs to
// the bits above it, so the scrambled points stay a digital net, each of them uniformly distributed.

import Basics

/// The Sobol sequence, its points as functions of their index.
public struct Sobol: Sendable {
  /// Dimensions the table covers; those beyond are independent uniform numbers.
  public static let tabulatedDimensions = directions.count + 1

  private let dimension: Int
  private let seed: UInt64?
  private let columns: [UInt32]

  /// A sequence in some dimensions, scrambled unless the seed is nil.
  public init(dimension: Int, scrambledBy seed: UInt64?) {
    self.init(
      dimension: dimension, seed: seed, columns: (0..<min(dimension, Self.tabulatedDimensions)).flatMap(Self.columns))
  }

  private init(dimension: Int, seed: UInt64?, columns: [UInt32]) {
    (self.dimension, self.seed, self.columns) = (dimension, seed, columns)
  }

  /// The same sequence with another scrambling.
  public func scrambled(by seed: UInt64) -> Sobol {
    Sobol(dimension: dimension, seed: seed, columns: columns)
  }

  /// The point of an index, with coordinates in [0, 1), in (0, 1) if scrambled.
  public func point(_ index: Int) -> [Double] {
    let gray = UInt32(truncatingIfNeeded: index ^ (index >> 1))
    return (0..<dimension).map { axis in
      guard axis < Self.tabulatedDimensions else {
        var random = CounterRandom(seed: seed ?? 0, UInt64(axis), UInt64(bitPattern: Int64(index)))
        return random.uniform()
      }
      var bits: UInt32 = 0
      for k in 0..<32 where gray >> UInt32(k) & 1 == 1 { bits ^= columns[axis * 32 + k] }
      guard let seed else { return Double(bits) * 0x1p-32 }
      return (Double(Self.scramble(bits, key: CounterRandom.mix(seed &+ UInt64(axis) << 32))) + 0.5) * 0x1p-32
    }
  }

  private static func scramble(_ bits: UInt32, key: UInt64) -> UInt32 {
    var flips: UInt32 = 0
    for level in 0..<32 {
      // The node of the binary tree above this bit, numbered as in a heap.
      let node = UInt64(1) << UInt64(level) | (level == 0 ? 0 : UInt64(bits >> UInt32(32 - level)))
      flips |= UInt32(CounterRandom.mix(key ^ CounterRandom.mix(node)) & 1) << UInt32(31 - level)
    }
    return bits ^ flips
  }

  private static func columns(axis: Int) -> [UInt32] {
    guard axis > 0 else { return (0..<32).map { 1 << UInt32(31 - $0) } }
    let row = directions[axis - 1]
    let polynomial = row[0]
    let degree = row.count - 1
    var m = Array(row.dropFirst())
    for k in degree..<32 {
      var next = m[k - degree] ^ (m[k - degree] << UInt32(degree))
      for j in 1..<degree where polynomial >> UInt32(degree - j) & 1 == 1 { next ^= m[k - j] << UInt32(j) }
      m.append(next)
    }
    return m.enumerated().map { $1 << UInt32(31 - $0) }
  }
}
