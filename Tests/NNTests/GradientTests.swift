import Basics
import Testing

@testable import NN

/// Losses and gradients of whole networks in single precision, at every width of vector unit, against the same networks in
/// double precision: the loss by plain loops, the gradients by its central differences.
@Suite struct GradientTests {
  @Test("losses and gradients are those of double precision", arguments: GradientCase.all)
  func gradients(_ test: GradientCase) throws {
    let plan = try Plan(Model(test.layers), input: test.shape, batch: test.items + 2, isTraining: true)
    let data = try test.data()
    let objective = test.objective ?? TrainingOptions().objective(for: data.targets, outputs: plan.output.width)
    var random = CounterRandom(seed: 13)
    var weights = try plan.initialWeights(seed: 5)
    for parameter in plan.parameters where parameter.isTrained {  // so that no weight is 1 and no bias is 0
      let moved = zip(plan.values(of: parameter, in: weights), random.normals(parameter.count)).map { $0 + 0.1 * $1 }
      try plan.set(parameter, to: moved, in: &weights)
    }
    let trained = plan.parameters.filter(\.isTrained)
    var values = trained.map { plan.values(of: $0, in: weights).map(Double.init) }
    let stream = CounterRandom(seed: 12)
    let network = DoubleNetwork(
      layers: test.layers, x: (0..<test.items).flatMap { (data.item($0) ?? []).map(Double.init) }, shape: test.shape,
      targets: data.targets, objective: objective, stream: stream)

    let found = try Kernels.available.map { level in
      let workspace = try Workspace(
        plan, loss: objective.rule(), standardization: nil, isTraining: true, kernels: Kernels.at(level))
      for rows in [test.items, 1, test.items] {  // also after a batch that was shorter
        let loss = weights.withPointer { weights in
          workspace.load(data, rows: data.rows, count: rows)
          return workspace.run(weights: weights, rows: rows, isTraining: true, random: stream)
        }
        let expected = network.loss(values, items: rows)
        #expect(abs(loss.mean - expected) < 2e-6 * max(1, expected), "\(level), \(rows) items")
      }
      var gradients = try FloatBuffer(zeros: plan.parameterCount)
      try gradients.withMutablePointer { $0.update(from: workspace.gradients, count: plan.parameterCount) }
      return trained.map { plan.values(of: $0, in: gradients) }
    }
    for (number, parameter) in trained.enumerated() {
      for index in stride(from: 0, to: values[number].count, by: max(1, values[number].count / test.samples)) {
        let (value, h) = (values[number][index], 1e-5)
        values[number][index] = value + h
        let above = network.loss(values, items: test.items)
        values[number][index] = value - h
        let below = network.loss(values, items: test.items)
        values[number][index] = value
        let expected = (above - below) / (2 * h)
        for (level, gradients) in zip(Kernels.available, found) {
          let difference = abs(Double(gradients[number][index]) - expected)
          #expect(difference < 2e-6 + 2e-5 * abs(expected), "\(level), \(parameter.name)[\(index)]")
        }
      }
    }
  }

  @Test("every layer, activation and loss is among them")
  func coverage() {
    let written = GradientCase.all.map { "\(Model($0.layers))" }
    expectEveryLayer(in: written)
    for activation in Activation.allCases {
      for place in ["dense(19, \(activation))", "(\(activation), ", "conv(3, 3, \(activation)"] {
        #expect(written.contains { $0.contains(place) }, "\(place)")
      }
    }
    let objectives = GradientCase.all.compactMap(\.objective)
    #expect(Set(objectives.map(\.name)) == Set(LossName.allCases))
    for name in [LossName.crossEntropy, .binaryCrossEntropy] {
      #expect(objectives.contains { $0.name == name && $0.smoothing > 0 && $0.classWeights.isEmpty })
      #expect(objectives.contains { $0.name == name && $0.smoothing == 0 && !$0.classWeights.isEmpty })
      #expect(objectives.contains { $0.name == name && $0.smoothing > 0 && !$0.classWeights.isEmpty })
    }
  }
}
