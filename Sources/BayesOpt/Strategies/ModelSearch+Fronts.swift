// Several objectives are modelled independently of each other, each as a single one would be. What is maximised is the
// hypervolume that a trial is expected to add (HypervolumeImprovement.swift) to that of the front of the feasible trials as the models
// see them, without noise (Daulton et al., NeurIPS 2021), each cost on the scale of its model. The reference point lies beyond the
// worst of the front by a tenth of the front's range; of a front of one point, of the range of all trials.

import Basics
import RealModule

/// What several posteriors predict, as one number.
struct JointSurface: Surface {
  /// One for each objective.
  let posteriors: [Posterior]
  /// Of the means and the variances of all objectives, the larger the better.
  let score: ([Double], [Double]) -> Double
  var belief = Belief()

  func heights(_ points: [[Double]]) -> [Double] {
    let predictions = posteriors.map { $0.predict(points) }
    return points.indices.map { index in
      score(predictions.map { $0[index].mean }, predictions.map { $0[index].variance })
        + belief.value(at: points[index])
    }
  }

  func climber() -> (_ point: [Double], _ gradient: inout [Double]) -> Double {
    let scratches = posteriors.map { $0.makeScratch() }
    return { point, gradient in
      var slopes: [(mean: [Double], variance: [Double])] = []
      var moments: [(mean: Double, variance: Double)] = []
      for (posterior, scratch) in zip(posteriors, scratches) {
        var (mean, variance) = (gradient, gradient)
        moments.append(posterior.predict(point, meanGradient: &mean, varianceGradient: &variance, scratch))
        slopes.append((mean, variance))
      }
      func height(_ moments: [(mean: Double, variance: Double)]) -> Double {
        score(moments.map(\.mean), moments.map(\.variance))
      }
      for axis in gradient.indices { gradient[axis] = belief.slope(at: point, axis) }
      for (index, moment) in moments.enumerated() {
        // The score is a smooth function of each number; its derivatives by central differences are good to 1e-8.
        func slope(_ number: WritableKeyPath<(mean: Double, variance: Double), Double>, _ step: Double) -> Double {
          var (above, below) = (moments, moments)
          above[index][keyPath: number] += step
          below[index][keyPath: number] -= step
          return (height(above) - height(below)) / (2 * step)
        }
        let byMean = slope(\.mean, 1e-4 * moment.variance.squareRoot())
        let byVariance = slope(\.variance, 1e-4 * moment.variance)
        for axis in gradient.indices {
          gradient[axis] += byMean * slopes[index].mean[axis] + byVariance * slopes[index].variance[axis]
        }
      }
      return height(moments) + belief.value(at: point)
    }
  }
}

extension ModelSearch {
  /// Where the hypervolume is expected to grow most.
  func frontProposal(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    let shape = shape(for: history.trial)
    let trainings = try history.directions.indices.map { index in
      try objectiveModels[index].training(on: history.objective(index), in: space, shape)
    }
    let training = trainings[0]
    guard history.trialsSoFar >= initialTrials(in: space, budget: budget), training.data.values.count >= 2 else {
      return try design(history, in: space, seed: seed)
    }
    let fits = trainings.enumerated().map { objectiveModels[$0].fit(to: $1, options.prior) }
    let constraints = feasibility(history, in: space, shape)
    let gain = JointSurface(
      posteriors: zip(fits, trainings).map { $0.posterior.imagining($1.running) },
      score: hypervolumeScore(of: fits, training), belief: Belief(space, observations: training.data.values.count))
    let surface = SurfaceSum(
      terms: constraints.isEmpty || !training.contenders.isEmpty ? constraints + [gain] : constraints)
    let incumbents = history.preferred().prefix(Self.frontIncumbents)
      .map { space.features(history.observations[$0].configuration) }
    var random = CounterRandom(seed: seed, Purpose.candidates.rawValue, UInt64(history.trial))
    let maximizer = Maximizer(space: space, surface: surface, history: history, incumbents: incumbents)
    return try maximizer.maximize(&random).map { next in
      Proposal(next, Reason(.model, [.acquisition: surface.heights([space.features(next)])[0]]))
    }
  }

  /// Trials that the search for the highest point starts from, the best first.
  private static var frontIncumbents: Int { 10 }

  /// The logarithm of the expected gain of hypervolume.
  private func hypervolumeScore(of fits: [Model.Fit], _ training: TrainingSet) -> ([Double], [Double]) -> Double {
    func costs(_ points: [[Double]]) -> [[Double]] {
      let means = fits.map { $0.posterior.means(points) }
      return points.indices.map { index in means.map { $0[index] } }
    }
    // Running trials count with what is expected of them, lest others look for the same gain.
    let contenders = costs(training.contenderPoints + training.running)
    let ranks = ParetoFronts.ranks(contenders)
    let front = contenders.indices.filter { ranks[$0] == 0 }.map { contenders[$0] }
    let all = costs(training.data.points)
    let reference = fits.indices.map { objective in
      func ends(_ points: [[Double]]) -> (least: Double, most: Double) {
        let costs = points.map { $0[objective] }
        return (costs.min() ?? 0, costs.max() ?? 0)
      }
      let (least, most) = ends(front)
      let range = most > least ? most - least : ends(all).most - ends(all).least
      return most + 0.1 * max(range, 1e-9)
    }
    let improvement = HypervolumeImprovement(on: front, reference: reference)
    return { means, variances in
      improvement.logExpected { fits[$0].logGain(mean: means[$0], variance: variances[$0], below: $1) }
    }
  }
}
