import Synchronization

/// What all that call LAPACK share.
enum LinearAlgebra {
  // The serial flavour of OpenBLAS hands out its work buffers without a lock: two threads in it at once get wrong
  // results. A matrix of a few dozen rows takes microseconds.
  private static let library = Mutex(())

  /// Calls the library while no other thread does.
  static func withLibrary<R>(_ call: () -> R) -> R {
    library.withLock { _ in call() }
  }
}
