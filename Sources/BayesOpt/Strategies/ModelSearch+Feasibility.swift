// Constraints c_k on what comes of a trial are met where c_k <= 0. Each is modelled by a Gaussian process of its own, on
// sign(c) ln(1 + |c| / s) with s the median of |c| (Eriksson and Poloczek, AISTATS 2021), which keeps 0 and tames what lies far from it. As the
// processes are independent, what is maximised is
//
//   ln A(x) + sum_k ln P(c_k(x) <= 0),
//
// A being the acquisition over the best feasible trial (Gardner et al., ICML 2014); without a feasible trial the sum alone.

import Basics
import RealModule

/// A sum of surfaces.
struct SurfaceSum: Surface {
  let terms: [any Surface]

  func heights(_ points: [[Double]]) -> [Double] {
    terms.dropFirst().reduce(terms[0].heights(points)) { sums, term in zip(sums, term.heights(points)).map(+) }
  }

  func climber() -> (_ point: [Double], _ gradient: inout [Double]) -> Double {
    let climbers = terms.map { $0.climber() }
    var own: [Double] = []
    return { point, gradient in
      if own.count != gradient.count { own = gradient }
      for axis in gradient.indices { gradient[axis] = 0 }
      return climbers.reduce(0) { sum, climb in
        let height = climb(point, &own)
        for axis in gradient.indices { gradient[axis] += own[axis] }
        return sum + height
      }
    }
  }
}

extension ModelSearch {
  /// The logarithm of the probability that all constraints are met, a surface for each constraint.
  func feasibility(_ history: History, in space: Space, _ shape: ModelShape) -> [AcquisitionSurface] {
    (0..<history.constraintCount).compactMap { index in
      let measured = history.observations.map { observation in
        observation.constraints.indices.contains(index) ? observation.constraints[index] : Double.nan
      }
      let sizes = measured.filter { $0.isFinite && $0 != 0 }.map(\.magnitude).sorted()
      let unit = sizes.isEmpty ? 1 : sizes[sizes.count / 2]
      // What is not known of a trial, one that failed for instance, is not taken for anything.
      let observations = history.observations.indices.compactMap { trial -> Observation? in
        let configuration = history.observations[trial].configuration
        if history.observations[trial].evaluation == .running { return Observation(configuration, .running) }
        guard !measured[trial].isNaN else { return nil }
        let size = min(Double.log(onePlus: measured[trial].magnitude / unit), 1e3)
        return Observation(configuration, .complete([measured[trial] < 0 ? -size : size]))
      }
      let distances = History(observations, trial: history.trial, isNoisy: history.isNoisy)
      let model = constraintModels[index]
      let training = model.training(on: distances, in: space, shape)
      guard training.data.values.count >= 2 else { return nil }
      let fit = model.fit(to: training, options.prior)
      let limit = model.scale(of: fit, .minimize).place(of: 0)
      return AcquisitionSurface(posterior: fit.posterior.imagining(training.running)) { mean, variance in
        ProbabilityOfImprovement.logUnderNormal(mean: mean, variance: variance, incumbent: limit)
      }
    }
  }
}
