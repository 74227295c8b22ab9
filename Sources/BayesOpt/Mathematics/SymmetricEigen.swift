import CLAPACK

/// A = V diag(l) V^T, the eigenvalues and eigenvectors of a symmetric matrix of order n.
struct SymmetricEigen {
  /// l, ascending.
  let values: [Double]
  /// V^T: an eigenvector in every row.
  let vectors: [Double]

  /// Those of n x n numbers; nil where LAPACK finds none, as for numbers that are not finite.
  ///
  /// Complexity: O(n³).
  init?(_ a: [Double], _ n: Int) {
    guard n > 0, a.allSatisfy(\.isFinite) else { return nil }
    var order = Int32(n)
    // At least 3 n - 1; this is enough for the blocks in which it works.
    var size = Int32(34 * n)
    var info: Int32 = 0
    var vectors = a
    var values = [Double](repeating: 0, count: n)
    var work = [Double](repeating: 0, count: Int(size))
    LinearAlgebra.withLibrary { dsyev_("V", "U", &order, &vectors, &order, &values, &work, &size, &info, 1, 1) }
    guard info == 0 else { return nil }
    (self.values, self.vectors) = (values, vectors)
  }
}
