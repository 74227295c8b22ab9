import Basics

extension Network {
  /// The weights as tensors that other programs know, such as `1.weight`, units x inputs.
  var tensors: [NamedTensor] {
    plan.parameters.map { block in
      NamedTensor(
        name: block.name, shape: block.tensorShape, values: block.tensor(from: plan.values(of: block, in: weights)))
    }
  }

  /// The network as a file in the format safetensors: the weights as PyTorch has them, what standardizes items and targets,
  /// and in the metadata, under `hpo`, a description of the data, the layers and the loss in JSON.
  ///
  /// - Returns: the bytes of the file, of which `init(saved:)` makes the network again.
  /// - Throws: `MemoryError` where the system refuses memory; `TrainingError.restore` where layers are within each other
  ///   deeper than can be read again.
  public func safetensors() throws -> [UInt8] {
    try ByteWriter.needMemory(floats: weights.count)
    var file = Safetensors()
    // "pt" is what libraries look for that hand the weights to PyTorch.
    file.metadata = ["format": "pt", Self.descriptionName: try descriptionText()]
    file.tensors = tensors
    if let rule = standardization {
      let shape = plan.input.shape.dimensions
      file.tensors += [
        NamedTensor(name: Self.means, shape: shape, values: rule.means.array),
        NamedTensor(name: Self.scales, shape: shape, values: rule.scales.array),
        NamedTensor(name: Self.target, shape: [2], values: [rule.targetMean, rule.targetDeviation]),
      ]
    }
    return file.bytes
  }

  /// Makes the network of a file that hpo has written.
  init(_ file: Safetensors) throws {
    guard let text = file.metadata[Self.descriptionName] else {
      throw TrainingError.restore(
        reason: "the safetensors file holds weights, and not the network that they are of",
        hint: "what `save` of hpo has written says so in its metadata")
    }
    guard let json = JSON(parsing: text) else {
      throw TrainingError.restore(reason: "the description of the network in the safetensors file is not JSON")
    }
    var (schema, model, objective) = (DataSchema.blank, Model([]), LossTerm(name: .squared))
    var reader = JSONReader(json)
    try Self.describe(&schema, &model, &objective, in: &reader)
    // Each row of weights is filled up to whole panels.
    let count = file.tensors.reduce(0) { $0 + $1.values.count }
    let refusal = TrainingError.restore(
      reason: "the description in the safetensors file is of no network that fits its weights")
    try self.init(schema, model, mostWeights: count.saturating(times: PanelMatrix.width), else: refusal)
    self.objective = objective
    guard fitsObjective else { throw refusal }
    try take(file.tensors)
  }

  private static let descriptionName = "hpo"
  private static let version = 1
  private static let (means, scales, target) = (
    "standardization.mean", "standardization.scale", "standardization.target"
  )

  /// What the network is, in JSON.
  func descriptionText() throws -> String {
    var copy = self
    var writer = JSONWriter()
    try Self.describe(&copy.schema, &copy.model, &copy.objective, in: &writer)
    return writer.json.description
  }

  private static func describe(
    _ schema: inout DataSchema, _ model: inout Model, _ objective: inout LossTerm, in archive: inout some Archive
  ) throws {
    var version = Self.version
    try archive.field("version") { try $0.pass(&version) }
    guard version == Self.version else {
      throw TrainingError.restore(
        reason: "the network has format \(version), and this program reads format \(Self.version)")
    }
    try archive.field("data") { try schema.pass(&$0) }
    try archive.field("layers") { try model.pass(&$0) }
    try archive.field("loss") { try objective.pass(&$0) }
  }

  /// Takes the weights and the standardization: all that the model needs, and nothing else.
  private mutating func take(_ tensors: [NamedTensor]) throws {
    var rest = Dictionary(tensors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    func refuse(_ reason: String) -> TrainingError { .restore(reason: "the safetensors file \(reason)") }
    func taken(_ name: String, _ shape: [Int]) throws -> [Float] {
      guard let tensor = rest.removeValue(forKey: name) else { throw refuse("has no tensor \"\(name)\"") }
      guard tensor.shape == shape else {
        throw refuse("has the tensor \"\(name)\" of shape \(Shape(tensor.shape)), which should be \(Shape(shape))")
      }
      return tensor.values
    }
    weights = try FloatBuffer(zeros: plan.weightCount)
    for block in plan.parameters {
      try plan.set(block, to: block.values(from: taken(block.name, block.tensorShape)), in: &weights)
    }
    if rest[Self.means] != nil {
      let shape = plan.input.shape.dimensions
      let (means, scales, target) = (
        try taken(Self.means, shape), try taken(Self.scales, shape), try taken(Self.target, [2])
      )
      standardization = Standardization(
        means: try FloatBuffer(means), scales: try FloatBuffer(scales), targetMean: target[0],
        targetDeviation: target[1])
    }
    if let name = rest.keys.min() { throw refuse("has a tensor \"\(name)\", which the network has not") }
  }
}
