import CSpawn
import Glibc

/// The processors that a thread may run on.
///
/// What it starts, threads and processes, may run on the same.
struct ProcessorSet: Hashable {
  /// The numbers of the processors, ascending.
  let numbers: [Int]

  /// So many processors a mask has room for, more than any system has.
  private static let capacity = 1 << 16

  /// Processors of these numbers.
  init(_ numbers: [Int]) { self.numbers = numbers.sorted() }

  /// Those of the calling thread; none where the system does not tell.
  static var ofThisThread: ProcessorSet {
    var mask = [UInt64](repeating: 0, count: capacity / 64)
    guard sched_getaffinity(0, capacity / 8, &mask) == 0 else { return ProcessorSet([]) }
    let words = mask.indices.filter { mask[$0] != 0 }
    return ProcessorSet(words.flatMap { word in (0..<64).filter { mask[word] >> $0 & 1 == 1 }.map { 64 * word + $0 } })
  }

  /// Has a thread run on these only; where the system refuses, it runs where it ran.
  ///
  /// - Parameter thread: its number; 0 for the calling thread.
  func take(_ thread: pid_t = 0) {
    var mask = [UInt64](repeating: 0, count: Self.capacity / 64)
    for number in numbers where number < Self.capacity { mask[number / 64] |= 1 << UInt64(number % 64) }
    _ = sched_setaffinity(thread, Self.capacity / 8, mask)
  }
}
