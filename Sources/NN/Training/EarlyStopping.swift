/// When training ends because it no longer gets better: a pure function of the validation losses.
public struct EarlyStopping: Hashable, Sendable {
  /// Epochs that may go by without a better validation loss before training ends.
  public var patience: Int
  /// By how much a loss must be lower to count as better.
  public var minimumDelta: Double
  /// Whether the run ends with the weights of its best epoch rather than of its last.
  public var restoresBest: Bool

  /// Makes a rule.
  ///
  /// - Parameters:
  ///   - patience: Epochs without a better loss before training ends.
  ///   - minimumDelta: By how much a loss must be lower to count as better.
  ///   - restoresBest: Whether the run ends with the weights of its best epoch.
  public init(patience: Int, minimumDelta: Double = 0, restoresBest: Bool = true) {
    self.patience = patience
    self.minimumDelta = minimumDelta
    self.restoresBest = restoresBest
  }

  /// The index of the best of these losses, one an epoch; none where there are none.
  public func best(of losses: [Double]) -> Int? {
    losses.indices.reduce(nil) { best, epoch in
      guard let best else { return epoch }
      return losses[epoch] < losses[best] - minimumDelta ? epoch : best
    }
  }

  /// Whether training ends after these losses, one an epoch.
  public func isOver(after losses: [Double]) -> Bool {
    best(of: losses).map { losses.count - 1 - $0 >= patience } ?? false
  }

  func check() throws {
    try need(patience >= 1, "patience", patience, "at least 1")
    try need(
      minimumDelta >= 0 && minimumDelta.isFinite, "the smallest improvement", minimumDelta,
      "a finite number of at least 0")
  }
}
