extension Network {
  /// The network as bytes: its weights and all that prediction needs but the model, which is given again when it is loaded.
  ///
  /// Throws `MemoryError` where the system refuses memory.
  public func saved() throws -> [UInt8] {
    try ByteWriter.needMemory(floats: weights.count)
    var writer = ByteWriter()
    var copy = self
    try copy.pass(&writer)
    return Envelope.network.sealed(writer.bytes)
  }

  /// Restores a network that was saved.
  ///
  /// - Parameters:
  ///   - saved: What `saved()` gave.
  ///   - model: The model that was trained.
  /// - Throws: `TrainingError.restore` where the bytes are no network, are damaged, or are of another model;
  ///   `TrainingError.layer` where the model does not fit the items that it was trained on.
  public init(saved: [UInt8], model: Model) throws {
    var reader = try Envelope.network.opened(saved)
    var fingerprint = Fingerprint()
    try fingerprint.pass(&reader)
    let shape = Shape(fingerprint.itemShape)
    guard !shape.dimensions.isEmpty, shape.dimensions.allSatisfy({ $0 > 0 }), shape.count <= 1 << 31 else {
      throw ByteReader.damaged
    }
    let plan = try Plan(model, input: shape, batch: Network.batch, isTraining: false)
    try Fingerprint(model, plan, classNames: fingerprint.classNames).check(against: fingerprint)
    guard plan.weightCount <= reader.rest / 4 else { throw ByteReader.damaged }
    self.init(
      model: model, plan: plan, weights: try FloatBuffer(zeros: plan.weightCount), standardization: nil,
      objective: LossTerm(name: .squared), classNames: fingerprint.classNames)
    try passContent(&reader)
    let outputs = plan.output.width
    let isOfClasses = objective.name.isOfClasses
    guard reader.isAtEnd, isOfClasses != classNames.isEmpty,
      outputs == (isOfClasses && objective.name != .binaryCrossEntropy ? classNames.count : 1),
      objective.classWeights.isEmpty || objective.classWeights.count == classNames.count
    else { throw ByteReader.damaged }
  }

  private mutating func pass(_ archive: inout some Archive) throws {
    var fingerprint = Fingerprint(model, plan, classNames: classNames)
    try fingerprint.pass(&archive)
    try passContent(&archive)
  }

  private mutating func passContent(_ archive: inout some Archive) throws {
    try objective.pass(&archive)
    try archive.pass(&standardization, blank: try Standardization(width: plan.input.width)) { try $1.pass(&$0) }
    try archive.pass(&weights)
  }
}
