import Basics

/// What trials have reported on their way, by the number of the trial, and what they are: all that a pruner is told.
///
/// Values are kept as costs: a maximised value negated, so that the smaller is always the better, and what is not a number
/// as infinity, worse than all others.
public struct LearningCurves: Sendable {
  /// What is wanted of the values.
  public let direction: Direction
  /// What may be tried, for the pruners that learn from configurations.
  public let space: Space?
  /// Whether a new trial can begin in place of one that goes on.
  public var canBegin = true
  /// The configurations of the trials.
  public private(set) var configurations: [Int: Configuration] = [:]
  /// The curves by trial; a trial that has reported nothing has none.
  public private(set) var curves: [Int: LearningCurve] = [:]

  /// No curves yet.
  ///
  /// - Parameters:
  ///   - direction: what is wanted of the values.
  ///   - space: what may be tried.
  public init(direction: Direction, space: Space? = nil) { (self.direction, self.space) = (direction, space) }

  /// The curve of a trial.
  public subscript(trial: Int) -> LearningCurve? { curves[trial] }

  /// Records what a trial has reported; a step that is reported again takes the new value.
  ///
  /// - Parameters:
  ///   - value: the value of the objective so far.
  ///   - step: the step, from whatever the objective counts.
  ///   - trial: the number of the trial.
  /// - Complexity: O(1) for a step behind all others, O(*s*) for *s* steps otherwise.
  public mutating func report(_ value: Double, at step: Int, of trial: Int) {
    curves[trial, default: LearningCurve()].add(.init(step: step, cost: cost(value)))
  }

  /// Tells what a trial does now.
  ///
  /// - Complexity: O(1).
  public mutating func set(_ state: LearningCurve.State, of trial: Int) { curves[trial]?.state = state }

  /// Begins a trial, or begins it anew: what it has reported is forgotten.
  public mutating func begin(_ trial: Int, with configuration: Configuration) {
    curves[trial] = nil
    configurations[trial] = configuration
  }

  /// How much has been reported.
  ///
  /// - Complexity: O(*n*) for *n* trials.
  var reportCount: Int { curves.values.reduce(0) { $0 + $1.points.count } }

  /// The least cost that a complete trial has come to up to a step.
  func leastCompleteCost(to last: Int) -> Double? {
    curves.values.compactMap { curve in
      curve.state == .complete ? curve.points.last { $0.step <= last }?.cost : nil
    }.filter(\.isFinite).min()
  }

  /// The paused trial of the least cost, whatever step it has come to; of equals the earlier one.
  var bestPaused: Int? {
    curves.compactMap { trial, curve in
      curve.state == .paused ? curve.points.last.map { (cost: $0.cost, trial: trial) } : nil
    }.filter(\.cost.isFinite).min { $0 < $1 }?.trial
  }

  /// The value that a cost stands for.
  public func value(of cost: Double) -> Double { direction == .minimize ? cost : -cost }

  private func cost(_ value: Double) -> Double {
    if value.isNaN { return .infinity }
    return direction == .minimize ? value : -value
  }

  /// The curves of some of the trials.
  func filter(_ isIncluded: (Int) -> Bool) -> LearningCurves {
    var some = self
    some.curves = curves.filter { isIncluded($0.key) }
    return some
  }
}

/// What one trial has reported on its way.
public struct LearningCurve: Hashable, Sendable {
  /// What was reported at a step.
  public struct Point: Hashable, Sendable {
    /// The step, from whatever the objective counts.
    public let step: Int
    /// The value to minimise.
    public let cost: Double
  }

  /// What the trial does now.
  public enum State: Hashable, Sendable {
    case running, paused
    /// It has given its value.
    case complete
    /// It was stopped early.
    case stopped
    /// It has failed, whatever it had reported.
    case failed
  }

  /// By ascending step.
  public private(set) var points: [Point] = []
  /// What the trial does now.
  public fileprivate(set) var state = State.running

  fileprivate mutating func add(_ point: Point) {
    let place = points.lastIndex { $0.step <= point.step }
    if let place, points[place].step == point.step {
      points[place] = point
    } else {
      points.insert(point, at: place.map { $0 + 1 } ?? 0)
    }
  }

  /// The cost when a step was reached: at the first report at that step or later.
  ///
  /// - Complexity: O(log *s*) for *s* steps.
  func cost(reaching step: Int) -> Double? {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].step < step { low = middle + 1 } else { high = middle }
    }
    return points.indices.contains(low) ? points[low].cost : nil
  }

  /// The least cost so far.
  var leastCost: Double? { points.map(\.cost).min() }

  /// The last step that was reported, and the one before it; nothing was reported before the first.
  var lastSteps: (last: Int, before: Int)? {
    points.last.map { ($0.step, points.count > 1 ? points[points.count - 2].step : .min) }
  }
}
