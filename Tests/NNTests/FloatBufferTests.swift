import Testing

@testable import NN

/// Floats as a value.
@Suite struct FloatBufferTests {
  @Test("what is written in a copy is not in the original, also where that is still zeros", arguments: [10, 3_000_000])
  func copies(count: Int) throws {
    let zeros = try FloatBuffer(zeros: count)
    var (first, second) = (zeros, zeros)
    try first.withMutablePointer { $0[count - 1] = 1 }
    var third = first
    try third.withMutablePointer { $0[0] = 2 }
    try second.withMutablePointer { $0[1] = 3 }
    var fourth = second
    try fourth.withMutablePointer { $0[2] = 4 }
    func corners(_ buffer: FloatBuffer) -> [Float] {
      buffer.withPointer { [$0[0], $0[1], $0[2], $0[count - 1]] }
    }
    #expect(corners(zeros) == [0, 0, 0, 0])
    #expect(corners(first) == [0, 0, 0, 1] && corners(second) == [0, 3, 0, 0])
    #expect(corners(third) == [2, 0, 0, 1] && corners(fourth) == [0, 3, 4, 0])
  }
}
