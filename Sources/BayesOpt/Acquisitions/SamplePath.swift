// A draw from the posterior as a function that can be evaluated and followed anywhere (Wilson et al., ICML 2020, after
// Matheron): a draw f0 from the prior, corrected where there are observations,
//
//   f(x) = mean(x) + f0(x) + k_x^T (weights - (L L^T)^-1 (f0(X) + e)),   e ~ N(0, noise).
//
// f0 is a sum of M random cosines sqrt(2 s^2 / M) g_m cos(w_m x + b_m) (Rahimi and Recht 2007). The spectrum of Matern-5/2
// is Student's t with 5 degrees of freedom: w = z sqrt(5 / chi^2_5) / l. A choice multiplies a cosine by 1 with
// probability rho, and else by a sign that is drawn for every one of its values: the factor rho^[x != x'] on average.

import RealModule

/// The negative of a function drawn from a posterior: where it is highest a minimum may be (Thompson sampling).
struct SamplePath: Surface {
  /// Its mean is that of the path, less f0.
  private var posterior: Posterior
  private let waves: [Wave]
  /// a_j and c_j of the trend.
  private let slopes: [Double]
  private let flanks: [Double]

  private static let waveCount = 256

  private struct Wave {
    let amplitude: Double
    let frequencies: [Double]
    let phase: Double
    /// For each choice that counts, its axis and the key of its signs.
    let signs: [(axis: Int, key: UInt64)]
  }

  /// A draw.
  init(_ posterior: Posterior, _ random: inout CounterRandom) {
    let kernel = posterior.factor.kernel
    let unit = (2 * kernel.variance / Double(Self.waveCount)).squareRoot()
    waves = (0..<Self.waveCount).map { _ in
      let tail = (2.5 / random.gamma(shape: 2.5)).squareRoot()
      var signs: [(axis: Int, key: UInt64)] = []
      for axis in kernel.hamming.indices where kernel.hamming[axis] > 0 {
        let key = random.next()
        if random.uniform() > .exp(-kernel.hamming[axis]) { signs.append((axis, key)) }
      }
      return Wave(
        amplitude: unit * random.normal(),
        frequencies: kernel.radial.map { $0 == 0 ? 0 : random.normal() * tail * $0.squareRoot() },
        phase: 2 * .pi * random.uniform(), signs: signs)
    }
    let scales = kernel.trend.map { ($0 * kernel.variance).squareRoot() }
    slopes = scales.map { $0 == 0 ? 0 : $0 * Trend.slope.squareRoot() * random.normal() }
    flanks = scales.map { $0 == 0 ? 0 : $0 * Trend.flank.squareRoot() * random.normal() }
    let factor = posterior.factor
    self.posterior = posterior
    let prior = (0..<factor.count).map { i in
      let point = (0..<kernel.dimension).map { factor.columns[$0 * factor.count + i] }
      return draw(at: point) + factor.noise[i].squareRoot() * random.normal()
    }
    let correction = factor.solve(prior)
    self.posterior = Posterior(
      factor: factor, mean: posterior.mean, weights: zip(posterior.weights, correction).map { $0 - $1 })
  }

  func heights(_ points: [[Double]]) -> [Double] {
    zip(points, posterior.predict(points)).map { -$1.mean - draw(at: $0) }
  }

  func climber() -> (_ point: [Double], _ gradient: inout [Double]) -> Double {
    let (posterior, slopes, flanks, waves) = (posterior, slopes, flanks, waves)
    let scratch = posterior.makeScratch()
    var unused: [Double] = []
    return { point, gradient in
      if unused.count != gradient.count { unused = gradient }
      let mean = posterior.predict(point, meanGradient: &gradient, varianceGradient: &unused, scratch).mean
      for axis in gradient.indices {
        let x = Trend.centred(point[axis])
        gradient[axis] += 2 * slopes[axis] + 8 * flanks[axis] * x * x * x
      }
      for wave in waves {
        let steepness = -Self.amplitude(of: wave, at: point) * .sin(Self.angle(of: wave, at: point))
        for axis in gradient.indices { gradient[axis] += steepness * wave.frequencies[axis] }
      }
      for axis in gradient.indices { gradient[axis] = -gradient[axis] }
      return -mean - draw(at: point)
    }
  }

  /// f0.
  private func draw(at point: [Double]) -> Double {
    var sum = 0.0
    for axis in slopes.indices where slopes[axis] != 0 {
      let x = Trend.centred(point[axis])
      sum += x * (slopes[axis] + flanks[axis] * x * x * x)
    }
    for wave in waves { sum += Self.amplitude(of: wave, at: point) * .cos(Self.angle(of: wave, at: point)) }
    return sum
  }

  private static func angle(of wave: Wave, at point: [Double]) -> Double {
    var angle = wave.phase
    for axis in point.indices { angle += wave.frequencies[axis] * point[axis] }
    return angle
  }

  private static func amplitude(of wave: Wave, at point: [Double]) -> Double {
    wave.signs.reduce(wave.amplitude) { amplitude, sign in
      CounterRandom.mix(sign.key ^ point[sign.axis].bitPattern) & 1 == 0 ? amplitude : -amplitude
    }
  }
}
