extension Dataset {
  /// Points in the plane, of classes that take turns.
  ///
  /// - Parameters:
  ///   - count: How many points there are in all.
  ///   - classes: How many classes.
  ///   - place: Where a point stands, by its class, its number within it, and how many points that has.
  /// - Returns: The points with their classes.
  /// - Throws: `DataError` where there are too few.
  static func points(
    count: Int, classes: Int, _ place: (_ label: Int, _ number: Int, _ share: Int) -> (x: Double, y: Double)
  ) throws -> Dataset {
    var (points, labels) = ([Float](), [Int32]())
    for index in 0..<count {
      let (number, label) = index.quotientAndRemainder(dividingBy: classes)
      let (x, y) = place(label, number, (count - label + classes - 1) / classes)
      points += [Float(x), Float(y)]
      labels.append(Int32(label))
    }
    return try Dataset(
      features: FloatBuffer(points), itemShape: Shape([2]),
      targets: .classes(labels: labels, names: (0..<classes).map(String.init)), featureNames: ["x", "y"],
      isStandardized: true)
  }
}
