import Basics
import Testing

@testable import NN

/// Metrics against scikit-learn's (Tests/Support/sklearn_metrics.py), and the identities that define them.
@Suite struct MetricsTests {
  struct Classification: Decodable, CustomStringConvertible {
    let name: String, classes: Int, labels: [Int], probabilities: [Float], confusion: [[Int]]
    let accuracy: Double, sensitivity: Double, specificity: Double, precision: Double, f1: Double
    let mcc: Double, macroMCC: Double, auc: Double
    var description: String { name }
  }

  struct Regression: Decodable {
    let targets: [Float], predictions: [Float], mae: Double, mse: Double, r2: Double
  }

  struct File: Decodable {
    let classification: [Classification], regression: Regression
  }

  @Test(
    "classification agrees with scikit-learn",
    arguments: try Paths.reference("sklearn_metrics.json", as: File.self).classification)
  func classification(_ expected: Classification) throws {
    let predictions = expected.labels.indices.map { item in
      (0..<expected.classes).max { expected.probability(item, $0) < expected.probability(item, $1) } ?? 0
    }
    let metrics = ClassificationMetrics(
      loss: 0, confusion: ConfusionMatrix(labels: expected.labels, predictions: predictions, classes: expected.classes),
      probabilities: try FloatBuffer(expected.probabilities), labels: expected.labels)
    #expect(metrics.confusion.counts == expected.confusion)
    let auc = try #require(metrics.auc)
    for (found, value) in [
      (metrics.accuracy, expected.accuracy), (metrics.sensitivity, expected.sensitivity),
      (metrics.specificity, expected.specificity), (metrics.precision, expected.precision), (metrics.f1, expected.f1),
      (metrics.mcc, expected.mcc), (metrics.macroMCC, expected.macroMCC),
      (auc, expected.auc),
    ] {
      #expect(abs(found - value) < 1e-12)
    }
  }

  @Test("regression agrees with scikit-learn")
  func regression() throws {
    let expected = try Paths.reference("sklearn_metrics.json", as: File.self).regression
    let metrics = RegressionMetrics(predictions: expected.predictions, targets: expected.targets)
    #expect(abs(metrics.mae - expected.mae) < 1e-12 && abs(metrics.rmse - expected.mse.squareRoot()) < 1e-12)
    #expect(abs(metrics.r2 - expected.r2) < 1e-12 && abs(metrics.loss - expected.mse) < 1e-12)
    #expect(RegressionMetrics(predictions: [2, 2], targets: [2, 2]).r2 == 1)
    #expect(RegressionMetrics(predictions: [2, 3], targets: [2, 2]).r2 == 0)
  }

  @Test("on balanced classes sensitivity is accuracy, and specificity 1 - (1 - accuracy) / (K - 1)", arguments: 2...9)
  func balancedIdentities(classes: Int) {
    var random = CounterRandom(seed: UInt64(classes))
    let labels = (0..<(classes * 20)).map { $0 % classes }
    let predictions = labels.map { random.fraction() < 0.6 ? $0 : Int(random.fraction() * Double(classes)) }
    let matrix = ConfusionMatrix(labels: labels, predictions: predictions, classes: classes)
    #expect(abs(matrix.sensitivity - matrix.accuracy) < 1e-12)
    #expect(abs(matrix.specificity - (1 - (1 - matrix.accuracy) / Double(classes - 1))) < 1e-12)
  }

  @Test("with two classes R_K is the binary coefficient")
  func binaryMCC() {
    let matrix = ConfusionMatrix(
      labels: [0, 0, 0, 1, 1, 1, 1, 0, 1], predictions: [0, 1, 0, 1, 1, 0, 1, 0, 1], classes: 2)
    let (tn, fp, fn, tp) = (3.0, 1.0, 1.0, 4.0)
    let binary = (tp * tn - fp * fn) / ((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)).squareRoot()
    #expect(abs(matrix.mcc - binary) < 1e-12 && abs(matrix.macroMCC - binary) < 1e-12)
  }

  @Test("a constant prediction has no correlation, one class no area, and strays are passed over")
  func corners() {
    let constant = ConfusionMatrix(labels: [0, 1, 2, 1], predictions: [1, 1, 1, 1], classes: 3)
    #expect(constant.mcc == 0 && constant.accuracy == 0.5)
    #expect(ConfusionMatrix(labels: [], predictions: [], classes: 3).accuracy == 0)
    #expect(AreaUnderCurve.binary([0.1, 0.2], isPositive: [true, true]) == nil)
    #expect(AreaUnderCurve.binary([0.5, 0.5, 0.5], isPositive: [true, false, true]) == 0.5)
    #expect(ConfusionMatrix(labels: [7, 0], predictions: [0, -1], classes: 2).total == 0)
  }
}

extension MetricsTests.Classification {
  func probability(_ item: Int, _ label: Int) -> Float { probabilities[item * classes + label] }
}
