import Foundation

/// The contents of Tests/Support/BayesOpt/surrogates.json.
struct SurrogateReferences: Decodable {
  struct Case: Decodable {
    let points: [[Double]]
    let values: [Double]
    let isChoice: [Bool]
    let theta: [Double]
    let queries: [[Double]]
    let value: Double
    let gradient: [Double]
    let leaveOneOut: Double?
    let means: [Double]
    let variances: [Double]

    var flatPoints: [Double] { points.flatMap { $0 } }
  }

  struct Warping: Decodable {
    let values: [Double]
    let warped: [Double]
    let logJacobian: Double
  }

  let gaussian: [Case]
  let gamma: [Case]
  let yeoJohnson: Warping

  static func load() throws -> SurrogateReferences {
    try JSONDecoder().decode(SurrogateReferences.self, from: Data(contentsOf: supportFile("surrogates.json")))
  }
}
