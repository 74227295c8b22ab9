import Glibc

/// The stack of an evaluating thread, in bytes: deep enough for 5,000 nested calls of any function.
private let deepStackSize = 256 << 20

/// A thread with a deep stack; only the pages that are touched count.
struct DeepThread {
  private let thread: pthread_t

  /// Starts a thread that runs `body`; nil where the system has no room for another.
  init?(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, deepStackSize) == 0 else { return nil }
    let parcel = Unmanaged.passRetained(Parcel(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { parcel in
        let end = currentStackAddress() - UInt(deepStackSize - (1 << 20))
        pthread_setspecific(lowestAddress, UnsafeRawPointer(bitPattern: end))
        if let parcel { Unmanaged<Parcel>.fromOpaque(parcel).takeRetainedValue().body() }
        return nil
      }, parcel.toOpaque())
    guard code == 0 else {
      parcel.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits for the end of the thread; to be called once.
  func join() { pthread_join(thread, nil) }

  private final class Parcel: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

/// Runs `body` on a thread with a 256 MB stack and waits for it.
///
/// - Parameter body: what to run.
/// - Returns: what it returns.
public func onDeepStack<R: Sendable>(_ body: @escaping @Sendable () -> R) -> R {
  let result = ResultBox<R>()
  DeepThread { result.value = body() }?.join()
  return result.value ?? body()
}

private final class ResultBox<R>: @unchecked Sendable {
  var value: R?
}

/// Where every deep thread keeps the lowest address that evaluation may reach.
private let lowestAddress: pthread_key_t = {
  var key = pthread_key_t()
  pthread_key_create(&key, nil)
  return key
}()

/// The lowest address that evaluation may reach on the running thread's stack: a margin above its end, for builtins.
///
/// On other threads than deep ones, the smallest stack that threads usually have is assumed.
func lowestStackAddress() -> UInt {
  if let known = pthread_getspecific(lowestAddress) { return UInt(bitPattern: known) }
  return currentStackAddress() - UInt(256 << 10)
}

private func currentStackAddress() -> UInt {
  var here: UInt8 = 0
  return withUnsafePointer(to: &here) { UInt(bitPattern: $0) }
}
