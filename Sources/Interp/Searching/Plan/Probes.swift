import Foundation

/// The corners of the unit cube, as far as there are few, and an additive lattice between them.
func probes(dimension: Int) -> [[Double]] {
  guard dimension > 0 else { return [[]] }
  let nearlyOne = 1 - 0x1p-40
  var points: [[Double]] = []
  for corner in 0..<(1 << min(dimension, 8)) {
    points.append((0..<dimension).map { $0 < 8 && corner >> $0 & 1 == 1 ? nearlyOne : 0 })
  }
  points.append([Double](repeating: nearlyOne, count: dimension))
  // Kronecker lattice with the fractional powers of the generalised golden ratio (Roberts 2018).
  var ratio = 2.0
  for _ in 0..<32 { ratio = pow(1 + ratio, 1 / Double(dimension + 1)) }
  for index in 1...256 {
    points.append((1...dimension).map { (Double(index) / pow(ratio, Double($0))).truncatingRemainder(dividingBy: 1) })
  }
  return points
}
