import Basics
import BayesOpt
import DSL

/// An acquisition function as a value: `ei`, `ucb(2.0)`.
final class AcquisitionValue: Host {
  let function: Acquisition

  init(_ function: Acquisition) { self.function = function }

  override var isWrittenInFull: Bool { true }
  override var kind: String { "an acquisition" }
  override var description: String { function.description }
  override func isEqual(to other: Host) -> Bool { (other as? AcquisitionValue)?.function == function }
}

/// A kernel as a value: `matern52`.
final class KernelValue: Host {
  override var isWrittenInFull: Bool { true }
  override var kind: String { "a kernel" }
  override var description: String { "matern52" }
  override func isEqual(to other: Host) -> Bool { other is KernelValue }
}

extension OptionValue {
  /// The value of an option as the optimiser reads it; nil for what no option takes.
  ///
  /// Where an acquisition is taken, `pi` is one, and the builtins `ucb` and `rgp_ucb` need not be called.
  init?(_ value: Value, for option: StrategyOption) {
    switch value {
    case .real(Double.pi) where option.kind == .acquisition: self = .acquisition(.probabilityOfImprovement)
    case .builtin(let builtin) where option.kind == .acquisition:
      guard let acquisition = try? Acquisition(name: builtin.name) else { return nil }
      self = .acquisition(acquisition)
    case .int(let i): self = .integer(i)
    case .real(let r): self = .real(r)
    case .text(let text): self = .word(text.string)
    case .host(let host as AcquisitionValue): self = .acquisition(host.function)
    case .host(let host as KernelValue): self = .name(host.description)
    default: return nil
    }
  }
}
