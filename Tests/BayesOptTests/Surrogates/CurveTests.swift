import Basics
import Foundation
import Testing

@testable import BayesOpt

/// Models of learning curves.
@Suite struct CurveTests {
  /// The contents of Tests/Support/BayesOpt/curves.json.
  struct References: Decodable {
    struct Case: Decodable {
      struct Expected: Decodable { let evidence, mean, variance, probability, gain: Double }
      let last: Int
      let points: [[Double]]
      let end, start: [Double]
      let noise: Double
      let at: Int
      let threshold: Double
      let expected: Expected
    }
    let design: [[Double]]
    let cases: [Case]
  }

  /// The same as conditioning one large normal distribution for each shape.
  @Test func posteriorIsThatOfTheDenseDistribution() throws {
    let references = try JSONDecoder().decode(References.self, from: Data(contentsOf: supportFile("curves.json")))
    #expect(references.design.count == CurveShapes.count)
    for reference in references.cases {
      let prior = CurvePrior(
        end: Normal(mean: reference.end[0], variance: reference.end[1]),
        start: Normal(mean: reference.start[0], variance: reference.start[1]), noise: reference.noise,
        logShapes: [Double](repeating: -.log(Double(CurveShapes.count)), count: CurveShapes.count))
      let posterior = CurvePosterior(
        reference.points.map { (step: Int($0[0]), value: $0[1]) }, prior,
        CurveShapes(last: reference.last, design: references.design))
      let prediction = posterior.prediction(at: reference.at)
      let expected = reference.expected
      #expect(abs(posterior.logEvidence - expected.evidence) < 1e-6 * max(1, abs(expected.evidence)))
      #expect(abs(prediction.mean - expected.mean) < 1e-7)
      #expect(relativeError(prediction.variance, expected.variance) < 1e-5)
      #expect(
        relativeError(
          posterior.probability(below: reference.threshold, at: reference.at), expected.probability) < 1e-4)
      #expect(relativeError(posterior.gain(below: reference.threshold, at: reference.at), expected.gain) < 1e-4)
    }
  }

  @Test(arguments: [2, 3, 27, 1000]) func shapesFallFromOneToZero(last: Int) {
    let shapes = CurveShapes(last: last)
    #expect(shapes.heights(at: 1).allSatisfy { abs($0 - 1) < 1e-12 })
    #expect(shapes.heights(at: last).allSatisfy { $0 == 0 })
    for step in 2..<last {
      #expect(zip(shapes.heights(at: step), shapes.heights(at: step - 1)).allSatisfy { $0 <= $1 })
    }
  }

  /// Runs of a line of configurations, whose ends fall along it: what is expected of one that has just begun, or not begun, goes by
  /// its neighbours.
  @Test func endsAreLearnedFromNeighbours() throws {
    let space = try Space(parameters: [Parameter(name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: nil))])
    func value(_ x: Double, _ step: Int) -> Double { 1 - x + 2 / Double(step) }
    let runs = (0..<10).map { index in
      let x = Double(index) / 9
      return CurveModel.Run(
        features: [x], points: (1...(index == 8 ? 1 : 27)).map { (step: $0, value: value(x, $0)) })
    }
    let model = CurveModel(runs, in: space, CurveShapes(last: 27))
    let scale = ValueScale(model.form, .minimize)
    let ends = model.posteriors.map { scale.value(at: $0.prediction(at: 27).mean) }
    for (index, end) in ends.enumerated() where index != 8 { #expect(abs(end - value(Double(index) / 9, 27)) < 0.02) }
    #expect(abs(ends[8] - value(8.0 / 9, 27)) < 0.1)
    let new = model.posteriors(ofNew: [[0.05], [0.95]]).map { scale.value(at: $0.prediction(at: 27).mean) }
    #expect(abs(new[0] - value(0.05, 27)) < 0.1)
    #expect(abs(new[1] - value(0.95, 27)) < 0.1)
  }
}
