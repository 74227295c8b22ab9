// Hyperparameters cost many times what a prediction costs and change little from one observation to the next. They are
// fitted from scratch at checkpoints alone: at 2, 3, ..., 8, 10, 12, 15, ... observations, each time on the first so
// many of them, so that they are a function of the history whether or not the fit before is remembered.

/// The numbers of observations at which hyperparameters are fitted from scratch.
enum Checkpoint {
  /// The last checkpoint that a number of observations has reached.
  static func last(upTo count: Int) -> Int {
    var checkpoint = min(count, 2)
    while true {
      let next = checkpoint + min(max(checkpoint / 4, 1), 100)
      guard next <= count else { return checkpoint }
      checkpoint = next
    }
  }
}

/// Indices of at most `limit` values in order: the lower half of the limit, and others evenly spaced over the rest.
func representatives(of values: [Double], limit: Int) -> [Int] {
  guard values.count > limit else { return Array(values.indices) }
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  let best = order[..<(limit / 2)]
  let rest = order[(limit / 2)...].sorted()
  let others = (0..<limit - limit / 2).map { rest[$0 * rest.count / (limit - limit / 2)] }
  return (best + others).sorted()
}
