extension Dataset {
  /// The items of this data set and those of another after them, in the form of this one's.
  ///
  /// - Parameters:
  ///   - other: The other items.
  ///   - part: What messages call them.
  /// - Returns: All items.
  /// - Throws: `DataError.partMismatch` where they do not fit; `MemoryError` where the system refuses memory.
  /// - Complexity: O(1) in the items where both are slices of one data set; otherwise a copy of both.
  func joined(with other: Dataset, part: String) throws -> Dataset {
    let other = try other.fitted(to: schema, part: part, needsTargets: lack == nil)
    guard other.itemShape == itemShape else {
      throw DataError.partMismatch(part: part, reason: "its items have shape \(other.itemShape), not \(itemShape)")
    }
    if features.isSame(as: other.features), targets.isSame(as: other.targets) { return appending(rows: other.rows) }
    let (width, all) = (itemShape.count, [self, other])
    let count = self.count + other.count
    try MachineMemory.need(bytes: count.saturating(times: width.saturating(times: MemoryLayout<Float>.stride)))
    func eachItem(_ body: (_ start: Int, _ item: [Float]) -> Void) {
      var start = 0
      for part in all {
        for row in part.rows {
          body(start, part.features.row(Int(row)))
          start += width
        }
      }
    }
    let joined: Features
    if all.allSatisfy(\.schema.isOfBytes) {
      let bytes = try Bytes(count: count * width) { to in
        eachItem { start, item in for (i, x) in item.enumerated() { to[start + i] = UInt8((x * 255).rounded()) } }
      }
      joined = Features(ByteRecords([bytes], stride: width, width: width))
    } else {
      var floats = try FloatBuffer(zeros: count * width)
      try floats.withMutablePointer { to in
        eachItem { start, item in for (i, x) in item.enumerated() { to[start + i] = x } }
      }
      joined = Features(floats, width: width)
    }
    let targets: Targets =
      switch self.targets {
      case .classes(_, let names): .classes(labels: all.flatMap { $0.labels.map { Int32($0) } }, names: names)
      case .values: .values(all.flatMap(\.values))
      case .absent(_, let reason): .absent(count: count, reason: reason)
      }
    let data = try Dataset(joined, count: count * width, schema, targets, isStandardized: isStandardized)
    return try data.augmented(augmentations)
  }
}

extension Targets {
  /// Whether both are the same targets of the same items.
  fileprivate func isSame(as other: Targets) -> Bool {
    switch (self, other) {
    case (.classes(let a, _), .classes(let b, _)): a == b
    case (.values(let a), .values(let b)): a == b
    case (.absent(let a, _), .absent(let b, _)): a == b
    default: false
    }
  }
}

extension DataParts {
  /// Splits the items into parts at random, each with the same shares of the classes.
  ///
  /// A part that there was before joins the items that are split, where it is asked for; otherwise it stays.
  ///
  /// - Parameters:
  ///   - valid: The share of the validation part.
  ///   - test: The share of the test part.
  ///   - seed: What decides which items.
  /// - Returns: The parts.
  /// - Throws: What `Dataset.split` throws, and `Dataset.joined`.
  public func split(valid: Double = 0, test: Double = 0, seed: UInt64) throws -> DataParts {
    let (share, testShare) = (valid, test)
    var pool = train
    if share > 0, let old = self.valid { pool = try pool.joined(with: old, part: "the validation part") }
    if testShare > 0, let old = self.test { pool = try pool.joined(with: old, part: "the test part") }
    let parts = try pool.split(valid: share, test: testShare, seed: seed)
    return DataParts(
      train: parts.train, valid: parts.valid ?? (share > 0 ? nil : self.valid),
      test: parts.test ?? (testShare > 0 ? nil : self.test))
  }
}
