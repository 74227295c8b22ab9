import Foundation

/// Runs `body` on a thread with a 256 MB stack and waits for it; only the pages that are touched count.
///
/// - Parameter body: what to run.
/// - Returns: what it returns.
public func onDeepStack<R: Sendable>(_ body: @escaping @Sendable () -> R) -> R {
  final class Box: @unchecked Sendable { var result: R? }
  let box = Box()
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    box.result = body()
    done.signal()
  }
  thread.stackSize = 256 << 20
  thread.start()
  done.wait()
  guard let result = box.result else { return body() }
  return result
}

/// The lowest address that evaluation may reach on the running thread's stack: a margin above its end, for builtins.
func lowestStackAddress() -> UInt {
  var attributes = pthread_attr_t()
  guard pthread_getattr_np(pthread_self(), &attributes) == 0 else { return 0 }
  defer { pthread_attr_destroy(&attributes) }
  var address: UnsafeMutableRawPointer?
  var size = 0
  guard pthread_attr_getstack(&attributes, &address, &size) == 0 else { return 0 }
  return UInt(bitPattern: address) + UInt(min(256 << 10, size / 4))
}
