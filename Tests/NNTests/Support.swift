import Basics
import CKernels
import Foundation
import Testing

@testable import NN

/// Paths of the package's tests and of data that may be beside it.
enum Paths {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let support = package.appendingPathComponent("Tests/Support")
  static let data = package.deletingLastPathComponent().appendingPathComponent("shared/data")

  static func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: data.appendingPathComponent(name).path)
  }

  static func data(_ name: String) -> String { data.appendingPathComponent(name).path }

  /// Decodes a file of numbers that another program computed.
  static func reference<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: support.appendingPathComponent(name)))
  }
}

/// A folder that is removed with its files.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("hpo-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = url.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

extension CounterRandom {
  /// Numbers from the normal distribution in single precision.
  mutating func normals(_ count: Int) -> [Float] { (0..<count).map { _ in Float(normalPair().0) } }
}

/// Small data of two features: class 1 where their product is positive, with a margin.
func quadrants(_ count: Int, seed: UInt64 = 1) throws -> Dataset {
  var random = CounterRandom(seed: seed)
  var (features, labels) = ([Float](), [Int32]())
  for _ in 0..<count {
    let (x, y) = (Float(random.uniform(-1, 1)), Float(random.uniform(-1, 1)))
    features += [x + (x < 0 ? -0.1 : 0.1), y + (y < 0 ? -0.1 : 0.1)]
    labels.append(x * y > 0 ? 1 : 0)
  }
  return try Dataset(
    features: FloatBuffer(features), itemShape: Shape([2]), targets: .classes(labels: labels, names: ["odd", "even"]))
}

/// Expects that each kind of layer, and each option that has a plain form of its own, occurs in these models as written.
func expectEveryLayer(in models: [String]) {
  for form in [
    "dense(", "conv(", "stride: ", "padding: 1", "padding: \"same\"", "dilation: ", "groups: ", " pool(",
    "average_pool(", "global_max_pool", "global_average_pool", "flatten", "batch_norm", "layer_norm", "dropout(",
    "embedding(", "residual(", "shortcut: [",
  ] {
    #expect(models.contains { $0.contains(form) }, "\(form)")
  }
}

/// How data that is standardized is centred and scaled.
func scaling(of data: Dataset) throws -> Standardization {
  let found = try Standardization(fitting: data)
  return try #require(found)
}

/// The largest difference between two lists, relative to the larger of 1 and the numbers' size.
func largestDifference(_ a: [Float], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { abs(Double($0) - $1) / max(1, abs($1)) }.max() ?? 0
}

extension Kernels {
  /// The levels that this machine can run.
  static var available: [Level] { Level.allCases.filter { $0.rawValue <= Int(nn_best_level()) } }
}

extension TrainingState {
  /// Replaces the weights by these, each parameter's numbers row by row in the order of `Network.parameters`.
  mutating func setParameters(_ values: [[Float]]) throws {
    for (parameter, values) in zip(plan.parameters, values) { try plan.set(parameter, to: values, in: &learnt.weights) }
    measured = nil
  }
}
