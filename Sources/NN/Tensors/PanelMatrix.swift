import CKernels

/// The layout of a matrix in panels of 16 columns, each stored row by row, the last one filled up with zeros.
///
/// A product that has such a matrix on its right reads one panel from front to back and then the next, so every load is a
/// whole vector from the next cache line. A vector of n numbers is the matrix 1 x n.
struct PanelMatrix: Hashable, Sendable {
  let rows: Int
  let columns: Int

  static let width = Int(NN_PANEL)

  var panels: Int { (columns + Self.width - 1) / Self.width }
  /// Floats from one panel to the next.
  var panelStride: Int { rows * Self.width }
  /// Floats that the matrix takes.
  var count: Int { panels * panelStride }

  /// Where element (row, column) stands.
  func offset(_ row: Int, _ column: Int) -> Int {
    column / Self.width * panelStride + row * Self.width + column % Self.width
  }
}
