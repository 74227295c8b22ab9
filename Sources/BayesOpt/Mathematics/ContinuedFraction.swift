/// The value of b + a_1 / (b_1 + a_2 / (b_2 + ...)), to full precision.
///
/// The modified Lentz algorithm (Thompson and Barnett, J. Comput. Phys. 64 (1986) 490): from the front, stopping
/// where the next term changes nothing. None of the fractions used here has a partial denominator of zero.
///
/// - Parameters:
///   - b: The first term; not zero.
///   - term: The pair (a_k, b_k) for k = 1, 2, ...
/// - Returns: The limit, or the last convergent after 5000 terms.
@inline(__always)
func continuedFraction(_ b: Double, _ term: (Double) -> (a: Double, b: Double)) -> Double {
  var value = b
  var c = b
  var d = 0.0
  for k in 1...5000 {
    let (a, b) = term(Double(k))
    d = 1 / (b + a * d)
    c = b + a / c
    let change = c * d
    value *= change
    if abs(change - 1) < 1e-16 { break }
  }
  return value
}
