import Basics

// A search that is told of studies in other spaces asks an ensemble: a Gaussian process of each, which sees the parameters that they
// share, beside its own, weighted by how well they rank what the search has found. A study that misleads soon has no weight. Each process
// works on standardised values of its own study, so that ranks are all that is compared.

extension ModelSearch {
  /// After so many trials for each parameter earlier studies count no more.
  private static var trialsOfOthers: Double { 10 }

  /// The posteriors of earlier studies and the search's own with their weights; nil where the own one is all that counts.
  ///
  /// - Parameters:
  ///   - fit: the search's own model.
  ///   - training: what it was fitted to.
  ///   - history: the trials so far, and the earlier studies.
  ///   - space: what may be tried.
  ///   - seed: where the random numbers start.
  /// - Returns: the ensemble, the search's own posterior at its end.
  func ensemble(
    of fit: Model.Fit, _ training: TrainingSet, _ history: History, in space: Space, seed: UInt64
  ) -> PosteriorEnsemble? {
    guard !history.earlier.isEmpty, learnsFromOtherSpaces else { return nil }
    let others = earlierMembers(history, in: space)
    guard !others.isEmpty else { return nil }
    let points = training.data.points
    var random = CounterRandom(seed: seed, Purpose.ranks.rawValue, UInt64(history.trial))
    let ranked = RankWeights.weights(
      others: others.map { member in member.posterior.means(points.map(member.seen)) },
      own: fit.posterior.meansFromOthers(training.data.points), values: training.data.values, &random)
    // What others know counts the less the more trials there are, and in the end not at all.
    let share = max(0, 1 - Double(points.count) / (Self.trialsOfOthers * Double(space.dimension)))
    let weights = ranked.dropLast().map { $0 * share }
    guard weights.contains(where: { $0 > 0 }) else { return nil }
    let members = zip(others, weights).filter { $0.1 > 0 }.map { member, weight in
      PosteriorEnsemble.Member(posterior: member.posterior, weight: weight, coordinates: member.coordinates)
    }
    let own = PosteriorEnsemble.Member(
      posterior: fit.posterior.imagining(training.running), weight: 1 - weights.reduce(0, +), coordinates: nil)
    return PosteriorEnsemble(members: own.weight > 0 ? members + [own] : members)
  }

  /// A posterior of each earlier study over the parameters that it shares, of weight 1.
  private func earlierMembers(_ history: History, in space: Space) -> [PosteriorEnsemble.Member] {
    history.earlier.indices.compactMap { index in
      let study = history.earlier[index]
      let parameters = study.shared.map {
        Parameter(name: space.parameters[$0].name, domain: space.parameters[$0].domain)
      }
      guard let shared = try? Space(parameters: parameters) else { return nil }
      let observations = study.observations.map { observation in
        Observation(
          Configuration(values: study.shared.map { observation.configuration.values[$0] }), observation.evaluation)
      }
      let known = History(observations, directions: history.directions)
      let model = earlierModels[index]
      let training = model.training(on: known, in: shared, ModelShape(trend: 0, bowl: options.bowl))
      guard training.data.values.count >= 2 else { return nil }
      return PosteriorEnsemble.Member(
        posterior: model.fit(to: training, options.prior).posterior, weight: 1, coordinates: study.shared)
    }
  }

  /// An expected improvement on the best that the ensemble expects of the trials so far.
  func surface(
    of ensemble: PosteriorEnsemble, _ training: TrainingSet, demand: Double, in space: Space
  ) -> EnsembleSurface {
    let incumbent = (ensemble.means(training.contenderPoints + training.running).min() ?? 0) - demand
    return EnsembleSurface(
      ensemble: ensemble,
      score: { ExpectedImprovement.logUnderNormal(mean: $0, variance: $1, incumbent: incumbent) },
      belief: Belief(space, observations: training.data.values.count))
  }
}

extension Posterior {
  /// What is expected of each observation from the others: y_i - [A^-1 (y - m)]_i / [A^-1]_ii.
  ///
  /// - Parameter points: those of the observations.
  /// - Returns: a mean for each of them.
  /// - Complexity: O(n^3) for n observations.
  func meansFromOthers(_ points: [[Double]]) -> [Double] {
    let n = points.count
    var identity = [Double](repeating: 0, count: n * n)
    for i in 0..<n { identity[i * n + i] = 1 }
    let inverse = factor.solve(identity)
    // m_i + noise_i alpha_i is y_i.
    return zip(means(points), points.indices).map { mean, i in
      mean + factor.noise[i] * weights[i] - weights[i] / inverse[i * n + i]
    }
  }
}

extension ModelSearch {
  /// Whether earlier studies have ranked the first trials so well that no more of them need to be the design's.
  func trustsEarlier(_ training: TrainingSet, _ history: History, in space: Space, seed: UInt64) -> Bool {
    guard !history.earlier.isEmpty, training.data.values.count >= RankWeights.leastObservations else { return false }
    let fit = model.fit(to: training, options.prior)
    let members = ensemble(of: fit, training, history, in: space, seed: seed)?.members ?? []
    return members.reduce(0) { $0 + ($1.coordinates == nil ? 0 : $1.weight) } > 0.5
  }
}
