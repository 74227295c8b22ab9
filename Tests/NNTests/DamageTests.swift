import Basics
import Foundation
import Testing

@testable import NN

/// Files that were cut off or changed anywhere: each is read or refused in words, and nothing else happens.
@Suite struct DamageTests {
  /// A small file of some format, under the name that its format asks for, and how it is read.
  struct Sample: CustomStringConvertible, Sendable {
    let description: String
    let name: String
    let bytes: [UInt8]
    /// Whether every cut is noticed: a table may well end earlier.
    var isCountedOut = true
    let load: @Sendable (String) throws -> Int
  }

  static func samples() throws -> [Sample] {
    let folder = try TemporaryFolder()
    let files = try DataFiles.all.get()
    @Sendable func loaded(_ path: String) throws -> Int { try Dataset.load(path).count }
    let idx = FileTests.idx([3, 2, 2], Array(1...12))
    let table = Array("a,\"b \"\"c\"\"\",d\r\n1,x,2.5\r\n-3e2,\"y\n\",1\nnan,x,1\n5,,0\n".utf8)
    var samples = [
      Sample(description: "CSV", name: "t.csv", bytes: table, isCountedOut: false, load: loaded),
      Sample(
        description: "gzip'd CSV", name: "t.csv.gz", bytes: try FileTests.gzip(table, folder), load: loaded),
      Sample(description: "IDX", name: "i", bytes: idx) { try IDX(path: $0, axes: 3).content.count },
      Sample(description: "gzip'd IDX", name: "i.gz", bytes: try FileTests.gzip(idx, folder)) {
        try IDX(path: $0, axes: 3).content.count
      },
      Sample(
        description: "NPY", name: "m.npy",
        bytes: ArrayTests.npy("<f4", [4, 3], ArrayTests.singles([1, 2, 0, 3, 4, 1, 5, 6, 0, 7, 8, 1])), load: loaded),
      Sample(
        description: "NPY of bytes in Fortran order", name: "m.npy",
        bytes: ArrayTests.npy("|u1", [4, 2], [1, 2, 3, 4, 0, 1, 0, 1], isFortran: true), load: loaded),
      Sample(description: "CIFAR", name: "a.bin", bytes: CIFARTests.records(1, labels: 1)) { path in
        let folder = FileContent.folder(of: path)
        return try CIFAR(folder: folder, labels: 1, label: 0, names: "none", classes: 10).images(["a.bin"], records: 1)
          .count
      },
    ]
    for archive in files.archives.prefix(2) {
      samples.append(
        Sample(description: "NPZ \(archive.name)", name: "a.npz", bytes: Array(archive.file), load: loaded))
    }
    let images = ["all filters, 3 samples", "Pillow's palette", "RGBA, 8 bits, interlaced", "grey, 1 bits, interlaced"]
    for image in files.images where images.contains(image.name) {
      samples.append(
        Sample(description: "PNG \(image.name)", name: "i.png", bytes: Array(image.file)) {
          try PNG(FileContent($0).bytes(), path: $0).pixels().count
        })
    }
    return samples
  }

  /// What becomes of a file: a count of what it holds, or none where it is refused.
  func outcome(_ sample: Sample, _ bytes: [UInt8], in folder: TemporaryFolder) throws -> Int? {
    let path = try folder.write(sample.name, bytes)
    do { return try sample.load(path) } catch let error as DataError {
      #expect(!error.message.isEmpty)
      return nil
    }
  }

  @Test("every beginning of a file is refused, or read as a shorter file where it is one")
  func cuts() throws {
    let folder = try TemporaryFolder()
    for sample in try Self.samples() {
      let whole = try #require(try outcome(sample, sample.bytes, in: folder), "\(sample)")
      // Of long files a hundred cuts, and all of them near both ends.
      let count = sample.bytes.count
      let cuts = (0..<count).filter { $0 < 150 || $0 > count - 50 || $0 % max(count / 100, 1) == 0 }
      for cut in cuts {
        let left = try outcome(sample, Array(sample.bytes[..<cut]), in: folder)
        #expect(left == nil || !sample.isCountedOut && (left ?? 0) <= whole, "\(sample) cut at \(cut)")
      }
    }
  }

  @Test("bytes that were changed by chance do no more than change what is read")
  func flips() throws {
    let folder = try TemporaryFolder()
    var random = CounterRandom(seed: 11)
    for sample in try Self.samples() {
      var refused = 0
      for _ in 0..<150 {
        var bytes = sample.bytes
        for _ in 0..<(1 + Int(random.next() >> 62)) {
          let place = Int(random.next().multipliedFullWidth(by: UInt64(bytes.count)).high)
          bytes[place] = UInt8(truncatingIfNeeded: random.next() >> 13)
        }
        if try outcome(sample, bytes, in: folder) == nil { refused += 1 }
      }
      if sample.isCountedOut, sample.name != "a.bin", sample.name != "i" {
        #expect(refused > 0, "\(sample)")
      }
    }
  }

  @Test("numbers in headers that are as large as they can be are no trap", arguments: [UInt8(0xFF), 0x7F, 0x80])
  func extremes(byte: UInt8) throws {
    let folder = try TemporaryFolder()
    for sample in try Self.samples() where sample.name != "t.csv" {
      let places = sample.bytes.indices.filter { $0 < 90 || $0 > sample.bytes.count - 90 }
      for place in places {
        for width in [2, 8] where place + width <= sample.bytes.count {
          var bytes = sample.bytes
          for i in 0..<width { bytes[place + i] = i == 0 || i == width - 1 ? byte : 0xFF }
          _ = try outcome(sample, bytes, in: folder)
        }
      }
    }
  }

  @Test("any bytes at all are no table, or one", arguments: [UInt64(1), 2, 3])
  func noise(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var random = CounterRandom(seed: seed)
    let alphabet = Array("a1,;\t\"\"\r\n\n -.e?\u{E9}".utf8)
    for _ in 0..<300 {
      let bytes = (0..<Int(random.next() >> 57)).map { _ in
        alphabet[Int(random.next().multipliedFullWidth(by: UInt64(alphabet.count)).high)]
      }
      let path = try folder.write("n.csv", bytes)
      do { #expect(try Dataset.load(path).count > 0) } catch is DataError {}
    }
  }

  @Test("a file that changes between the two passes is noticed")
  func changes() throws {
    let folder = try TemporaryFolder()
    let text = "a,b\n1,x\n2,y\n3,x\n"
    let path = try folder.write("t.csv", text)
    let content = try FileContent(path)
    let survey = try CSVSurvey.of(content, CSVDialect.of(content, TableOptions()))
    let plan = try CSVPlan(survey, TableOptions())
    func read(_ text: String) throws -> Targets {
      _ = try folder.write("t.csv", text)
      var features = try FloatBuffer(zeros: 3)
      return try features.withMutablePointer { features in
        let separator = survey.dialect.separator
        return try CSVScanner.visit(content, separator: separator, with: CSVWriter(plan, survey, into: features))
          .result().0
      }
    }
    #expect(try read(text).count == 3)
    for other in [
      text + "4,x\n", "a,b\n1,x\n", "a,b\n1,x\n2,y\n3,z\n", "a,b\nu,x\n2,y\n3,x\n", "", "a,b,c\n1,x,x\n2,y,y\n3,x,x\n",
    ] {
      #expect(throws: DataError.changed(path: path)) { try read(other) }
    }
  }
}
