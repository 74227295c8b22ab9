// | code       | mathematics                                                                             |
// |------------|-----------------------------------------------------------------------------------------|
// | mean       | m, in d coordinates                                                                     |
// | sigma      | the step                                                                                |
// | covariance | C = B diag(D^2) B^T, row by row                                                         |
// | steps      | y_i = (x_i - m) / sigma of the i-th best of n points                                    |
// | weights    | w_i, positive for the best half with sum 1, negative for the others ("active")          |
// | pathSigma  | p_sigma, whose length against chi = E|N(0, I)| lets the step grow or shrink             |
// | pathC      | p_c, the direction of the rank-one update                                               |
//
// N. Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772, equations 41 to 58.

import RealModule

/// The normal distribution of an evolution strategy with covariance matrix adaptation.
struct CovarianceAdaptation {
  let dimension: Int
  private(set) var mean: [Double]
  private(set) var sigma: Double
  private(set) var covariance: [Double]
  private(set) var pathSigma: [Double]
  private(set) var pathC: [Double]
  private(set) var generation = 0
  /// B^T, an eigenvector in every row, and the diagonal of D.
  private(set) var vectors: [Double]
  private(set) var scales: [Double]
  /// Those of the population that was seen last.
  private var rates: Rates

  /// A step beyond this is meaningless in a cube.
  private static let largestStep = 1e4

  /// A round distribution.
  init(mean: [Double], sigma: Double) {
    let d = mean.count
    dimension = d
    self.mean = mean
    self.sigma = sigma
    covariance = (0..<d * d).map { $0 % (d + 1) == 0 ? 1 : 0 }
    vectors = covariance
    scales = [Double](repeating: 1, count: d)
    pathSigma = [Double](repeating: 0, count: d)
    pathC = pathSigma
    rates = Rates(dimension: d, population: 2)
  }

  /// Standard deviation of an axis in the cube.
  func deviation(_ axis: Int) -> Double {
    sigma * covariance[axis * (dimension + 1)].squareRoot()
  }

  /// The largest and the smallest scale of the axes of the ellipsoid, as a quotient.
  var condition: Double {
    guard let low = scales.min(), let high = scales.max() else { return 1 }
    return high / low
  }

  /// C^(1/2) z = B D B^T z: a step of covariance C, in which every coordinate of z has most to do with its own axis.
  func step(_ z: [Double]) -> [Double] { stretch(z) { $0 } }

  /// Moves to the distribution of the next generation.
  ///
  /// - Parameter steps: y of at least two points, the best first.
  mutating func advance(_ steps: [[Double]]) {
    let d = dimension
    guard d > 0, steps.count >= 2 else { return }
    if rates.weights.count != steps.count { rates = Rates(dimension: d, population: steps.count) }
    generation += 1
    var mu = [Double](repeating: 0, count: d)
    for (y, weight) in zip(steps, rates.weights) where weight > 0 {
      for i in 0..<d { mu[i] += weight * y[i] }
    }
    for i in 0..<d { mean[i] += sigma * mu[i] }

    let whitened = whiten(mu)
    let gain = (rates.cSigma * (2 - rates.cSigma) * rates.muEffective).squareRoot()
    for i in 0..<d { pathSigma[i] = (1 - rates.cSigma) * pathSigma[i] + gain * whitened[i] }
    let length = pathSigma.reduce(0) { $0 + $1 * $1 }.squareRoot()
    sigma = min(sigma * .exp(rates.cSigma / rates.dSigma * (length / rates.chi - 1)), Self.largestStep)

    // A path that is long already does not enter the rank-one update, which would double the effect.
    let settled = (1 - .pow(1 - rates.cSigma, Double(2 * (generation + 1)))).squareRoot()
    let isShort = length / settled < (1.4 + 2 / (Double(d) + 1)) * rates.chi
    let gainC = isShort ? (rates.cc * (2 - rates.cc) * rates.muEffective).squareRoot() : 0
    for i in 0..<d { pathC[i] = (1 - rates.cc) * pathC[i] + gainC * mu[i] }

    let lost = isShort ? 0 : rates.cc * (2 - rates.cc)
    let kept = 1 + rates.c1 * lost - rates.c1 - rates.cMu * rates.weights.reduce(0, +)
    for i in covariance.indices { covariance[i] *= kept }
    addSquare(of: pathC, weight: rates.c1)
    for (y, weight) in zip(steps, rates.weights) {
      // Negative weights are scaled so that no point takes more variance than there is (eq. 46).
      let norm = weight < 0 ? whiten(y).reduce(0) { $0 + $1 * $1 } : 1
      addSquare(of: y, weight: rates.cMu * (weight < 0 ? weight * Double(d) / (norm + 1e-8) : weight))
    }
    guard let eigen = SymmetricEigen(covariance, d) else { return }
    vectors = eigen.vectors
    scales = eigen.values.map { max($0, 1e-20).squareRoot() }
  }

  /// C^(-1/2) y = B D^-1 B^T y.
  private func whiten(_ y: [Double]) -> [Double] { stretch(y) { 1 / $0 } }

  /// B f(D) B^T x.
  private func stretch(_ x: [Double], by factor: (Double) -> Double) -> [Double] {
    let d = dimension
    var result = [Double](repeating: 0, count: d)
    for j in 0..<d {
      var projection = 0.0
      for i in 0..<d { projection += vectors[j * d + i] * x[i] }
      projection *= factor(scales[j])
      for i in 0..<d { result[i] += vectors[j * d + i] * projection }
    }
    return result
  }

  private mutating func addSquare(of y: [Double], weight: Double) {
    for i in 0..<dimension {
      for j in 0..<dimension { covariance[i * dimension + j] += weight * y[i] * y[j] }
    }
  }
}

extension CovarianceAdaptation {
  /// Weights and learning rates of a dimension and a number of points.
  struct Rates {
    let weights: [Double]
    let muEffective: Double
    /// Of the rank-one and the rank-mu update, their path, and the step with its damping.
    let c1, cMu, cc, cSigma, dSigma: Double
    let chi: Double

    init(dimension: Int, population n: Int) {
      let d = Double(dimension)
      let raw = (0..<n).map { Double.log(Double(n + 1) / 2) - .log(Double($0 + 1)) }
      func effective(_ w: ArraySlice<Double>) -> Double {
        let (sum, squares) = (w.reduce(0, +), w.reduce(0) { $0 + $1 * $1 })
        return sum * sum / squares
      }
      let mu = effective(raw[..<(n / 2)])
      let muMinus = effective(raw[(n / 2)...])
      muEffective = mu
      c1 = 2 / ((d + 1.3) * (d + 1.3) + mu)
      cMu = min(1 - c1 - 1e-8, 2 * (mu - 2 + 1 / mu) / ((d + 2) * (d + 2) + mu))
      let positive = raw.filter { $0 > 0 }.reduce(0, +)
      let negative = -raw.filter { $0 < 0 }.reduce(0, +)
      let limit = min(1 + c1 / cMu, 1 + 2 * muMinus / (mu + 2), (1 - c1 - cMu) / (d * cMu))
      weights = raw.map { $0 >= 0 ? $0 / positive : limit * $0 / negative }
      cSigma = (mu + 2) / (d + mu + 5)
      dSigma = 1 + 2 * max(0, ((mu - 1) / (d + 1)).squareRoot() - 1) + cSigma
      cc = (4 + mu / d) / (d + 4 + 2 * mu / d)
      chi = d.squareRoot() * (1 - 1 / (4 * d) + 1 / (21 * d * d))
    }
  }
}
