extension Network {
  /// The network as bytes: the data's description, the model, the weights, and all else that prediction needs.
  ///
  /// - Throws: `MemoryError` where the system refuses memory; `TrainingError.restore` where layers are within each other
  ///   deeper than can be read again.
  public func saved() throws -> [UInt8] {
    try ByteWriter.needMemory(floats: weights.count)
    var writer = ByteWriter()
    var copy = self
    try Self.pass(&copy.schema, &copy.model, &writer)
    try copy.passLearnt(&writer)
    return Envelope.network.sealed(writer.bytes)
  }

  /// Restores a network that was saved.
  ///
  /// - Parameter saved: What `saved()` or `safetensors()` gave.
  /// - Throws: `TrainingError.restore` where the bytes are not a network or are damaged; `MemoryError` where the network
  ///   takes more memory than there is.
  public init(saved: [UInt8]) throws {
    if Safetensors.begins(saved) {
      try self.init(Safetensors(saved))
      return
    }
    var reader = try Envelope.network.opened(saved)
    var (schema, model) = (DataSchema.blank, Model([]))
    try Self.pass(&schema, &model, &reader)
    try self.init(schema, model, mostWeights: reader.rest / MemoryLayout<Float>.stride, else: ByteReader.damaged)
    try passLearnt(&reader)
    guard reader.isAtEnd, fitsObjective else { throw ByteReader.damaged }
  }

  /// A network that has nothing learnt yet, where it can be one with no more weights than `mostWeights`; else throws `refusal`.
  init(_ schema: DataSchema, _ model: Model, mostWeights: Int, else refusal: TrainingError) throws {
    guard schema.isConsistent, let plan = try Self.plan(model, schema, mostWeights) else { throw refusal }
    self.init(
      model: model, plan: plan, weights: try FloatBuffer(zeros: 0), standardization: nil,
      objective: LossTerm(name: .squared), schema: schema)
  }

  /// Whether the loss can be of these classes, and of what the last layer gives.
  var fitsObjective: Bool {
    let isOfClasses = objective.name.isOfClasses
    return isOfClasses != classNames.isEmpty
      && plan.output.width == (isOfClasses && objective.name != .binaryCrossEntropy ? classNames.count : 1)
      && (objective.classWeights.isEmpty || objective.classWeights.count == classNames.count)
  }

  /// Restores a network that was saved, where it is of a model that is known.
  ///
  /// - Parameters:
  ///   - saved: What `saved()` gave.
  ///   - model: The model that was trained.
  /// - Throws: What `init(saved:)` throws; `TrainingError.restore` where the bytes are of another model;
  ///   `TrainingError.layer` where the model does not fit the items that the network was trained on.
  public init(saved: [UInt8], model: Model) throws {
    try self.init(saved: saved)
    let other = try Plan(model, input: schema.itemShape, batch: Network.batch, isTraining: false)
    try Fingerprint(model, other, classNames: classNames)
      .check(against: Fingerprint(self.model, plan, classNames: classNames))
  }

  /// Lays a model out that has no more than `most` weights; nil where it cannot be the one that was saved.
  private static func plan(_ model: Model, _ schema: DataSchema, _ most: Int) throws -> Plan? {
    let plan: Plan
    do {
      plan = try Plan(model, input: schema.itemShape, batch: batch, isTraining: false, mostParameters: most)
    } catch is TrainingError {
      return nil
    }
    guard plan.weightCount <= most else { return nil }
    try MachineMemory.need(bytes: plan.memoryCount.saturating(times: MemoryLayout<Float>.stride))
    return plan
  }

  private static func pass(_ schema: inout DataSchema, _ model: inout Model, _ archive: inout some Archive) throws {
    try schema.pass(&archive)
    try model.pass(&archive)
  }

  private mutating func passLearnt(_ archive: inout some ByteArchive) throws {
    let width = plan.input.width
    try objective.pass(&archive)
    try archive.pass(&standardization, blank: try .blank()) { try $1.pass(&$0, width: width) }
    try archive.pass(&weights, count: plan.weightCount)
  }
}
