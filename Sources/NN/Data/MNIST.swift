extension DataParts {
  /// MNIST, or a data set in files of the same names such as Fashion-MNIST: 60,000 items as the training part, 10,000 as
  /// the test part.
  ///
  /// - Parameters:
  ///   - folder: The folder of the four IDX files, each gzip'd (`.gz`) or not.
  ///   - isInterrupted: Asked while a pipe has nothing to read; `true` ends the reading with an error.
  /// - Returns: The training and the test part; `withValidation` gives a validation part.
  /// - Throws: `DataError` where a file is missing, damaged or not what its name says.
  public static func mnist(
    _ folder: String, isInterrupted: @escaping () -> Bool = { false }
  ) throws -> DataParts {
    DataParts(
      train: try images(folder, "train", isInterrupted), test: try images(folder, "t10k", isInterrupted))
  }

  private static func images(
    _ folder: String, _ prefix: String, _ isInterrupted: @escaping () -> Bool
  ) throws -> Dataset {
    let images = try IDX(path: file(folder, "\(prefix)-images", "idx3-ubyte"), axes: 3, isInterrupted: isInterrupted)
    let labelsPath = file(folder, "\(prefix)-labels", "idx1-ubyte")
    let labels = try IDX(path: labelsPath, axes: 1, isInterrupted: isInterrupted)
    guard images.extents[0] == labels.extents[0] else {
      throw DataError.countMismatch(images: images.extents[0], labels: labels.extents[0])
    }
    let width = images.extents[1] * images.extents[2]
    let classes = Targets.classes(labels: labels.content.array.map(Int32.init), names: (0..<10).map(String.init))
    try classes.check(path: labelsPath)
    return try Dataset(
      ByteRecords([images.content], stride: width, width: width),
      itemShape: Shape([images.extents[1], images.extents[2], 1]), targets: classes)
  }

  /// The first of a file's usual spellings that is there, or its own name where none is.
  private static func file(_ folder: String, _ name: String, _ format: String) -> String {
    let spellings = ["-\(format)", "-\(format).gz", ".\(format)", ".\(format).gz"].map {
      FileContent.path(folder, name + $0)
    }
    return spellings.first(where: FileContent.exists) ?? spellings[1]
  }
}
