extension DataParts {
  /// MNIST, or a data set in files of the same names such as Fashion-MNIST: 60,000 items as the training part, 10,000 as
  /// the test part.
  ///
  /// - Parameter folder: The folder of the four IDX files, each gzip'd (`.gz`) or not.
  /// - Returns: The training and the test part; `withValidation` gives a validation part.
  /// - Throws: `DataError` where a file is missing, damaged or not what its name says.
  public static func mnist(_ folder: String) throws -> DataParts {
    DataParts(train: try images(folder, "train"), test: try images(folder, "t10k"))
  }

  private static func images(_ folder: String, _ prefix: String) throws -> Dataset {
    let images = try IDX(path: file(folder, "\(prefix)-images", "idx3-ubyte"), axes: 3)
    let labels = try IDX(path: file(folder, "\(prefix)-labels", "idx1-ubyte"), axes: 1)
    guard images.extents[0] == labels.extents[0] else {
      throw DataError.countMismatch(images: images.extents[0], labels: labels.extents[0])
    }
    return try Dataset(
      images: images.content, itemShape: Shape([images.extents[1], images.extents[2], 1]),
      labels: labels.content.map(Int32.init), names: (0..<10).map(String.init))
  }

  /// The first of a file's usual spellings that is there, or its own name where none is.
  private static func file(_ folder: String, _ name: String, _ format: String) -> String {
    let base = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    let spellings = ["-\(format)", "-\(format).gz", ".\(format)", ".\(format).gz"].map { base + $0 }
    return spellings.first(where: FileBytes.exists) ?? spellings[1]
  }
}
