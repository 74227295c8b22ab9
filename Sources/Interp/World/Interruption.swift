import Synchronization

/// Set by Ctrl-C or SIGTERM; looked at by every call and every turn of a loop.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)
  private let isFinal = Atomic<Bool>(false)
  /// What this is a part of: whoever is asked to stop the whole stops the part.
  private let whole: Interruption?

  /// Not interrupted.
  ///
  /// - Parameter whole: what this is a part of.
  public init(within whole: Interruption? = nil) { self.whole = whole }

  /// Whether somebody asked to stop.
  ///
  /// One relaxed load, and one for the whole if this is a part.
  @inline(__always) public var isRequested: Bool { flag.load(ordering: .relaxed) || (whole?.isRequested ?? false) }

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
