import Synchronization

/// Set by Ctrl-C or SIGTERM; looked at by every call and every turn of a loop.
///
/// Whoever looks at it lives and gets on: so it can also be asked for a sign of life, which it gives as it looks.
public final class Interruption: Sendable {
  /// What the one who looks is asked for, a bit each.
  private let requests = Atomic<UInt8>(0)
  private static let stop: UInt8 = 1
  private static let sign: UInt8 = 2
  private let isFinal = Atomic<Bool>(false)
  /// What this is a part of: whoever is asked to stop the whole stops the part.
  private let whole: Interruption?
  private let givesSign: @Sendable () -> Bool

  /// Not interrupted.
  ///
  /// - Parameters:
  ///   - whole: what this is a part of.
  ///   - givesSign: gives the sign of life, on the thread that looks; false where it is to stop.
  public init(within whole: Interruption? = nil, givesSign: @escaping @Sendable () -> Bool = { true }) {
    (self.whole, self.givesSign) = (whole, givesSign)
  }

  /// Whether somebody asked to stop.
  ///
  /// One relaxed load, and one for the whole if this is a part.
  @inline(__always) public var isRequested: Bool {
    (requests.load(ordering: .relaxed) != 0 && isStopped()) || (whole?.isRequested ?? false)
  }

  /// Whether somebody asked to stop, after the sign of life if one was asked for.
  @inline(never) private func isStopped() -> Bool {
    if requests.bitwiseAnd(~Self.sign, ordering: .relaxed).oldValue & Self.sign != 0, !givesSign() {
      request()
    }
    return requests.load(ordering: .relaxed) & Self.stop != 0
  }

  /// Asks to stop; may be called from any thread.
  public func request() { requests.bitwiseOr(Self.stop, ordering: .relaxed) }

  /// Asks for a sign of life; may be called from any thread.
  public func requestSign() { requests.bitwiseOr(Self.sign, ordering: .relaxed) }

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
    if !isFinal.load(ordering: .relaxed) { requests.bitwiseAnd(~Self.stop, ordering: .relaxed) }
  }
}
