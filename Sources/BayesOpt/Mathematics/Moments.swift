/// Mean and standard deviation of values, with their number in the denominator.
func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
  let n = Double(values.count)
  let mean = values.reduce(0, +) / n
  return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot())
}
