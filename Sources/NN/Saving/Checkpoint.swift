extension TrainingState {
  /// The state as bytes, from which it can go on with the same bits.
  ///
  /// The model and the data are not in it: they are given again when it is restored.
  /// Throws `MemoryError` where the system refuses memory.
  public func checkpoint() throws -> [UInt8] {
    try ByteWriter.needMemory(floats: learnt.weights.count.saturating(times: 3))  // Adam remembers two for each
    var copy = self
    var writer = ByteWriter()
    try copy.pass(&writer)
    return Envelope.training.sealed(writer.bytes)
  }

  /// Restores a state from a checkpoint.
  ///
  /// - Parameters:
  ///   - checkpoint: What `checkpoint()` gave.
  ///   - model: The model that was trained.
  ///   - data: The data that it was trained on.
  /// - Throws: `TrainingError.restore` where the bytes are no checkpoint, are damaged, or are of another model or other
  ///   data; what `init(_:on:options:)` throws where the model and the data do not fit each other.
  public init(checkpoint: [UInt8], model: Model, data: DataParts) throws {
    var reader = try Envelope.training.opened(checkpoint)
    var options = TrainingOptions()
    try options.pass(&reader)
    try self.init(model, on: data, options: options)
    try passProgress(&reader)
    guard reader.isAtEnd, history.count <= 1 << 40, learnt.steps == history.count * stepsPerEpoch else {
      throw ByteReader.damaged
    }
  }

  private mutating func pass(_ archive: inout some ByteArchive) throws {
    var options = options
    try options.pass(&archive)
    try passProgress(&archive)
  }

  private mutating func passProgress(_ archive: inout some ByteArchive) throws {
    let here = Fingerprint(model, plan, classNames: data.train.classNames)
    var (saved, items) = (here, Self.digests(of: data))
    try saved.pass(&archive)
    try here.check(against: saved)
    try archive.pass(&items, blank: 0) { try $0.pass(&$1) }
    guard items == Self.digests(of: data) else {
      throw TrainingError.restore(reason: "it was saved with other data: the items or their targets differ")
    }
    try archive.pass(&history, blank: .blank) { try $1.pass(&$0) }
    try archive.pass(&seconds)
    try learnt.pass(&archive)
  }

  /// For each part its number of items and a check sum of their places and targets; the features are not looked at.
  private static func digests(of data: DataParts) -> [UInt64] {
    [data.train, data.valid, data.test].flatMap { part -> [UInt64] in
      guard let part else { return [0, 0] }
      var writer = ByteWriter()
      writer.append(part.isClassification ? part.labels.map { Float($0) } : part.values)
      writer.append(part.rows.map { Float(bitPattern: UInt32(bitPattern: $0)) })
      return [UInt64(part.count), Envelope.checkSum(writer.bytes)]
    }
  }
}
