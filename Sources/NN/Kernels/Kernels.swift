import CKernels
import Glibc

/// The fast inner loops, chosen once for the vector unit that the machine has.
///
/// The tests hold a plain form of each in double precision, and compare the two at every level.
enum Kernels {
  /// The widths of vector unit that there is code for, narrow to wide.
  enum Level: Int, CaseIterable {
    case base, avx2, avx512
  }

  /// The loops of one level, or of the widest the machine has.
  static func at(_ level: Level) -> nn_kernels { nn_kernels_at(Int32(level.rawValue)) }

  /// The loops that training uses: the widest, unless `HPO_KERNELS` names a level.
  static let best: nn_kernels = {
    let wanted = getenv("HPO_KERNELS").map { String(cString: $0) }
    return at(Level.allCases.first { "\($0)" == wanted } ?? .avx512)
  }()
}

/// Runs `body` with denormal numbers treated as zeros on this thread, and restores the thread's mode afterwards.
///
/// Adam's second moments of pixels that are nearly always dark decay through the denormal range, where arithmetic is up
/// to a hundred times slower; at 1e-38 nothing is lost by taking them for zero.
func withDenormalsFlushed<R>(_ body: () throws -> R) rethrows -> R {
  let control = nn_flush_denormals()
  defer { nn_restore_denormals(control) }
  return try body()
}
