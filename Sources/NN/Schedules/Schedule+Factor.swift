import Glibc

extension Schedule {
  /// How far training is.
  public struct Progress: Sendable {
    /// Steps before this one.
    public var step: Int
    /// Steps in an epoch.
    public var stepsPerEpoch: Int
    /// All epochs, where that is known.
    public var epochs: Int?
    /// The validation loss after each epoch so far.
    public var validLosses: [Double]

    /// Says how far training is.
    ///
    /// - Parameters:
    ///   - step: Steps before this one.
    ///   - stepsPerEpoch: Steps in an epoch.
    ///   - epochs: All epochs, where that is known.
    ///   - validLosses: The validation loss after each epoch so far.
    public init(step: Int, stepsPerEpoch: Int, epochs: Int? = nil, validLosses: [Double] = []) {
      self.step = step
      self.stepsPerEpoch = stepsPerEpoch
      self.epochs = epochs
      self.validLosses = validLosses
    }
  }

  /// The factor of the learning rate; after the last of all steps it stays what it was there.
  public func factor(at progress: Progress) -> Double {
    let perEpoch = max(progress.stepsPerEpoch, 1)
    let before = warmUpSteps(perEpoch)
    if let warmUp, progress.step < before {
      return warmUp.start + (1 - warmUp.start) * Double(progress.step) / Double(before)
    }
    let t = progress.step - before
    let all = max((progress.epochs ?? 0).saturating(times: perEpoch) - before, 1)
    switch shape {
    case .constant:
      return 1
    case .step(let every, let factor):
      return pow(factor, Double(t / perEpoch / max(every, 1)))
    case .cosine(let minimum):
      return Self.halfCosine(from: 1, to: minimum, at: Double(t) / Double(all))
    case .oneCycle(let peak, let start, let end):
      let top = peak * Double(all) - 1  // the step of the highest rate
      return Double(t) <= top && top > 0
        ? Self.halfCosine(from: start, to: 1, at: Double(t) / top)
        : Self.halfCosine(from: 1, to: end, at: (Double(t) - top) / (Double(all - 1) - top))
    case .plateau(let patience, let factor):
      let losses = progress.validLosses.dropFirst(before / perEpoch + (before % perEpoch > 0 ? 1 : 0))
      return pow(factor, Double(Self.plateaus(losses, patience: patience)))
    }
  }

  private func warmUpSteps(_ stepsPerEpoch: Int) -> Int {
    switch warmUp?.length {
    case .steps(let steps): max(steps, 0)
    case .epochs(let epochs): max(epochs, 0).saturating(times: stepsPerEpoch)
    case nil: 0
    }
  }

  private static func halfCosine(from first: Double, to last: Double, at share: Double) -> Double {
    last + (first - last) * (1 + cos(.pi * min(max(share, 0), 1))) / 2
  }

  /// How often more than `patience` epochs went by without a loss lower by a ten-thousandth than the best before.
  private static func plateaus(_ losses: ArraySlice<Double>, patience: Int) -> Int {
    var (best, waited, plateaus) = (Double.infinity, 0, 0)
    for loss in losses {
      if loss < best * (1 - 1e-4) { (best, waited) = (loss, 0) } else { waited += 1 }
      if waited > patience { (waited, plateaus) = (0, plateaus + 1) }
    }
    return plateaus
  }
}
