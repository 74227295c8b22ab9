import Testing

@testable import NN

/// CIFAR's binary version: planes become channels, files that are not whole are named, and the real one has its known numbers.
@Suite struct CIFARTests {
  static let format = CIFAR(folder: "", labels: 1, label: 0, names: "batches.meta.txt", classes: 10)

  /// Records of CIFAR-100 (two labels) or CIFAR-10 (one) whose byte i is i * factor + record.
  static func records(_ count: Int, labels: Int) -> [UInt8] {
    (0..<count).flatMap { record -> [UInt8] in
      (0..<labels).map { UInt8(record % 10 + $0) } + (0..<3072).map { UInt8(truncatingIfNeeded: $0 * 7 + record) }
    }
  }

  @Test("planes become channels, whatever file an item is in", arguments: [1, 2], [false, true])
  func planes(labels: Int, isPacked: Bool) throws {
    let folder = try TemporaryFolder()
    let files = ["a.bin", "b.bin"]
    for (number, file) in files.enumerated() {
      let bytes = Array(Self.records(6, labels: labels)[(number * 3 * (3072 + labels))...].prefix(3 * (3072 + labels)))
      _ = try folder.write(file + (isPacked ? ".gz" : ""), isPacked ? try FileTests.gzip(bytes, folder) : bytes)
    }
    let format = CIFAR(folder: folder.url.path, labels: labels, label: labels - 1, names: "none", classes: 20)
    let data = try format.images(files, records: 3)
    #expect(data.count == 6 && data.itemShape == Shape([32, 32, 3]) && data.classNames.count == 20)
    #expect(data.labels == (0..<6).map { $0 + labels - 1 })
    for record in 0..<6 {
      let expected = (0..<3072).map { position -> Float in
        let (pixel, channel) = position.quotientAndRemainder(dividingBy: 3)
        return Float(UInt8(truncatingIfNeeded: (channel * 1024 + pixel) * 7 + record)) / 255
      }
      #expect(data.item(record) == expected)
    }
    #expect(data.selecting([4, 1]).item(0) == data.item(4))
  }

  @Test("a file that is missing, not whole or not this data set is named")
  func refusals() throws {
    let folder = try TemporaryFolder()
    func refusal(_ bytes: [UInt8], names: String? = nil) throws -> DataError? {
      _ = try folder.write("a.bin", bytes)
      if let names { _ = try folder.write("batches.meta.txt", names) }
      let format = CIFAR(folder: folder.url.path, labels: 1, label: 0, names: "batches.meta.txt", classes: 10)
      return #expect(throws: DataError.self) { try format.images(["a.bin"], records: 2) }
    }
    let whole = Self.records(2, labels: 1)
    let path = folder.url.path + "/a.bin"
    for bytes in [[], Array(whole.dropLast()), whole + [0], Self.records(3, labels: 1)] {
      let error = try refusal(bytes)
      guard case .malformed(path: path, "CIFAR-10", _) = error else {
        Issue.record("\(bytes.count) bytes: \(String(describing: error))")
        continue
      }
    }
    #expect(
      try refusal([10] + whole.dropFirst()) == .labelOutsideClasses(label: 10, item: 0, classes: 10, path: path))
    #expect(try refusal(whole, names: "a\nb\n\n")?.message.hasSuffix("it has 2 lines with text, not 10") == true)
    let missing = folder.url.path + "/data_batch_1.bin.gz"
    let names = (0..<10).map { "c\($0)" }.joined(separator: "\n")
    _ = try folder.write("batches.meta.txt", names)
    #expect(throws: DataError.missingFile(path: missing)) { try DataParts.cifar10(folder.url.path) }
    #expect(throws: DataError.missingFile(path: folder.url.path + "/train.bin.gz")) {
      try DataParts.cifar100(folder.url.path)
    }
  }

  @Test(
    "the real CIFAR-10 has the published means and deviations",
    .enabled(if: Paths.isThere("cifar-10"), "no ../shared/data/cifar-10"))
  func real() throws {
    let data = try DataParts.cifar10(Paths.data("cifar-10"))
    let test = try #require(data.test)
    #expect(data.train.count == 50_000 && test.count == 10_000 && data.train.itemShape == Shape([32, 32, 3]))
    #expect(data.train.classNames.first == "airplane" && data.train.classNames.last == "truck")
    // The first labels of the data set, as torchvision lists them: frog truck truck deer automobile, and cat ship ship.
    #expect(Array(data.train.labels.prefix(5)) == [6, 9, 9, 4, 1] && Array(test.labels.prefix(3)) == [3, 8, 8])
    for label in 0..<10 {
      #expect(data.train.labels.count { $0 == label } == 5000 && test.labels.count { $0 == label } == 1000)
    }
    // Its first pixel is (59, 62, 63).
    #expect(try #require(data.train.item(0)).prefix(3) == [59.0 / 255, 62.0 / 255, 63.0 / 255])
    #expect(try Standardization(fitting: data.train) == nil)
    let scale = try scaling(of: data.train.standardized())
    let (means, deviations) = (scale.means.array, scale.scales.array.map { 1 / $0 })
    for (channel, (mean, deviation)) in [(0.4914, 0.2470), (0.4822, 0.2435), (0.4465, 0.2616)].enumerated() {
      #expect(abs(Double(means[channel]) - mean) < 5.1e-5 && abs(Double(deviations[channel]) - deviation) < 5.1e-5)
      #expect(means[3069 + channel] == means[channel])
    }
  }
}
