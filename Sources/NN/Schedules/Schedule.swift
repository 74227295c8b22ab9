/// How the learning rate changes as training goes on: a value, and a pure function of how far training is.
///
/// | symbol | meaning |
/// |---|---|
/// | t, T | the steps before this one, and all steps, both counted from the end of the warm-up |
/// | e | t divided by the steps of an epoch, rounded down |
///
/// Each shape gives the factor by which the learning rate is multiplied, as PyTorch's scheduler of that name does.
public struct Schedule: Hashable, Sendable {
  /// The shapes.
  public enum Shape: Hashable, Sendable {
    /// 1.
    case constant
    /// factor^(e / every, rounded down): `StepLR`.
    case step(every: Int, factor: Double)
    /// From 1 to the minimum by half a cosine, minimum + (1 - minimum) (1 + cos(pi t / T)) / 2: `CosineAnnealingLR`
    /// (Loshchilov and Hutter 2017).
    case cosine(minimum: Double)
    /// From the start to 1 at a share of the steps, and from there to the end, each by half a cosine: `OneCycleLR` (Smith 2018).
    case oneCycle(peak: Double, start: Double, end: Double)
    /// Times the factor whenever the validation loss has not fallen for more epochs than the patience: `ReduceLROnPlateau`.
    case plateau(patience: Int, factor: Double)
  }

  /// A straight line up to the shape's first value: `LinearLR` before the shape in `SequentialLR`.
  public struct WarmUp: Hashable, Sendable {
    /// How long it takes.
    public enum Length: Hashable, Sendable {
      /// So many steps.
      case steps(Int)
      /// So many epochs.
      case epochs(Int)
    }

    /// How long the warm-up takes.
    public var length: Length
    /// The factor of the first step.
    public var start: Double
  }

  /// The shape after the warm-up.
  public var shape: Shape
  /// What comes before it, if anything.
  public var warmUp: WarmUp?

  /// The same learning rate from the first step to the last.
  public static let constant = Schedule(shape: .constant)

  /// The learning rate is multiplied by the factor after every so many epochs.
  public static func step(every epochs: Int, factor: Double = 0.1) -> Schedule {
    Schedule(shape: .step(every: epochs, factor: factor))
  }

  /// The learning rate falls along half a cosine to a share of itself.
  public static func cosine(minimum: Double = 0) -> Schedule { Schedule(shape: .cosine(minimum: minimum)) }

  /// The learning rate rises from a share of itself and then falls to nearly nothing.
  ///
  /// - Parameters:
  ///   - peak: The share of the steps after which it is highest.
  ///   - start: The share of the learning rate of the first step.
  ///   - end: The share of the learning rate of the last step.
  /// - Returns: The schedule.
  public static func oneCycle(peak: Double = 0.3, start: Double = 0.04, end: Double = 4e-6) -> Schedule {
    Schedule(shape: .oneCycle(peak: peak, start: start, end: end))
  }

  /// The learning rate is multiplied by the factor when the validation loss has stopped falling.
  public static func plateau(patience: Int = 10, factor: Double = 0.1) -> Schedule {
    Schedule(shape: .plateau(patience: patience, factor: factor))
  }

  /// The same schedule after a warm-up.
  ///
  /// - Parameters:
  ///   - length: How long the warm-up takes.
  ///   - start: The factor of the first step.
  /// - Returns: The schedule with the warm-up before it.
  public func warmedUp(_ length: WarmUp.Length, from start: Double = 0.1) -> Schedule {
    Schedule(shape: shape, warmUp: WarmUp(length: length, start: start))
  }
}

extension Schedule: CustomStringConvertible {
  /// The schedule as a call, such as `warmup(100 steps, cosine(0.0))`.
  public var description: String {
    let body =
      switch shape {
      case .constant: "constant"
      case .step(let every, let factor): "step_decay(\(every), \(factor))"
      case .cosine(let minimum): "cosine(\(minimum))"
      case .oneCycle(let peak, let start, let end): "one_cycle(\(peak), \(start), \(end))"
      case .plateau(let patience, let factor): "plateau(\(patience), \(factor))"
      }
    return switch warmUp?.length {
    case .steps(let count): "warmup(\(count) steps, \(body))"
    case .epochs(let count): "warmup(\(count) epochs, \(body))"
    case nil: body
    }
  }
}
