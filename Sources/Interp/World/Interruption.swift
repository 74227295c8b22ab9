import Synchronization

/// Set by Ctrl-C or SIGTERM; looked at by every call and every turn of a loop.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)
  private let isFinal = Atomic<Bool>(false)

  /// Not interrupted.
  public init() {}

  /// Whether somebody asked to stop.
  ///
  /// One relaxed load.
  @inline(__always) public var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Asks to stop; may be called from any thread.
  public func request() { flag.store(true, ordering: .relaxed) }

  /// Asks to stop for good: `clear` does not take it back.
  ///
  /// May be called from any thread.
  public func terminate() {
    isFinal.store(true, ordering: .relaxed)
    request()
  }

  /// Whether somebody asked to stop for good.
  public var isTerminated: Bool { isFinal.load(ordering: .relaxed) }

  /// Forgets the request: it was followed.
  public func clear() {
    if !isFinal.load(ordering: .relaxed) { flag.store(false, ordering: .relaxed) }
  }
}
