import Foundation
import Testing

/// The stored rows of numbers of Tests/Support/BayesOpt.
func references(_ name: String) throws -> [[Double]] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = folder.appendingPathComponent("Support/BayesOpt/\(name).json")
  return try JSONDecoder().decode([[Double]].self, from: Data(contentsOf: file))
}

/// |x - y| relative to the larger of |y| and 1e-300.
func relativeError(_ x: Double, _ y: Double) -> Double {
  x == y ? 0 : abs(x - y) / max(abs(y), 1e-300)
}
