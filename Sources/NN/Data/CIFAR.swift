extension DataParts {
  /// CIFAR-10 in its binary version: 50,000 colour images of 32 x 32 as the training part, 10,000 as the test part.
  ///
  /// - Parameters:
  ///   - folder: The folder of `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin`, each gzip'd (`.gz`) or
  ///     not; `batches.meta.txt` names the classes if it is there.
  ///   - isInterrupted: Asked while a pipe has nothing to read; `true` ends the reading with an error.
  /// - Returns: The training and the test part.
  /// - Throws: `DataError` where a file is missing, damaged or not what its name says.
  public static func cifar10(
    _ folder: String, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> DataParts {
    let format = CIFAR(
      folder: folder, labels: 1, label: 0, names: "batches.meta.txt", classes: 10, isInterrupted: isInterrupted)
    return DataParts(
      train: try format.images((1...5).map { "data_batch_\($0).bin" }, records: 10_000),
      test: try format.images(["test_batch.bin"], records: 10_000))
  }

  /// Which of the two labels of CIFAR-100's images is predicted.
  public enum CIFARLabels: Hashable, Sendable {
    /// One of a hundred classes.
    case fine
    /// One of twenty groups of five classes.
    case coarse
  }

  /// CIFAR-100 in its binary version: 50,000 colour images of 32 x 32 as the training part, 10,000 as the test part.
  ///
  /// - Parameters:
  ///   - folder: The folder of `train.bin` and `test.bin`, each gzip'd (`.gz`) or not; `fine_label_names.txt` and
  ///     `coarse_label_names.txt` name the classes if they are there.
  ///   - labels: Which labels are to be predicted.
  ///   - isInterrupted: Asked while a pipe has nothing to read; `true` ends the reading with an error.
  /// - Returns: The training and the test part.
  /// - Throws: `DataError` where a file is missing, damaged or not what its name says.
  public static func cifar100(
    _ folder: String, labels: CIFARLabels = .fine, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> DataParts {
    let format =
      labels == .fine
      ? CIFAR(
        folder: folder, labels: 2, label: 1, names: "fine_label_names.txt", classes: 100, isInterrupted: isInterrupted)
      : CIFAR(
        folder: folder, labels: 2, label: 0, names: "coarse_label_names.txt", classes: 20, isInterrupted: isInterrupted)
    return DataParts(
      train: try format.images(["train.bin"], records: 50_000), test: try format.images(["test.bin"], records: 10_000))
  }
}

/// The binary version of CIFAR: records of one or two labels and an image as planes of red, green and blue.
struct CIFAR {
  let folder: String
  /// Bytes before an image, and which of them is the class.
  let labels: Int
  let label: Int
  /// The file that names the classes, a line each.
  let names: String
  let classes: Int
  /// Asked while a pipe has nothing to read.
  var isInterrupted: @Sendable () -> Bool = { false }

  static let side = 32
  private static let imageSize = 3 * side * side

  /// Reads files that hold this many records each.
  func images(_ files: [String], records: Int) throws -> Dataset {
    let names = try classNames()
    var (regions, classes) = ([Bytes](), [Int32]())
    for file in files {
      let (region, labels) = try read(file, records, names)
      regions.append(region)
      classes += labels
    }
    return try Dataset(
      ByteRecords(regions, stride: stride, offset: labels, width: Self.imageSize, planes: 3),
      itemShape: Shape([Self.side, Self.side, 3]), targets: .classes(labels: classes, names: names))
  }

  private var stride: Int { labels + Self.imageSize }

  private func read(_ file: String, _ records: Int, _ names: [String]) throws -> (Bytes, labels: [Int32]) {
    let plain = FileContent.path(folder, file)
    let path = FileContent.exists(plain) ? plain : plain + ".gz"
    let bytes = try FileContent(path, isInterrupted: isInterrupted).bytes()
    guard bytes.count == records * stride else {
      throw DataError.malformed(
        path: path, format: "CIFAR-\(labels == 1 ? 10 : 100)",
        reason: "it has \(bytes.count) bytes, and the binary version \(records * stride)")
    }
    let labels = bytes.withPointer { start in (0..<records).map { Int32(start[$0 * stride + label]) } }
    try Targets.classes(labels: labels, names: names).check(path: path)
    return (bytes, labels)
  }

  private func classNames() throws -> [String] {
    let path = FileContent.path(folder, names)
    guard FileContent.exists(path) else { return (0..<classes).map(String.init) }
    let text = String(decoding: try FileContent(path, isInterrupted: isInterrupted).bytes().array, as: UTF8.self)
    let names = text.split(whereSeparator: \.isNewline).map(String.init)
    guard names.count == classes else {
      throw DataError.malformed(
        path: path, format: "a list of classes", reason: "it has \(names.count) lines with text, not \(classes)")
    }
    return names
  }
}
