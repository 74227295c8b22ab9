import Basics

extension Dataset {
  /// Reads data from a file, or from a folder of images; what it is, its content tells.
  ///
  /// - A table (CSV): columns of numbers are features as they are, columns of text one feature a category. A target of
  ///   text, or of at most twenty different whole numbers that occur at least twice on average, is a class; any other a number.
  ///   Missing numbers count as the mean of the training part, missing categories as none.
  /// - NumPy arrays: a file `.npy` whose target is another such file or else a column of the matrix, or an archive `.npz`
  ///   with the arrays `x` (or `X`, `data`) and `y` (or `target`, or the one that `target` names).
  /// - A folder with a sub-folder of PNG images for each class, all of one size.
  ///
  /// - Parameters:
  ///   - path: The file, gzip'd or not; the first line of a table names the columns, which are called 1, 2, ... where it does
  ///     not.
  ///   - options: How a table is read. The target may also be an array of an archive, or a file beside an array.
  ///   - schema: What the items are to be, if that is known: columns are then found by their names, categories and classes
  ///     by their texts; columns beside them are ignored, and the targets may be missing.
  ///   - isInterrupted: Asked while a pipe has nothing to read; `true` ends the reading with an error.
  /// - Returns: The data set, with remarks on what is worth knowing; training standardizes tables.
  /// - Throws: `DataError` where the file cannot be read or makes no sense; also where it has not what the schema asks
  ///   for.
  public static func load(
    _ path: String, _ options: TableOptions, like schema: DataSchema? = nil,
    isInterrupted: @escaping () -> Bool = { false }
  ) throws -> Dataset {
    func fitted(_ data: Dataset) throws -> Dataset {
      try schema.map { try data.fitted(to: $0, part: path, needsTargets: false) } ?? data
    }
    func onlyTarget() throws {
      if let option = options.tableOption { throw DataError.noTable(path: path, option: option) }
    }
    if FileContent.isFolder(path) {
      try onlyTarget()
      return try fitted(images(path, isInterrupted))
    }
    let content = try FileContent(path, isInterrupted: isInterrupted)
    let start = try content.start(ContentKind.neededCount)
    if NPYArray.isOne(start) {
      try onlyTarget()
      return try fitted(npy(content, target: options.target ?? schema?.targetName, kind: options.kind))
    }
    if start.starts(with: [0x50, 0x4B, 3, 4]) || start.starts(with: [0x50, 0x4B, 5, 6]) {
      try onlyTarget()
      return try fitted(npz(content, target: options.target, kind: options.kind))
    }
    if start.starts(with: PNG.signature) {
      throw DataError.malformed(
        path: path, format: "data", reason: "it is an image; name the folder of the classes' folders")
    }
    if let kind = kind(of: start, path) { throw DataError.foreign(path: path, kind: kind) }
    if !content.isPacked, path.hasSuffix(".gz"), !ContentKind.isText(start) {
      throw DataError.damagedGzip(path: path, reason: "it does not begin as gzip does")
    }
    return try csv(content, options, like: schema)
  }

  /// What a file is that begins so, where that is no table.
  private static func kind(of start: [UInt8], _ path: String) -> ContentKind? {
    if let kind = ContentKind(startingWith: start) { return kind }
    let first = start.first { !" \t\r\n".utf8.contains($0) }
    guard path.lowercased().hasSuffix(".json"), let first, "[{".utf8.contains(first) else { return nil }
    return .other("JSON", advice: "`load_json` reads it as a value; data is read from a table such as CSV")
  }

  /// Reads data of which no more is said than this; see `load(_:_:like:isInterrupted:)`.
  public static func load(
    _ path: String, target: String? = nil, kind: TargetKind? = nil, categories: CategoryEncoding = .oneHot,
    isInterrupted: @escaping () -> Bool = { false }
  ) throws -> Dataset {
    var options = TableOptions()
    (options.target, options.kind, options.categories) = (target, kind, categories)
    return try load(path, options, isInterrupted: isInterrupted)
  }

  private static func npy(_ content: FileContent, target: String?, kind: TargetKind?) throws -> Dataset {
    let path = content.path
    let array = try NPYArray(content.bytes(), path: path)
    if let target, Int(target) == nil {
      let beside = FileContent.path(FileContent.folder(of: path), target)
      let file = FileContent.exists(beside) ? beside : target
      return try arrays(
        array, NPYArray(FileContent(file, isInterrupted: content.isInterrupted).bytes(), path: file), kind: kind)
    }
    guard array.shape.count == 2, array.shape[1] > 1 else {
      throw DataError.malformed(
        path: path, format: "a table",
        reason: "an array of shape \(Shape(array.shape)) needs a file with its targets, such as target: \"y.npy\"")
    }
    let columns = array.shape[1]
    let column = target.flatMap { Int($0) } ?? columns
    guard (1...columns).contains(column) else {
      throw DataError.noSuchColumn(name: "\(column)", path: path, columns: (1...columns).map(String.init))
    }
    return try matrix(array, column: column - 1, kind: kind)
  }

  private static func npz(_ content: FileContent, target: String?, kind: TargetKind?) throws -> Dataset {
    let archive = try ZIP(content.bytes(), path: content.path)
    let members = archive.members.filter { $0.name.hasSuffix(".npy") }
    guard !members.isEmpty else {
      let isWorkbook = archive.members.contains { $0.name.hasPrefix("xl/") }
      let kind: ContentKind =
        isWorkbook
        ? .other("a workbook of Excel", advice: "save its sheet as CSV")
        : .other("an archive without arrays of NumPy", advice: "unpack it, and name a file of it")
      throw DataError.foreign(path: content.path, kind: kind)
    }
    let names = members.map { String($0.name.dropLast(4)) }
    func array(_ wanted: [String]) throws -> NPYArray {
      guard let name = wanted.first(where: names.contains), let index = names.firstIndex(of: name) else {
        throw DataError.noSuchColumn(
          name: wanted.first ?? "x", path: content.path, columns: names)
      }
      return try NPYArray(archive.content(of: members[index]), path: "\(name) of \(content.path)")
    }
    let targetName = target ?? ["y", "target", "labels"].first(where: names.contains) ?? "y"
    let targets = try array([targetName])
    // y_train goes with x_train.
    let partner = targetName.hasPrefix("y") ? ["x", "X"].map { $0 + targetName.dropFirst() } : []
    let others = names.filter { $0 != targetName }
    return try arrays(array(partner + ["x", "X", "data"] + (others.count == 1 ? others : [])), targets, kind: kind)
  }
}
