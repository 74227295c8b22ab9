import CKernels

/// One matrix on the right or the result of a product: columns in panels, rows at a distance.
struct PanelView<Pointer> {
  let start: Pointer
  /// Floats from one row to the next.
  let row: Int
  /// Floats from one panel to the next; a panel's width where the columns stand side by side.
  var panel = PanelMatrix.width
}

extension nn_gemm {
  /// Makes C[m x n] = A[m x k] B[k x n], of one block and one segment and without a bias.
  ///
  /// What else a product can do is set afterwards.
  init(
    m: Int, n: Int, k: Int, a: UnsafePointer<Float>, aRow: Int, aColumn: Int, b: PanelView<UnsafePointer<Float>>,
    c: PanelView<UnsafeMutablePointer<Float>>
  ) {
    self.init(
      m: m, n: n, k: k, blocks: 1, a_block: 0, c_block: 0, segments: nil, segment_count: 1, a: a, a_row: aRow,
      a_column: aColumn, b: b.start, b_row: b.row, b_panel: b.panel, c: c.start, c_row: c.row, c_panel: c.panel,
      bias: nil, relu: 0, accumulate: 0)
  }
}
