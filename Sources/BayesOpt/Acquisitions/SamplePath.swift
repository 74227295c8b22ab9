// A draw from the posterior as a function that can be evaluated and followed anywhere (Wilson et al., ICML 2020, after
// Matheron): a draw f0 from the prior, corrected where there are observations,
//
//   f(x) = mean(x) + f0(x) + k_x^T (weights - (L L^T)^-1 (f0(X) + e)),   e ~ N(0, noise).
//
// f0 is the trend's sum_j a_j x_j + c_j x_j^4 (Covariance.swift) and a sum of M random cosines
// sqrt(2 s^2 / M) g_m cos(w_m x + b_m) (Rahimi and Recht 2007). The spectrum of Matern-5/2
// is Student's t with 5 degrees of freedom: w = z sqrt(5 / chi^2_5) / l,
// with chi^2_5 = 2 Gamma(5/2). A choice multiplies a cosine by 1 with
// probability rho, and else by a sign that is drawn for every one of its values: the factor rho^[x != x'] on average.

import Basics
import CCovariance
import RealModule

/// The negative of a function drawn from a posterior: where it is highest a minimum may be (Thompson sampling).
struct SamplePath: Surface {
  /// Its mean is that of the path, less f0.
  private var posterior: Posterior
  /// sqrt(2 s^2 / M) g_m.
  private let amplitudes: [Double]
  /// w_m and b_m in revolutions, that is divided by 2 pi, the frequencies axis by axis.
  private let frequencies: [Double]
  private let phases: [Double]
  private let signs: [Signs]
  /// a_j and c_j of the trend.
  private let slopes: [Double]
  private let flanks: [Double]

  private static let waveCount = 256

  /// What a choice multiplies the waves with.
  private struct Signs {
    let axis: Int
    /// By wave: hashed with the choice's coordinate, its sign.
    var keys: [UInt64] = []
    /// By wave: 1 << 63 where the choice gives it a sign, else 0.
    var masks: [UInt64] = []
  }

  /// A draw.
  init(_ posterior: Posterior, _ random: inout CounterRandom) {
    let kernel = posterior.factor.kernel
    let unit = (2 * kernel.variance / Double(Self.waveCount)).squareRoot()
    var (amplitudes, phases): ([Double], [Double]) = ([], [])
    var frequencies = [Double](repeating: 0, count: kernel.dimension * Self.waveCount)
    var signs = kernel.hamming.indices.filter { kernel.hamming[$0] > 0 }.map { Signs(axis: $0) }
    for wave in 0..<Self.waveCount {
      let tail = (2.5 / random.gamma(shape: 2.5)).squareRoot() / (2 * .pi)
      for index in signs.indices {
        signs[index].keys.append(random.next())
        let isSigned = random.uniform() > .exp(-kernel.hamming[signs[index].axis])
        signs[index].masks.append(isSigned ? 1 << 63 : 0)
      }
      amplitudes.append(unit * random.normal())
      for axis in 0..<kernel.dimension where kernel.radial[axis] > 0 {
        frequencies[axis * Self.waveCount + wave] = random.normal() * tail * kernel.radial[axis].squareRoot()
      }
      phases.append(random.uniform())
    }
    (self.amplitudes, self.phases, self.frequencies, self.signs) = (amplitudes, phases, frequencies, signs)
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
    zip(points, posterior.means(points)).map { -$1 - draw(at: $0) }
  }

  func climber() -> (_ point: [Double], _ gradient: inout [Double]) -> Double {
    let path = self
    let scratch = posterior.makeScratch()
    var unused: [Double] = []
    var ofPath = slopes
    return { point, gradient in
      if unused.count != gradient.count { unused = gradient }
      let mean = path.posterior.predict(point, meanGradient: &gradient, varianceGradient: &unused, scratch).mean
      for axis in ofPath.indices {
        let x = Trend.centred(point[axis])
        ofPath[axis] = 2 * path.slopes[axis] + 8 * path.flanks[axis] * x * x * x
      }
      let height = path.draw(at: point, addingGradientTo: &ofPath)
      for axis in gradient.indices { gradient[axis] = -gradient[axis] - ofPath[axis] }
      return -mean - height
    }
  }

  /// f0, and its gradient but for the trend's.
  private func draw(at point: [Double], addingGradientTo gradient: UnsafeMutablePointer<Double>? = nil) -> Double {
    var sum = 0.0
    for axis in slopes.indices where slopes[axis] != 0 {
      let x = Trend.centred(point[axis])
      sum += x * (slopes[axis] + flanks[axis] * x * x * x)
    }
    return sum
      + covariance_waves(
        Self.waveCount, signs.isEmpty ? amplitudes : signedAmplitudes(at: point), phases, slopes.count, frequencies,
        point, gradient)
  }

  private func signedAmplitudes(at point: [Double]) -> [Double] {
    var result = amplitudes
    result.withUnsafeMutableBufferPointer { result in
      for sign in signs {
        let u = point[sign.axis].bitPattern
        for wave in result.indices {
          let flip = (CounterRandom.mix(sign.keys[wave] ^ u) << 63) & sign.masks[wave]
          result[wave] = Double(bitPattern: result[wave].bitPattern ^ flip)
        }
      }
    }
    return result
  }
}
