import Basics
import CAllocations
import Testing

@testable import NN

/// A training step works in memory that was reserved before: it allocates nothing.
@Suite(.enabled(if: allocations_are_counted() != 0)) struct AllocationTests {
  struct Case: CustomStringConvertible {
    let image: [Int]
    let layers: [Layer]
    let optimizer: OptimizerName
    var description: String { "\(Model(layers)), \(optimizer)" }
  }

  static let cases = [
    Case(image: [20], layers: [.dense(33, .relu), .dropout(0.2), .dense(17, .gelu), .dense(3)], optimizer: .adam),
    Case(
      image: [12, 12, 2],
      layers: [
        .conv(6, kernel: 5, padding: 2, activation: .relu), .maxPool(), .conv(16, padding: .same, activation: .tanh),
        .averagePool(), .flatten, .dense(12, .sigmoid), .dense(3),
      ], optimizer: .momentum),
    Case(
      image: [9, 9, 4],
      layers: [
        .conv(8, stride: 2, groups: 2), .activation(.gelu), .conv(8, padding: 1, groups: 8), .globalAveragePool,
        .dense(3),
      ], optimizer: .sgd),
  ]

  @Test("a step allocates nothing", arguments: cases)
  func step(_ test: Case) throws {
    let items = 10
    var random = CounterRandom(seed: 31)
    let data = try Dataset(
      features: FloatBuffer(random.normals(items * Shape(test.image).count)), itemShape: Shape(test.image),
      targets: .classes(labels: (0..<items).map { Int32($0 % 3) }, names: ["a", "b", "c"]))
    let plan = try Plan(Model(test.layers), input: data.itemShape, batch: 4, isTraining: true)
    let workspace = try Workspace(
      plan, loss: LossTerm(name: .crossEntropy).rule(), standardization: nil, isTraining: true)
    let options = TrainingOptions(optimizer: test.optimizer)
    let (optimizer, correction) = (options.rule, options.correction)
    let memory = try FloatMemory(count: plan.parameterCount * optimizer.slots)
    var weights = try plan.initialWeights(seed: 1)
    let rows = data.rows
    func step(_ number: Int, _ weights: UnsafeMutablePointer<Float>, _ rows: UnsafePointer<Int32>) {
      let count = number % 2 == 0 ? 4 : 3
      workspace.load(data, rows: rows, count: count)
      _ = workspace.run(weights: weights, rows: count, isTraining: true, random: random.stream(.dropout, number))
      workspace.update(
        optimizer, correction, weights: weights, memory: memory.pointer, learningRate: 0.01, step: number + 1)
    }
    try weights.withMutablePointer { weights in
      rows.withUnsafeBufferPointer { rows in
        guard let rows = rows.baseAddress else { return }
        step(0, weights, rows)
        allocations_begin()
        for number in 1...4 { step(number, weights, rows) }
        let allocations = allocations_end()
        #expect(allocations == 0)
      }
    }
    allocations_begin()
    let array = [Int](repeating: 0, count: weights.count)
    #expect(allocations_end() > 0 && array.count == weights.count, "an array is an allocation")
  }
}
