// The fields of what is saved, each type's in one list.

extension TrainingOptions {
  mutating func pass(_ archive: inout some ByteArchive) throws {
    try archive.pass(&learningRate)
    try archive.pass(&batch)
    try archive.pass(&epochs, blank: 0) { try $0.pass(&$1) }
    try archive.pass(&seed)
    try archive.pass(&isShuffled)
    try archive.pass(&threads)
    try archive.pass(&optimizer)
    try archive.pass(&momentum)
    try archive.pass(&isNesterov)
    try archive.pass(&beta1)
    try archive.pass(&beta2)
    try archive.pass(&rho)
    try archive.pass(&epsilon)
    try archive.pass(&decay)
    try archive.pass(&l1)
    try archive.pass(&clipNorm)
    try archive.pass(&clipValue)
    try archive.pass(&loss, blank: .crossEntropy) { try $0.pass(&$1) }
    try archive.pass(&smoothing)
    try archive.pass(&classWeights)
    try archive.pass(&delta)
    try schedule.pass(&archive)
    try archive.pass(&earlyStopping, blank: EarlyStopping(patience: 1)) { archive, rule in
      try archive.pass(&rule.patience)
      try archive.pass(&rule.minimumDelta)
      try archive.pass(&rule.restoresBest)
    }
  }
}

extension Schedule {
  mutating func pass(_ archive: inout some ByteArchive) throws {
    var (name, words) = shape.words
    try archive.pass(&name)
    try archive.pass(&words, blank: 0) { try $0.pass(&$1) }
    guard let shape = Shape(name, words) else { throw ByteReader.damaged }
    self.shape = shape
    try archive.pass(&warmUp, blank: WarmUp(length: .steps(0), start: 0)) { archive, warmUp in
      var (isEpochs, count) =
        switch warmUp.length {
        case .steps(let count): (false, count)
        case .epochs(let count): (true, count)
        }
      try archive.pass(&isEpochs)
      try archive.pass(&count)
      try archive.pass(&warmUp.start)
      warmUp.length = isEpochs ? .epochs(count) : .steps(count)
    }
  }
}

extension Schedule.Shape {
  /// The shape's name, and the bits of its constants.
  fileprivate var words: (String, [UInt64]) {
    func bits(_ count: Int) -> UInt64 { UInt64(bitPattern: Int64(count)) }
    return switch self {
    case .constant: ("constant", [])
    case .step(let every, let factor): ("step", [bits(every), factor.bitPattern])
    case .cosine(let minimum): ("cosine", [minimum.bitPattern])
    case .oneCycle(let peak, let start, let end): ("one_cycle", [peak, start, end].map(\.bitPattern))
    case .plateau(let patience, let factor): ("plateau", [bits(patience), factor.bitPattern])
    }
  }

  fileprivate init?(_ name: String, _ words: [UInt64]) {
    let (counts, numbers) = (words.map { Int(truncatingIfNeeded: $0) }, words.map { Double(bitPattern: $0) })
    switch (name, words.count) {
    case ("constant", 0): self = .constant
    case ("step", 2): self = .step(every: counts[0], factor: numbers[1])
    case ("cosine", 1): self = .cosine(minimum: numbers[0])
    case ("one_cycle", 3): self = .oneCycle(peak: numbers[0], start: numbers[1], end: numbers[2])
    case ("plateau", 2): self = .plateau(patience: counts[0], factor: numbers[1])
    default: return nil
    }
  }
}

extension EpochRecord {
  static let blank = EpochRecord(
    epoch: 0, trainLoss: 0, trainAccuracy: nil, validLoss: nil, validAccuracy: nil, learningRate: 0, seconds: 0)

  mutating func pass(_ archive: inout some ByteArchive) throws {
    try archive.pass(&epoch)
    try archive.pass(&trainLoss)
    try archive.pass(&trainAccuracy)
    try archive.pass(&validLoss)
    try archive.pass(&validAccuracy)
    try archive.pass(&learningRate)
    try archive.pass(&seconds)
  }
}

extension Epoch.Learnt {
  mutating func pass(_ archive: inout some ByteArchive) throws {
    try archive.pass(&steps)
    try archive.pass(&weights, count: weights.count)
    try archive.pass(&optimizerMemory, count: optimizerMemory.count)
  }
}

extension LossTerm {
  mutating func pass(_ archive: inout some Archive) throws {
    try archive.field("name") { try $0.pass(&name) }
    try archive.field("smoothing") { try $0.pass(&smoothing) }
    try archive.field("class_weights") { try $0.pass(&classWeights) }
    try archive.field("delta") { try $0.pass(&delta) }
  }
}

extension Standardization {
  /// A standardization of nothing.
  static func blank() throws -> Standardization {
    Standardization(
      means: try FloatBuffer(zeros: 0), scales: try FloatBuffer(zeros: 0), targetMean: 0, targetDeviation: 1)
  }

  /// Passes the fields, where an item has `width` numbers.
  mutating func pass(_ archive: inout some ByteArchive, width: Int) throws {
    try archive.pass(&means, count: width)
    try archive.pass(&scales, count: width)
    try archive.pass(&targetMean)
    try archive.pass(&targetDeviation)
  }
}
