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
  /// How many requests there are to this, to what it is a part of, and to other parts of that.
  ///
  /// While there are none, nobody need look further. Behind a pointer, so that whoever looks at every call counts no reference.
  nonisolated(unsafe) let alarm: UnsafeMutablePointer<Atomic<Int>>
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
    if let whole {
      alarm = whole.alarm
    } else {
      alarm = .allocate(capacity: 1)
      alarm.initialize(to: Atomic(0))
    }
  }

  deinit {
    withdraw(Self.stop)
    withdraw(Self.sign)
    if whole == nil {
      alarm.deinitialize(count: 1)
      alarm.deallocate()
    }
  }

  /// Makes a request, which is a bit.
  private func make(_ request: UInt8) {
    if requests.bitwiseOr(request, ordering: .relaxed).oldValue & request == 0 {
      alarm.pointee.add(1, ordering: .relaxed)
    }
  }

  /// Takes a request back, and says whether there was one.
  @discardableResult private func withdraw(_ request: UInt8) -> Bool {
    guard requests.bitwiseAnd(~request, ordering: .relaxed).oldValue & request != 0 else { return false }
    alarm.pointee.subtract(1, ordering: .relaxed)
    return true
  }

  /// Whether somebody asked to stop.
  ///
  /// One relaxed load, and one for the whole if this is a part.
  public var isRequested: Bool {
    (requests.load(ordering: .relaxed) != 0 && isStopped()) || (whole?.isRequested ?? false)
  }

  /// Whether somebody asked to stop, after the sign of life if one was asked for.
  @inline(never) private func isStopped() -> Bool {
    if withdraw(Self.sign), !givesSign() { request() }
    return requests.load(ordering: .relaxed) & Self.stop != 0
  }

  /// Asks to stop; may be called from any thread.
  public func request() { make(Self.stop) }

  /// Asks for a sign of life; may be called from any thread.
  public func requestSign() { make(Self.sign) }

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
    if !isFinal.load(ordering: .relaxed) { withdraw(Self.stop) }
  }
}
