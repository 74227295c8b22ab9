import Foundation

/// The stack of an evaluating thread, in bytes: deep enough for 5,000 nested calls of any function.
private let deepStackSize = 256 << 20

/// Runs `body` on a thread with a 256 MB stack and waits for it; only the pages that are touched count.
///
/// - Parameter body: what to run.
/// - Returns: what it returns.
public func onDeepStack<R: Sendable>(_ body: @escaping @Sendable () -> R) -> R {
  let result = ResultBox<R>()
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    Thread.current.threadDictionary[lowestAddressKey] = currentStackAddress() - UInt(deepStackSize - (1 << 20))
    result.value = body()
    done.signal()
  }
  thread.stackSize = deepStackSize
  thread.start()
  done.wait()
  return result.value ?? body()
}

private final class ResultBox<R>: @unchecked Sendable {
  var value: R?
}

private let lowestAddressKey = "hpo.lowestStackAddress"

/// The lowest address that evaluation may reach on the running thread's stack: a margin above its end, for builtins.
///
/// On a thread that `onDeepStack` did not make, the smallest stack that threads usually have is assumed.
func lowestStackAddress() -> UInt {
  if let known = Thread.current.threadDictionary[lowestAddressKey] as? UInt { return known }
  return currentStackAddress() - UInt(256 << 10)
}

private func currentStackAddress() -> UInt {
  var here: UInt8 = 0
  return withUnsafePointer(to: &here) { UInt(bitPattern: $0) }
}
