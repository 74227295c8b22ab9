import Basics
import CZlib
import Foundation
import Testing

@testable import NN

/// Files of images, whole and damaged, packed and not.
@Suite struct FileTests {
  static func gzip(_ bytes: [UInt8], _ folder: TemporaryFolder) throws -> [UInt8] {
    let path = folder.url.appendingPathComponent(UUID().uuidString).path
    let file = gzopen(path, "wb")
    bytes.withUnsafeBytes { _ = gzwrite(file, $0.baseAddress, UInt32($0.count)) }
    gzclose(file)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func idx(_ extents: [Int], _ content: [UInt8], type: UInt8 = 8) -> [UInt8] {
    [0, 0, type, UInt8(extents.count)] + extents.flatMap { e in [24, 16, 8, 0].map { UInt8((e >> $0) & 255) } }
      + content
  }

  /// Four images of 2 x 3 for training and two for test, under the names of MNIST's files.
  static func writeImages(_ folder: TemporaryFolder, suffix: String, isPacked: Bool) throws {
    for (prefix, count) in [("train", 4), ("t10k", 2)] {
      let images = idx([count, 2, 3], (0..<(count * 6)).map { UInt8($0 * 10) })
      let labels = idx([count], (0..<count).map { UInt8($0) })
      for (name, bytes) in [("\(prefix)-images-idx3-ubyte", images), ("\(prefix)-labels-idx1-ubyte", labels)] {
        _ = try folder.write(name + suffix, isPacked ? try gzip(bytes, folder) : bytes)
      }
    }
  }

  @Test("images are read packed and not", arguments: [("", false), (".gz", true), ("", true)])
  func images(suffix: String, isPacked: Bool) throws {
    let folder = try TemporaryFolder()
    try Self.writeImages(folder, suffix: suffix, isPacked: isPacked)
    let data = try DataParts.mnist(folder.url.path)
    #expect(data.train.count == 4 && data.test?.count == 2 && data.valid == nil)
    #expect(data.train.itemShape == Shape([2, 3, 1]) && data.train.labels == [0, 1, 2, 3])
    #expect(data.train.item(1) == (6..<12).map { Float($0 * 10) / 255 })
  }

  @Test(
    "what is no table is told by what it is",
    arguments: [
      ("t.csv", [0xFF, 0xFE] + Array("x,y\n1,2\n".utf8).flatMap { [$0, 0] }, "is text in UTF-16, not data", "iconv"),
      (
        "t.csv", Array("x,y\n1,2\n3,4\n".utf8).flatMap { [$0, 0] }, "is text in UTF-16LE, not data", "iconv -f utf-16le"
      ),
      ("t.csv.gz", Array("BZh91AY".utf8), "is packed by bzip2, not data", "bunzip2 -k"),
      ("t.csv.gz", [0x1F, 0x8C, 0x08, 0xFF, 0xC3, 0x28], "it does not begin as gzip does", "fetch the file again"),
      ("t.csv", Array("SQLite format 3\0".utf8), "is a SQLite database", "study"),
      ("t.csv", Array("\n<!DOCTYPE HTML><html>".utf8), "is a web page", "fetch the file itself"),
      ("t.json", Array("[{\"x\": 1}]".utf8), "is JSON, not data", "`load_json`"),
      ("t.zip", [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), "an archive without arrays", "unpack it"),
    ] as [(String, [UInt8], String, String)])
  func foreignFiles(name: String, bytes: [UInt8], message: String, hint: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(name, bytes)
    let error = #expect(throws: DataError.self) { try Dataset.load(path) }
    let words = "\(error?.message ?? "")|\(error?.hint ?? "")"
    #expect(words.contains(message) && words.split(separator: "|").last?.contains(hint) == true, "\(words)")
  }

  @Test("plain text is read whatever its name says, and Latin letters beyond ASCII do not make it another")
  func plainTextInPackedName() throws {
    let folder = try TemporaryFolder()
    let text = "größe,y\n1,ä\n2,ö\n"
    for name in ["t.csv.gz", "t.csv"] {
      #expect(try Dataset.load(try folder.write(name, Array(text.utf8))).featureNames == ["größe"])
    }
  }

  @Test("members of a gzip file that stand one after the other are read as one, of whatever size")
  func gzipMembers() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (
      [UInt8](repeating: 7, count: 3_000_000), (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * $0) }
    )
    let path = try folder.write("two.gz", try Self.gzip(first, folder) + Self.gzip(second, folder))
    #expect(try FileContent(path).bytes().array == first + second)
  }

  @Test("a damaged gzip file is told from a whole one")
  func damagedGzip() throws {
    let folder = try TemporaryFolder()
    let packed = try Self.gzip((0..<50_000).map { UInt8(truncatingIfNeeded: $0 * 31 / 7) }, folder)
    for (name, bytes) in [
      ("cut", Array(packed.dropLast(9))), ("short", Array(packed.prefix(5))),
      ("trailer", Array(packed.dropLast(1)) + [packed[packed.count - 1] ^ 1]),
      ("middle", packed.enumerated().map { $0 == packed.count / 2 ? $1 ^ 0xFF : $1 }), ("tail", packed + [1, 2, 3]),
    ] {
      let path = try folder.write(name, bytes)
      let error = #expect(throws: DataError.self) { try FileContent(path).bytes().array }
      guard case .damagedGzip(path: path, _) = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
      #expect(error?.hint == "fetch the file again")
    }
  }

  @Test("an IDX file that is not what it should be is refused with the reason")
  func badIDX() throws {
    let folder = try TemporaryFolder()
    func refusal(_ bytes: [UInt8]) throws -> DataError? {
      let path = try folder.write("x", bytes)
      return #expect(throws: DataError.self) { try IDX(path: path, axes: 3) }
    }
    let whole = Self.idx([2, 2, 2], Array(1...8))
    let path = folder.url.appendingPathComponent("x").path
    #expect(try refusal([]) == .emptyFile(path: path))
    #expect(try refusal(Array(whole.dropLast())) == .truncated(path: path, expected: 24, found: 23))
    #expect(try refusal(Array(whole.prefix(10))) == .truncated(path: path, expected: 16, found: 10))
    #expect(try refusal(Self.idx([0, 2, 2], [])) == .emptyFile(path: path))
    for bytes in [[1] + whole.dropFirst(), Self.idx([2, 2, 2], Array(1...8), type: 13), Self.idx([8], Array(1...8))] {
      guard case .malformed = try refusal(Array(bytes)) else {
        Issue.record("accepted or refused for another reason")
        continue
      }
    }
    guard case .truncated = try refusal(Self.idx([0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [1])) else {
      Issue.record("accepted an image larger than memory")
      return
    }
  }

  @Test("missing files, folders, and files that do not belong together")
  func badFolders() throws {
    let folder = try TemporaryFolder()
    let missing = folder.url.path + "/train-images-idx3-ubyte.gz"
    #expect(throws: DataError.missingFile(path: missing)) { try DataParts.mnist(folder.url.path) }
    #expect(throws: DataError.unreadableFile(path: folder.url.path, reason: "it is a folder")) {
      try FileContent(folder.url.path)
    }
    #expect(throws: DataError.unreadableFile(path: "/dev/zero", reason: "it is a device")) {
      try FileContent("/dev/zero")
    }
    try Self.writeImages(folder, suffix: "", isPacked: false)
    _ = try folder.write("train-labels-idx1-ubyte", Self.idx([3], [0, 1, 2]))
    #expect(throws: DataError.countMismatch(images: 4, labels: 3)) { try DataParts.mnist(folder.url.path) }
    _ = try folder.write("train-labels-idx1-ubyte", Self.idx([4], [0, 1, 2, 10]))
    let labels = folder.url.path + "/train-labels-idx1-ubyte"
    #expect(throws: DataError.labelOutsideClasses(label: 10, item: 3, classes: 10, path: labels)) {
      try DataParts.mnist(folder.url.path)
    }
  }

  @Test(
    "the real MNIST is read and a part of it learnt", .enabled(if: Paths.isThere("mnist"), "no ../shared/data/mnist"))
  func mnist() throws {
    let data = try DataParts.mnist(Paths.data("mnist"))
    let test = try #require(data.test)
    #expect(data.train.count == 60_000 && test.count == 10_000 && data.train.itemShape == Shape([28, 28, 1]))
    #expect(Array(data.train.labels.prefix(6)) == [5, 0, 4, 1, 9, 2])
    let some = DataParts(train: data.train.selecting(Array(0..<6000)), test: test.selecting(Array(0..<1000)))
    let net = Model([.dense(64, .relu), .dense(10)])
    let run = try net.train(on: some, options: TrainingOptions(learningRate: 0.2, epochs: 2))
    #expect(try #require(run.test?.accuracy) > 0.85)
  }
}
