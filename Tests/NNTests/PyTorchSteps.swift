import Testing

@testable import NN

/// Training steps that PyTorch took in double precision, to be taken here in single precision.
protocol PyTorchSteps: CustomTestStringConvertible, Decodable, Sendable {
  var name: String { get }
  var optimizer: String { get }
  var batch: Int { get }
  /// The mean loss of each epoch.
  var losses: [Double] { get }

  func model() throws -> Model
  func data() throws -> Dataset
  /// The options, in which the items are in the order of the data.
  func options() throws -> TrainingOptions
}

extension PyTorchSteps {
  var testDescription: String {
    guard let model = try? model(), let data = try? data(), let options = try? options() else { return name }
    let steps = losses.count * ((data.count + batch - 1) / batch)
    return "\(name): \(model), \(data.count) items of \(data.itemShape) in batches of \(batch), "
      + "\(options.loss?.rawValue ?? (data.isClassification ? "cross_entropy" : "mse")), \(optimizer), \(steps) steps, "
      + "float32 against PyTorch's float64"
  }

  /// Takes the steps, from the parameters that `initial` gives, and expects PyTorch's losses.
  func follow(within tolerance: Double, from initial: (Network) -> [[Float]]) throws -> TrainingState {
    var state = try TrainingState(model(), on: DataParts(train: data()), options: options())
    let parameters = initial(state.network)
    #expect(state.network.parameters.map(\.values.count) == parameters.map(\.count))
    try state.setParameters(parameters)
    try state.advance(epochs: losses.count)
    for (record, loss) in zip(state.history, losses) {
      #expect(abs(record.trainLoss - loss) < tolerance * max(1, loss), "epoch \(record.epoch)")
    }
    #expect(state.history.count == losses.count)
    return state
  }
}

/// Expects that the numbers of every parameter are these.
func expectParameters(of network: Network, _ expected: [[Double]]) {
  #expect(network.parameters.count == expected.count)
  for (parameter, values) in zip(network.parameters, expected) {
    #expect(largestDifference(parameter.values, values) < 1e-4, "\(parameter.name)")
  }
}
