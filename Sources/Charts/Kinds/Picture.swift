/// An image as a value: how bright each of its pixels is, row by row, and what stands above it.
public struct Picture: Hashable, Sendable {
  /// Brightness from 0 to 1, as many numbers in every row.
  public var rows: [[Double]]
  /// What the image shows.
  public var caption: String
  /// Whether there are shades of grey; otherwise a pixel is bright or dark.
  public var isShaded: Bool

  /// A picture of pixels.
  public init(rows: [[Double]], caption: String, isShaded: Bool = false) {
    (self.rows, self.caption, self.isShaded) = (rows, caption, isShaded)
  }

  /// The picture with pixels so large that it is no wider than this.
  func reduced(to width: Int) -> Picture {
    let factor = ((rows.first?.count ?? 0) + max(width, 1) - 1) / max(width, 1)
    guard factor > 1 else { return self }
    var picture = self
    picture.rows = stride(from: 0, to: rows.count, by: factor).map { top in
      let band = rows[top..<min(top + factor, rows.count)]
      return stride(from: 0, to: rows[top].count, by: factor).map { left in
        let block = band.flatMap { $0[left..<min(left + factor, $0.count)] }
        return block.reduce(0, +) / Double(block.count)
      }
    }
    return picture
  }
}
