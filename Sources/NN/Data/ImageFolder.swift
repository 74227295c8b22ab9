extension Dataset {
  /// PNG images in a folder, one sub-folder a class: grey if all of them are, red, green and blue otherwise.
  static func images(_ folder: String, _ isInterrupted: @escaping () -> Bool = { false }) throws -> Dataset {
    func refuse(_ reason: String) -> DataError {
      .malformed(path: folder, format: "a folder of classes", reason: reason)
    }
    let classes = try FileContent.names(in: folder).filter { FileContent.isFolder(FileContent.path(folder, $0)) }
    guard classes.count > 0 else {
      throw refuse("it needs a folder of PNG images for each class, and has none")
    }
    var files: [(path: String, label: Int32)] = []
    for (label, name) in classes.enumerated() {
      let inside = FileContent.path(folder, name)
      let images = try FileContent.names(in: inside).filter { $0.lowercased().hasSuffix(".png") }
      guard !images.isEmpty else { throw refuse("there is no file that ends in .png in its folder \(name)") }
      files += images.map { (FileContent.path(inside, $0), Int32(label)) }
    }
    func image(_ path: String) throws -> PNG {
      try PNG(FileContent(path, isInterrupted: isInterrupted).bytes(), path: path)
    }
    let first = try image(files[0].path)
    var channels = 1
    for (path, _) in files {
      let header = try PNG(Bytes(FileContent(path, isInterrupted: isInterrupted).start(64)), path: path)
      guard (header.width, header.height) == (first.width, first.height) else {
        throw DataError.sizeMismatch(
          reason:
            "\(files[0].path) has \(first.width) x \(first.height) pixels and \(path) \(header.width) x \(header.height)"
        )
      }
      channels = max(channels, header.channels)
    }
    let shape = Shape([first.height, first.width, channels])
    let (count, overflow) = files.count.multipliedReportingOverflow(by: shape.count)
    guard !overflow else { throw DataError.tooLarge(path: folder, rows: files.count, features: shape.count) }
    let builder = try Bytes.Builder(path: folder, capacity: count)
    for (path, _) in files {
      let image = try image(path)
      guard (image.width, image.height) == (first.width, first.height), image.channels <= channels else {
        throw DataError.changed(path: path)
      }
      let pixels = try image.pixels()
      // A grey image among coloured ones.
      let spread = image.channels == channels ? pixels : pixels.flatMap { [$0, $0, $0] }
      try spread.withUnsafeBufferPointer(builder.append)
    }
    return try Dataset(
      ByteRecords([try builder.finish()], stride: shape.count, width: shape.count), itemShape: shape,
      targets: .classes(labels: files.map(\.label), names: classes))
  }
}
