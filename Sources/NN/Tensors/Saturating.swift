extension Int {
  /// The product, or the largest number where that is none; for numbers that are not negative.
  func saturating(times other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
