// Where trials are expected to end that are not all trained to the end: the model of their curves, and the way from what they have
// reported to it and back.

/// The model of the trials that have reported numbers.
struct CurveForecast: Sendable {
  let model: CurveModel
  /// The numbers of the trials, in the order of the model's runs.
  let trials: [Int]
  /// The step at which a trial is done.
  let last: Int

  /// The forecast of some curves; nil for fewer than two.
  ///
  /// - Parameters:
  ///   - curves: What was reported.
  ///   - shapes: Which shapes curves have, up to the last step.
  /// - Complexity: That of the model.
  init?(_ curves: LearningCurves, _ shapes: CurveShapes) {
    let (all, last) = (Self.runs(of: curves, to: shapes.last), shapes.last)
    guard all.count >= 2 else { return nil }
    let space = curves.space
    trials = all.map(\.trial)
    model = CurveModel(
      all.map { trial, points in
        CurveModel.Run(
          features: curves.configurations[trial].flatMap { space?.features($0) } ?? [],
          points: points.map { ($0.step, $0.cost) })
      }, in: space, shapes)
    self.last = last
  }

  /// The trials that have reported numbers at steps from 1 to the last, and those; of many the ones that a model is made of.
  private static func runs(
    of curves: LearningCurves, to last: Int
  ) -> [(trial: Int, points: [LearningCurve.Point])] {
    let all = curves.curves.sorted { $0.key < $1.key }.compactMap { trial, curve in
      let points = curve.points.filter { $0.cost.isFinite && (1...last).contains($0.step) }
      return points.isEmpty ? nil : (trial: trial, points: points)
    }
    let costs = all.map { $0.points[$0.points.count - 1].cost }
    return representatives(of: costs, limit: CurveModel.mostRuns).map { all[$0] }
  }

  /// The cost that each trial is expected to end with.
  func ends() -> [Int: Double] {
    let scale = ValueScale(model.form, .minimize)
    return Dictionary(
      uniqueKeysWithValues: trials.indices.map {
        (trials[$0], scale.value(at: model.posteriors[$0].prediction(at: last).mean))
      })
  }
}

extension LearningCurves {
  /// Whether trials report what they give as their value in the end, as far as complete ones tell: then an end that is expected of a
  /// curve stands for a value.
  ///
  /// - Complexity: O(*n*) for *n* trials.
  func reportTheirValue(_ trials: [(number: Int, evaluation: Evaluation)]) -> Bool {
    let lasts = curves.values.compactMap { $0.points.last?.cost }.filter(\.isFinite)
    guard let least = lasts.min(), let most = lasts.max() else { return false }
    let distances = trials.compactMap { number, evaluation -> Double? in
      guard let curve = self[number], curve.state == .complete, let last = curve.points.last,
        case .complete(let values) = evaluation, let value = values.first
      else { return nil }
      return abs((direction == .minimize ? value : -value) - last.cost)
    }
    return 2 * distances.count { $0 <= 0.05 * (most - least) } >= distances.count
  }

  /// The evaluations of trials, those that are not complete by where they are expected to end.
  ///
  /// - Parameters:
  ///   - trials: the trials, and what came of each.
  ///   - ends: the costs that they are expected to end with.
  /// - Returns: the evaluations, in the order of the trials.
  func evaluations(
    of trials: [(number: Int, evaluation: Evaluation)], expecting ends: [Int: Double]
  ) -> [Evaluation] {
    trials.map { number, evaluation in
      guard let curve = self[number], curve.state != .complete else { return evaluation }
      // Of many trials the model represents some; the others, of middling rank, are told as they have last reported.
      guard curve.state != .failed, let last = curve.points.last?.cost, last.isFinite else { return .failed }
      return .complete([value(of: ends[number] ?? last)])
    }
  }
}
