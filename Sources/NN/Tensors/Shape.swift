/// The extents of one item: `[4]` for a table row, `[28, 28, 1]` (height, width, channels) for an image.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// The extent along each axis.
  public let dimensions: [Int]

  /// Makes the shape with these extents.
  public init(_ dimensions: [Int]) {
    self.dimensions = dimensions
  }

  /// How many numbers an item of this shape holds; `Int.max` where that is no number.
  public var count: Int {
    dimensions.reduce(1) { count, extent in
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      return overflow ? .max : product
    }
  }

  /// The extents as people write them, such as `28 x 28 x 1`.
  public var description: String { dimensions.map(String.init).joined(separator: " x ") }
}
