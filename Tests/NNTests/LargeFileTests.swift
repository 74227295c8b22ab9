import Basics
import CAllocations
import Foundation
import Testing

@testable import NN

/// Files that memory need not hold.
@Suite struct LargeFileTests {
  @Test("an array of a terabyte is used where it lies")
  func mapped() throws {
    let folder = try TemporaryFolder()
    let items = 1 << 20
    let header = ArrayTests.npy("|u1", [items, 1024, 1024], [])
    let path = try folder.write("x.npy", header)
    // The file has holes for its numbers: it takes no room, and is as long as its header says.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: UInt64(header.count + items << 20))
    try file.close()
    _ = try folder.write("y.npy", ArrayTests.npy("|u1", [items], (0..<items).map { UInt8($0 % 2) }))
    let data = try Dataset.load(path, target: "y.npy")
    #expect(data.count == items && data.itemShape == Shape([1024, 1024, 1]) && data.classNames == ["0", "1"])
    let ends = data.selecting([0, 1, items - 2, items - 1])
    let run = try Model([.averagePool(64), .dense(2)]).train(on: DataParts(train: ends))
    #expect(try run.model.evaluate(ends).accuracy == 0.5)
    // The holes are zeros, and an array that ends before its last number is cut off.
    #expect(data.item(items - 1)?.allSatisfy { $0 == 0 } == true)
    #expect(truncate(path, off_t(header.count + items << 20 - 1)) == 0)
    let error = #expect(throws: DataError.self) { try Dataset.load(path, target: "y.npy") }
    guard case .truncated = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
  }

  @Test(
    "a table is read piece by piece: nothing takes memory as the file is long",
    .enabled(if: allocations_are_counted() != 0))
  func pieces() throws {
    let folder = try TemporaryFolder()
    let zeros = String(repeating: "0", count: 2000)
    let rows = (0..<4000).map { "\($0 % 7).5\(zeros),\($0 % 2 == 0 ? "even" : "odd"),\($0).25\(zeros)" }
    let path = try folder.write("t.csv", "a,parity,b\n" + rows.joined(separator: "\n"))
    let length = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    allocations_begin()
    let data = try Dataset.load(path, target: "parity")
    _ = allocations_end()
    #expect(data.count == 4000 && data.item(3999) == [2.5, 3999.25] && data.classNames == ["even", "odd"])
    #expect(length > 16_000_000 && allocations_largest() < 3_000_000, "\(allocations_largest()) of \(length)")
  }
}
