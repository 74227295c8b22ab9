import Basics
import Foundation
import Synchronization
import Testing

@Suite struct FileWritingTests {
  private func withPath(_ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "written-\(UUID().uuidString)"
    defer { unlink(path) }
    try body(path)
  }

  @Test func aFileHoldsWhatWasWrittenLast() throws {
    try withPath { path in
      try writeFile([UInt8](repeating: 7, count: 1_000_000), to: path)
      try writeFile([1, 2, 3], to: path)
      #expect(try FileReader(path).bytes(limit: 10) == [1, 2, 3])
    }
  }

  @Test(arguments: [("/", "it is a folder"), ("/nowhere/x", "there is no folder `/nowhere`")])
  func whatCannotBeWrittenIsSaid(path: String, words: String) {
    #expect { try writeFile([], to: path) } throws: { ($0 as? FileError)?.words == words }
  }

  @Test func aDeviceThatIsFullSaysSo() {
    #expect { try writeFile([1], to: "/dev/full") } throws: { ($0 as? FileError)?.reason == .system(ENOSPC) }
  }

  /// A pipe that nobody reads from, and one whose reader takes nothing.
  @Test(arguments: [false, true])
  func waitingForAReaderCanBeInterrupted(isRead: Bool) throws {
    try withPath { path in
      #expect(mkfifo(path, 0o600) == 0)
      let reader = isRead ? open(path, O_RDONLY | O_NONBLOCK) : -1
      defer { if isRead { close(reader) } }
      var questions = 0
      #expect {
        try writeFile([UInt8](repeating: 1, count: 1 << 20), to: path) {
          questions += 1
          return questions > 2
        }
      } throws: {
        ($0 as? FileError)?.reason == .interrupted
      }
      #expect(questions == 3)
    }
  }

  /// The reader is a thread of its own: a task might have to wait for that of the writer, which waits for it.
  @Test func aReaderThatComesLateGetsAll() throws {
    let path = NSTemporaryDirectory() + "written-\(UUID().uuidString)"
    defer { unlink(path) }
    #expect(mkfifo(path, 0o600) == 0)
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
    let read = Content()
    let isDone = DispatchSemaphore(value: 0)
    let reader = Thread {
      Thread.sleep(forTimeInterval: 0.1)
      let content = try? FileReader(path).bytes(limit: 1 << 20)
      read.bytes.withLock { $0 = content }
      isDone.signal()
    }
    reader.start()
    try writeFile(bytes, to: path)
    isDone.wait()
    #expect(read.bytes.withLock { $0 } == bytes)
  }
}

/// What a reader has read.
private final class Content: Sendable {
  let bytes = Mutex<[UInt8]?>(nil)
}
