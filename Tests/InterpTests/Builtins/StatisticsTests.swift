import Foundation
import BayesOpt
import Testing

@testable import Interp

/// `Tests/Support/scipy_statistics.json`: what NumPy and SciPy give; `scipy_statistics.py` beside it wrote the file.
private struct References: Decodable {
  struct Description: Decodable {
    let xs: [Double]
    let mean: Double
    let median: Double
    let std: Double?
    let quantiles: [[Double]]
  }
  struct Correlation: Decodable {
    let xs: [Double]
    let ys: [Double]
    let r: Double
  }
  struct RankSum: Decodable {
    let xs: [Double]
    let ys: [Double]
    let statistic: Double
    let p: Double
  }
  struct SignedRank: Decodable {
    let differences: [Double]
    let statistic: Double
    let p: Double
  }
  let descriptions: [Description]
  let correlations: [Correlation]
  let rankSums: [RankSum]
  let signedRanks: [SignedRank]

  static let all: Result<References, any Error> = Result {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      References.self, from: Data(contentsOf: folder.appendingPathComponent("Support/scipy_statistics.json")))
  }
}

/// The number that a program shows.
private func number(_ code: String) throws -> Double {
  let text = shown(code)
  return try #require(Double(text), "\(text)")
}

private func expect(
  _ value: Double, near reference: Double, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(abs(value - reference) <= 1e-12 * max(1, abs(reference)), comment, sourceLocation: sourceLocation)
}

@Suite("Statistics against NumPy and SciPy")
struct StatisticsTests {
  @Test func descriptions() throws {
    for reference in try References.all.get().descriptions {
      let xs = "[\(reference.xs.map { "\($0)" }.joined(separator: ", "))]"
      expect(try number("mean(\(xs))"), near: reference.mean)
      expect(try number("median(\(xs))"), near: reference.median)
      if let std = reference.std { expect(try number("std(\(xs))"), near: std) }
      for pair in reference.quantiles { expect(try number("quantile(\(xs), \(pair[0]))"), near: pair[1]) }
    }
  }

  @Test func correlations() throws {
    for reference in try References.all.get().correlations {
      expect(try number("correlation(\(reference.xs), \(reference.ys))"), near: reference.r)
    }
  }

  @Test func rankSums() throws {
    for reference in try References.all.get().rankSums {
      let test = RankTest(sum: reference.xs, against: reference.ys)
      #expect(test.statistic == reference.statistic)
      expect(test.p, near: reference.p, "\(reference.xs.count) against \(reference.ys.count)")
    }
  }

  @Test func signedRanks() throws {
    for reference in try References.all.get().signedRanks {
      let test = RankTest(signed: reference.differences)
      #expect(test.statistic == reference.statistic)
      expect(test.p, near: reference.p, "\(reference.differences.count)")
    }
  }

  @Test func nothingToCompareIsNoEvidence() {
    #expect(RankTest(sum: [], against: [1]).p == 1)
    #expect(RankTest(signed: []).p == 1)
    #expect(RankTest(signed: [0, 0]).p == 1)
    #expect(RankTest(sum: [1, 1], against: [1, 1]).p == 1)
  }

  @Test func pairsAreFoundByTheirColumn() {
    let rows = """
      let rows = [{s: "a", seed: 3 - k, x: 10 * k} for k in 1..3] + [{s: "b", seed: k, x: 31 - 9 * k} for k in 0..2]
      """
    let paired = shown("\(rows)\nwilcoxon(rows, by: \"s\", on: \"x\", against: \"a\", pair: \"seed\")[0]")
    #expect(paired == "{s: \"b\", against: \"a\", n: 3, statistic: 6, p: 0.25}")
  }
}
