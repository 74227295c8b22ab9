import Basics
import Foundation
import Testing

@testable import NN

/// What `Tests/Support/data_files.py` wrote with NumPy, pypng and Pillow, and what pandas and scikit-learn found.
struct DataFiles: Decodable {
  struct Array: Decodable { let name: String, file: Data, shape: [Int], values: [Double] }
  struct Archive: Decodable { let name: String, file: Data, features: [Double], shape: [Int], targets: [Int] }
  struct Image: Decodable { let name: String, file: Data, width: Int, height: Int, channels: Int, pixels: Data }
  struct Table: Decodable {
    let name: String, target: String, features: [String], means: [Double], deviations: [Double], rows: Int
  }
  struct Moons: Decodable { let points: [[Double]], labels: [Int] }
  let arrays: [Array], archives: [Archive], images: [Image], tables: [Table], moons: Moons

  static let all = Result { try Paths.reference("data_files.json", as: DataFiles.self) }
}

/// Arrays in NumPy's formats, as NumPy wrote them.
@Suite struct ArrayTests {
  static func npy(_ type: String, _ shape: [Int], _ content: [UInt8], isFortran: Bool = false) -> [UInt8] {
    let extents = shape.map { "\($0)," }.joined(separator: " ")
    var header = "{'descr': '\(type)', 'fortran_order': \(isFortran ? "True" : "False"), 'shape': (\(extents)), }"
    while (10 + header.utf8.count + 1) % 64 != 0 { header += " " }
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count + 1), 0] + Array("\(header)\n".utf8) + content
  }

  static func singles(_ values: [Float]) -> [UInt8] {
    values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(8 * $0)) } }
  }

  @Test("every type, order of bytes and axes, and version holds the numbers that NumPy put in")
  func types() throws {
    let files = try DataFiles.all.get().arrays
    #expect(files.count == 45)
    for file in files {
      let array = try NPYArray(Bytes(Array(file.file)), path: file.name)
      #expect(array.shape == file.shape && array.values(count: file.values.count) == file.values, "\(file.name)")
    }
  }

  @Test("archives are read by the names of their arrays")
  func archives() throws {
    let folder = try TemporaryFolder()
    for file in try DataFiles.all.get().archives {
      let path = try folder.write("a.npz", Array(file.file))
      let given = ["x_train y_train": "y_train", "features answer": "answer"][file.name]
      let data = try Dataset.load(path, target: given)
      #expect(data.itemShape == Shape(file.shape) && data.labels == file.targets && data.isStandardized)
      #expect((0..<data.count).flatMap { data.item($0) ?? [] } == file.features.map { Float($0) }, "\(file.name)")
    }
    let file = try #require(try DataFiles.all.get().archives.first)
    let path = try folder.write("a.npz", Array(file.file))
    let error = #expect(throws: DataError.self) { try Dataset.load(path, target: "z") }
    #expect(error?.hint == "its columns are x, y")
  }

  @Test("a matrix has its target in a column, an array in a file beside it")
  func matrices() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "m.npy", Self.npy("<f4", [4, 3], Self.singles([1, 2, 0, 3, 4, 1, 5, 6, 0, 7, .nan, 1])))
    let data = try Dataset.load(path)
    #expect(data.labels == [0, 1, 0, 1] && data.item(1) == [3, 4] && data.featureNames == ["1", "2"])
    let first = try Dataset.load(path, target: "1")
    #expect(first.values == [1, 3, 5, 7] && first.item(0) == [2, 0] && first.item(3)?[0].isNaN == true)
    #expect(try Dataset.load(path, kind: .number).values == [0, 1, 0, 1])
    #expect(throws: DataError.self) { try Dataset.load(path, target: "4") }
    #expect(throws: DataError.notFinite(item: 3)) { try Dataset.load(path, target: "2") }
    _ = try folder.write("y.npy", Self.npy("|u1", [4, 1], [7, 8, 7, 8]))
    let beside = try Dataset.load(path, target: "y.npy")
    #expect(beside.classNames == ["7", "8"] && beside.itemShape == Shape([3]) && beside.isStandardized)
    _ = try folder.write("y.npy", Self.npy("|u1", [3], [7, 8, 7]))
    let error = #expect(throws: DataError.self) { try Dataset.load(path, target: "y.npy") }
    #expect(error?.message.contains("shape 4 x 3 and its targets") == true)
  }

  @Test("images of bytes are seen as x / 255, others as they are; both stay where they are")
  func images() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("y.npy", Self.npy("<i4", [2], [0, 0, 0, 0, 1, 0, 0, 0]))
    let bytes = try folder.write("x.npy", Self.npy("|u1", [2, 2, 3], Array(0..<12)))
    let data = try Dataset.load(bytes, target: "y.npy", kind: .classes)
    #expect(data.itemShape == Shape([2, 3, 1]) && data.item(1) == (6..<12).map { Float($0) / 255 })
    #expect(!data.isStandardized && data.featureNames.isEmpty)
    let fortran = try folder.write(
      "f.npy", Self.npy("|u1", [2, 2, 3], [0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11], isFortran: true))
    #expect(try Dataset.load(fortran, target: "y.npy", kind: .classes).item(1) == data.item(1))
    let numbers = (0..<24).map { Float($0) / 7 }
    let floats = try folder.write("z.npy", Self.npy("<f4", [2, 2, 3, 2], Self.singles(numbers)))
    let colour = try Dataset.load(floats, target: "y.npy", kind: .classes)
    #expect(colour.itemShape == Shape([2, 3, 2]) && colour.item(1) == Array(numbers[12...]))
    guard case .raw = colour.features.storage, case .bytes = data.features.storage else {
      Issue.record("copied")
      return
    }
    _ = try folder.write("z.npy", Self.npy("<f4", [2, 1, 1], Self.singles([1, .nan])))
    #expect(throws: DataError.notFinite(item: 1)) { try Dataset.load(floats, target: "y.npy", kind: .classes) }
  }

  @Test("a file that is mapped gives what one that is loaded does, in training as well")
  func mapping() throws {
    let folder = try TemporaryFolder()
    var random = CounterRandom(seed: 3)
    let path = try folder.write("x.npy", Self.npy("<f4", [100, 6], Self.singles(random.normals(600))))
    let content = try FileContent(path)
    let (mapped, loaded) = (try content.bytes(mappedFrom: 1), try content.bytes(mappedFrom: .max))
    #expect(mapped.array == loaded.array && mapped.count == content.announcedCount)
    #expect(mapped.slice(3, count: 5)?.array == Array(loaded.array[3..<8]) && mapped.slice(3, count: .max) == nil)
    let runs = try [mapped, loaded].map { bytes in
      let targets = try NPYArray(Bytes(Self.npy("|u1", [100], (0..<100).map { $0 % 2 })), path: "y")
      let data = try Dataset.arrays(NPYArray(bytes, path: path), targets, kind: nil)
      return try Model([.dense(4, .tanh), .dense(2)]).train(on: data.split(valid: 0.2, seed: 1))
    }
    #expect(TrainingTests.weights(runs[0].model) == TrainingTests.weights(runs[1].model))
  }

  @Test("what is no array of numbers is refused with the reason")
  func refusals() throws {
    func refusal(_ bytes: [UInt8]) -> String {
      let error = #expect(throws: DataError.self) { try NPYArray(Bytes(bytes), path: "x") }
      return error?.message ?? ""
    }
    for type in ["<U5", "|O", "<c16", "<f2", "<M8[s]", "x", "", "<f16", "<i3"] {
      #expect(refusal(Self.npy(type, [1], [0])).contains("none of f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 bool"), "\(type)")
    }
    #expect(refusal(Self.npy("|u1", [4, 1 << 40], [0])).contains("is cut off"))
    #expect(refusal(Self.npy("<f8", [1 << 40, 1 << 40], [0])).contains("is cut off"))
    #expect(refusal(Self.npy("|u1", [0, 3], [])) == "x is empty")
    #expect(refusal(Self.npy("|u1", [-1, -3], [1, 2, 3])).contains("not a list of extents"))
    #expect(refusal([0x93] + Array("NUMPY".utf8) + [9, 0, 4, 0, 1, 2, 3, 4]).contains("version 9"))
    let folder = try TemporaryFolder()
    let flat = try folder.write("x.npy", Self.npy("|u1", [4], [1, 2, 3, 4]))
    #expect(throws: DataError.self) { try Dataset.load(flat) }
    #expect(throws: DataError.missingFile(path: "y.npy")) { try Dataset.load(flat, target: "y.npy") }
  }
}
