import Basics
import RealModule

/// Goes on with the trial that promises most for each step that it still takes, by a model of all learning curves (`CurveModel`).
///
/// A trial pauses at steps that are a fifth apart. Whenever a worker is free, the one goes on whose end is expected to improve most
/// on the best report so far, for each step to that end; a new one begins where that promises more, but that at most an equal share
/// of the steps goes to each doubling of a trial's length. Once no new trial can begin, those are trained to the end that may
/// still become the best.
///
/// The stopping variant ends a trial that has hardly a chance to become the best complete one (Domhan et al., IJCAI 2015).
public struct FreezeThaw: Pruner {
  /// The first step at which trials pause, and the one at which they are done.
  public let (first, last): (Int, Int)
  /// Whether trials are laid aside, to go on with the most promising of them later.
  public let isPausing: Bool
  private let shapes: CurveShapes
  /// The model of some curves is asked for several times.
  private let forecasts = Memory<Seen, CurveForecast?>()

  /// The table of shapes has a row for each step.
  public static let mostSteps = 10_000
  /// A trial whose chance to become the best is less than this is not worth going on with.
  private static let leastChance = 0.05
  /// Points of the space at which it is looked how much a new trial promises.
  private static let newPoints = 64
  /// The runs about which it is looked as well, an eighth as often about each.
  private static let centres = 5

  /// The pruner of trials of a known length.
  ///
  /// - Parameters:
  ///   - first: the first step at which trials pause.
  ///   - last: the step at which a trial is done.
  ///   - isPausing: whether trials are laid aside; else those without a chance end.
  /// - Throws: `PrunerError` where there are no steps between, or the last is not known or too far.
  public init(from first: Int, to last: Int?, isPausing: Bool = true) throws(PrunerError) {
    guard let last else {
      throw PrunerError(message: "`freeze_thaw` needs `to`, the step at which a trial is done", parameter: "to")
    }
    let rungs = try Rungs(from: first, to: last, factor: 2)
    guard last <= Self.mostSteps else {
      throw PrunerError(
        message: "`to` must be \(Self.mostSteps) steps at most, not \(last): report less often", parameter: "to")
    }
    (self.first, self.last, self.isPausing) = (rungs.first, last, isPausing)
    shapes = .usual(last: last)
  }

  /// The pruner that decides by the same model without laying trials aside.
  public var stopping: any Pruner { (try? FreezeThaw(from: first, to: last, isPausing: false)) ?? self }

  /// The pruner as a program writes it.
  public var description: String { "freeze_thaw(from: \(first), to: \(last)\(isPausing ? "" : ", mode: \"stop\""))" }

  /// What becomes of a trial that has just reported.
  public func verdict(on trial: Int, in curves: LearningCurves) -> Verdict {
    guard let curve = curves[trial], let (step, before) = curve.lastSteps, step < last, isPause(step, after: before)
    else { return .proceed }
    guard curve.points.last?.cost.isFinite ?? false else { return .stop }
    if isPausing { return .pause }
    guard let incumbent = curves.leastCompleteCost(to: last), let forecast = forecast(of: curves),
      let run = forecast.trials.firstIndex(of: trial)
    else { return .proceed }
    return chance(of: run, below: incumbent, forecast.model) < Self.leastChance ? .stop : .proceed
  }

  /// The paused trial that goes on next; nil where a new one promises more, or none is worth it.
  public func promotion(in curves: LearningCurves) -> Int? {
    guard isPausing else { return nil }
    guard let forecast = forecast(of: curves) else {
      return curves.canBegin || curves.leastCompleteCost(to: last) != nil ? nil : curves.bestPaused
    }
    let (model, runs) = (forecast.model, forecast.trials)
    let paused = runs.indices.filter { curves[runs[$0]]?.state == .paused }
    guard !paused.isEmpty else { return nil }
    if !curves.canBegin {
      guard let incumbent = curves.leastCompleteCost(to: last) else {
        let ends = paused.map { (mean: model.posteriors[$0].prediction(at: last).mean, run: $0) }
        return ends.min { ($0.mean, $0.run) < ($1.mean, $1.run) }.map { runs[$0.run] }
      }
      let chances = paused.map { (run: $0, chance: chance(of: $0, below: incumbent, model)) }
      return chances.max { ($0.chance, -$0.run) < ($1.chance, -$1.run) }
        .flatMap { $0.chance >= Self.leastChance ? runs[$0.run] : nil }
    }
    guard runs.count >= startup(in: curves.space) else { return nil }
    func worth(_ posterior: CurvePosterior, after step: Int) -> Double {
      posterior.gain(below: model.least, at: last) / Double(last - step)
    }
    let worths = paused.map { run in
      (run: run, worth: worth(model.posteriors[run], after: curves[runs[run]]?.points.last?.step ?? 0))
    }
    guard let best = worths.max(by: { ($0.worth, -$0.run) < ($1.worth, -$1.run) }) else { return nil }
    guard mayBegin(in: curves) else { return runs[best.run] }
    let ofNew = model.posteriors(ofNew: newPoints(model, runs, curves)).map { worth($0, after: 0) }
    return best.worth >= ofNew.max() ?? 0 ? runs[best.run] : nil
  }

  /// The evaluations of trials, those that are not complete by where they are expected to end.
  public func evaluations(
    of trials: [(number: Int, evaluation: Evaluation)], in curves: LearningCurves, dimension: Int
  ) -> [Evaluation] {
    guard curves.reportTheirValue(trials), let forecast = forecast(of: curves) else {
      return curves.evaluations(of: trials, dimension: dimension)
    }
    return curves.evaluations(of: trials, expecting: forecast.ends())
  }

  // MARK: The model

  /// What a model is a function of.
  private struct Seen: Equatable, Sendable {
    let points: [Int: [LearningCurve.Point]]
    let configurations: [Int: Configuration]
  }

  private func forecast(of curves: LearningCurves) -> CurveForecast? {
    forecasts.value(of: Seen(points: curves.curves.mapValues(\.points), configurations: curves.configurations)) {
      CurveForecast(curves, shapes)
    }
  }

  private func chance(of run: Int, below cost: Double, _ model: CurveModel) -> Double {
    model.posteriors[run].probability(below: ValueScale(model.form, .minimize).place(of: cost), at: last)
  }

  /// Where new trials may begin: points of a design, and some about the runs that are expected to end best.
  private func newPoints(_ model: CurveModel, _ runs: [Int], _ curves: LearningCurves) -> [[Double]] {
    guard let space = curves.space else { return [[]] }
    let design = space.designSequence(seed: 0)
    let points = (0..<Self.newPoints).map(design.point)
    let ends = model.posteriors.map { $0.prediction(at: last).mean }
    let best = ends.indices.sorted { (ends[$0], $0) < (ends[$1], $1) }.prefix(Self.centres)
      .compactMap { curves.configurations[runs[$0]].map(space.encode) }
    var random = CounterRandom(seed: UInt64(curves.reportCount), Purpose.candidates.rawValue)
    let near = best.flatMap { centre in
      (0..<Self.newPoints / 8).map { _ in centre.map { $0 + 0.1 * random.normal() } }
    }
    return (points + near).compactMap { try? space.features(at: $0) }
  }

  /// So many trials begin before the model is asked.
  private func startup(in space: Space?) -> Int { min(max(4, (space?.dimension ?? 0) + 2), 10) }

  /// Whether the first steps have had no more than their share: that of one of the doublings from the first step to the last.
  private func mayBegin(in curves: LearningCurves) -> Bool {
    let doublings = Double.log2(Double(last) / Double(first)) + 1
    let steps = curves.curves.values.reduce(0.0) { $0 + Double(max($1.points.last?.step ?? 0, 0)) }
    return Double(curves.curves.count * first) * doublings <= steps
  }

  /// Whether a report enters a step at which trials pause: the first one, and each a fifth beyond the one before.
  private func isPause(_ step: Int, after before: Int) -> Bool {
    var pause = first
    while pause <= before { pause += max(1, pause / 5) }
    return pause <= step
  }
}
