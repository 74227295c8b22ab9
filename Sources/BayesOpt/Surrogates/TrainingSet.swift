// Hyperparameters cost many times what a prediction costs and change little from one observation to the next. They are
// fitted from scratch at checkpoints alone: at 2, 3, ..., 8, 10, 12, 15, ... observations, each time on the first so
// many of them, so that they are a function of the history whether or not the fit before is remembered.

/// What a model says of a function over the whole of a range, beside the kernel's lengthscales.
struct ModelShape: Hashable, Sendable {
  /// The weight of the trend in the kernel.
  let trend: Double
  /// The weight of the bowl in the prior mean.
  let bowl: Double
}

/// Points and values that a model is fitted to.
struct ModelData: Equatable, Sendable {
  /// As models see configurations.
  let points: [[Double]]
  /// To be minimised, on the model's scale.
  let values: [Double]
  /// How coordinates enter the kernel.
  let axes: Axes
  /// See `PriorMean.bowl`; in deviations of the values.
  let bowl: [Double]

  /// The first observations.
  func first(_ count: Int) -> ModelData {
    subset(Array(0..<count))
  }

  /// The observations of some indices.
  func subset(_ indices: [Int]) -> ModelData {
    ModelData(points: indices.map { points[$0] }, values: indices.map { values[$0] }, axes: axes, bowl: bowl)
  }
}

/// The trials of a history as a model sees them.
struct TrainingSet {
  /// What the model is conditioned on; a failed trial has the worst value that was observed.
  let data: ModelData
  /// How many of the first observations belong to the last checkpoint; the others came after it.
  let checkpoint: Int
  /// Index in the history of each observation.
  let trials: [Int]
  /// For each trial of the history the value to minimise, on the model's scale; nil where there is none.
  let costs: [Double?]
  /// The points of the trials that are running.
  let running: [[Double]]
  /// Indices of the observations that may be the best: the feasible ones.
  let contenders: [Int]

  /// No model is conditioned on more trials up to its checkpoint than this, for its cost is their cube.
  private static let limit = 400

  /// The set of a history, with values derived from its costs; empty if no trial has a value.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - space: What may be tried.
  ///   - shape: Of the model.
  ///   - transform: From costs to values.
  init(
    _ history: History, in space: Space, _ shape: ModelShape,
    values transform: (Double) -> Double = { $0 }
  ) {
    let costs = history.costs.map { $0.map(transform) }
    self.costs = costs
    let (axes, bowl) = (Axes(space, trend: shape.trend), PriorMean.bowl(shape.bowl, space))
    running = history.observations.filter { $0.evaluation == .running }.map { space.features($0.configuration) }
    let finished = history.observations.indices.filter { history.observations[$0].evaluation != .running }
    guard let worst = costs.compactMap({ $0 }).max() else {
      (data, checkpoint, trials) = (ModelData(points: [], values: [], axes: axes, bowl: bowl), 0, [])
      contenders = []
      return
    }
    let all = finished.map { costs[$0] ?? worst }
    let first = Self.lastCheckpoint(upTo: all.count)
    let kept = representatives(of: Array(all[..<first]), limit: Self.limit)
    let chosen = kept + (first..<all.count)
    checkpoint = kept.count
    let trials = chosen.map { finished[$0] }
    self.trials = trials
    contenders =
      history.constraintCount == 0 ? Array(trials.indices) : trials.indices.filter { history.isFeasible(trials[$0]) }
    data = ModelData(
      points: trials.map { space.features(history.observations[$0].configuration) }, values: chosen.map { all[$0] },
      axes: axes, bowl: bowl)
  }

  /// The points that may be the best.
  var contenderPoints: [[Double]] { contenders.map { data.points[$0] } }

  /// The five best points, the best first; the feasible ones before all others.
  var incumbents: [[Double]] {
    let (values, feasible) = (data.values, Set(contenders))
    func key(_ index: Int) -> (Int, Double, Int) { (feasible.contains(index) ? 0 : 1, values[index], index) }
    return values.indices.sorted { key($0) < key($1) }.prefix(5).map { data.points[$0] }
  }

  /// The last number of observations, up to a given one, at which hyperparameters are fitted from scratch.
  static func lastCheckpoint(upTo count: Int) -> Int {
    var checkpoint = min(count, 2)
    while true {
      let next = checkpoint + min(max(checkpoint / 4, 1), 100)
      guard next <= count else { return checkpoint }
      checkpoint = next
    }
  }
}

/// What the hyperparameters of a checkpoint are a function of.
struct FitKey: Equatable, Sendable {
  /// The observations up to the checkpoint.
  let data: ModelData
  let prior: HyperparameterPrior
}

/// Indices of at most `limit` values in order: the lower half of the limit, and others evenly spaced over the rest.
func representatives(of values: [Double], limit: Int) -> [Int] {
  guard values.count > limit else { return Array(values.indices) }
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  let best = order[..<(limit / 2)]
  let rest = order[(limit / 2)...].sorted()
  let others = (0..<limit - limit / 2).map { rest[$0 * rest.count / (limit - limit / 2)] }
  return (best + others).sorted()
}
