import Foundation

/// A file of Tests/Support/BayesOpt.
func supportFile(_ name: String) -> URL {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Support/BayesOpt/\(name)")
}

/// Stored rows of numbers.
func references(_ name: String) throws -> [[Double]] {
  try JSONDecoder().decode([[Double]].self, from: Data(contentsOf: supportFile("\(name).json")))
}

/// |x - y| relative to the larger of |y| and 1e-300.
func relativeError(_ x: Double, _ y: Double) -> Double {
  x == y ? 0 : abs(x - y) / max(abs(y), 1e-300)
}
