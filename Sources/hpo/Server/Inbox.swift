import Foundation

/// What has arrived and was not taken yet; filled by a thread of its own, so that what comes later is known while something is
/// worked on.
final class Inbox: @unchecked Sendable {
  private let condition = NSCondition()
  // Guarded by `condition`.
  private var frames: [MessageFrames.Frame] = []
  private var isAtEnd = false

  /// Begins to read a file to its end.
  init(of descriptor: Int32) {
    Thread.detachNewThread { [self] in
      var cut = MessageFrames()
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        cut.append(buffer[..<count])
        var arrived: [MessageFrames.Frame] = []
        while let frame = cut.next() { arrived.append(frame) }
        put(arrived)
      }
      condition.lock()
      isAtEnd = true
      condition.signal()
      condition.unlock()
    }
  }

  private func put(_ arrived: [MessageFrames.Frame]) {
    condition.lock()
    frames += arrived
    condition.signal()
    condition.unlock()
  }

  /// Everything that has arrived, once there is something; empty at the end of the file.
  func takeAll() -> [MessageFrames.Frame] {
    condition.lock()
    defer { condition.unlock() }
    while frames.isEmpty, !isAtEnd { condition.wait() }
    defer { frames = [] }
    return frames
  }

  /// Everything that has arrived since, without waiting.
  func takeMore() -> [MessageFrames.Frame] {
    condition.lock()
    defer { condition.unlock() }
    defer { frames = [] }
    return frames
  }
}
