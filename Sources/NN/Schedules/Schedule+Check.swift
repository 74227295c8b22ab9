extension Schedule {
  /// Throws `TrainingError.option` for the first constant outside its range.
  func check() throws {
    switch shape {
    case .constant: break
    case .step(let every, let factor):
      try need(every >= 1, "the number of epochs between the steps of the schedule", every, "at least 1")
      try needShare(factor, "the factor of the schedule")
    case .cosine(let minimum): try needShare(minimum, "the minimum of the schedule", orZero: true)
    case .oneCycle(let peak, let start, let end):
      try needShare(peak, "the peak of the schedule")
      try needShare(start, "the start of the schedule")
      try needShare(end, "the end of the schedule", orZero: true)
    case .plateau(let patience, let factor):
      try need(patience >= 0, "the patience of the schedule", patience, "at least 0")
      try needShare(factor, "the factor of the schedule")
    }
    guard let warmUp else { return }
    switch warmUp.length {
    case .steps(let count), .epochs(let count): try need(count >= 0, "the length of the warm-up", count, "at least 0")
    }
    try needShare(warmUp.start, "the start of the warm-up", orZero: true)
  }

  /// Whether the learning rate of an epoch depends on how many there are to be.
  public var needsEpochs: Bool {
    switch shape {
    case .cosine, .oneCycle: true
    case .plateau, .constant, .step: false
    }
  }

  /// Throws where training does not have what the schedule is made from.
  func check(epochs: Int?, hasValidation: Bool) throws {
    switch shape {
    case .cosine, .oneCycle:
      guard epochs != nil else {
        throw TrainingError.missing("the schedule \(self) needs the number of all epochs", hint: "give `epochs`")
      }
    case .plateau:
      guard hasValidation else { throw TrainingError.needsValidation(what: "the schedule \(self)") }
    case .constant, .step: break
    }
  }

  private func needShare(_ share: Double, _ name: String, orZero: Bool = false) throws {
    try need(
      share <= 1 && (share > 0 || orZero && share == 0), name, share, orZero ? "from 0 to 1" : "above 0 and at most 1")
  }
}
