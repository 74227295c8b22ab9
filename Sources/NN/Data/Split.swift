import Basics

extension Dataset {
  /// Splits the items into parts at random, each with the same shares of the classes.
  ///
  /// - Parameters:
  ///   - valid: The share of the validation part, from 0 to below 1.
  ///   - test: The share of the test part, from 0 to below 1.
  ///   - seed: What decides which items.
  /// - Returns: The parts; one whose share is zero is absent.
  /// - Throws: `DataError.badSplit` where a share makes no sense, a part would be empty, or the training part of one class.
  public func split(valid: Double = 0, test: Double = 0, seed: UInt64) throws -> DataParts {
    guard valid >= 0, test >= 0, valid + test > 0, valid + test < 1 else {
      throw DataError.badSplit(
        reason: "the shares of a split are at least 0 and together between 0 and 1, not \(valid) and \(test)")
    }
    let counts = [Int((valid * Double(count)).rounded()), Int((test * Double(count)).rounded())]
    guard counts[0] > 0 || valid == 0, counts[1] > 0 || test == 0, counts[0] + counts[1] < count else {
      throw DataError.badSplit(reason: "\(count) items are too few for shares of \(valid) and \(test)")
    }
    let order = stratifiedOrder(CounterRandom(seed: seed).stream(.split))
    let (held, rest) = spread(order, share: counts[0] + counts[1])
    let (testing, validating) = spread(held, share: counts[1])
    let train = try selecting(rest.sorted()).checkedForLearning()
    return DataParts(
      train: train, valid: validating.isEmpty ? nil : selecting(validating.sorted()),
      test: testing.isEmpty ? nil : selecting(testing.sorted()))
  }

  /// One way to divide the data for cross-validation: a fold that is measured on, and the rest that is learnt from.
  public struct Fold: Sendable {
    /// The items of all other folds.
    public let rest: Dataset
    /// The items of this fold.
    public let fold: Dataset
  }

  /// Divides the items into k folds at random, each with the same shares of the classes.
  ///
  /// - Parameters:
  ///   - k: How many folds, from 2 to the number of items.
  ///   - seed: What decides which items.
  /// - Returns: The folds, each with its rest.
  /// - Throws: `DataError.badSplit` where k makes no sense, or what is left of a fold would be of one class.
  public func folds(_ k: Int, seed: UInt64) throws -> [Fold] {
    guard k >= 2, k <= count else {
      throw DataError.badSplit(reason: "\(count) items can be divided into 2 to \(count) folds, not \(k)")
    }
    let order = stratifiedOrder(CounterRandom(seed: seed).stream(.folds))
    return try (0..<k).map { number in
      let members = stride(from: number, to: count, by: k).map { order[$0] }
      let others = order.indices.lazy.filter { $0 % k != number }.map { order[$0] }
      return Fold(rest: try selecting(others.sorted()).checkedForLearning(), fold: selecting(members.sorted()))
    }
  }

  /// Itself, where it is not of one class alone.
  private func checkedForLearning() throws -> Dataset {
    let labels = labels
    guard let first = labels.first, labels.allSatisfy({ $0 == first }) else { return self }
    throw DataError.badSplit(
      reason:
        "what is left to learn from, \(count) item\(count == 1 ? "" : "s"), is of class \"\(classNames[first])\" alone")
  }

  /// All positions, class after class, each class in random order: items taken at equal distances are then stratified.
  private func stratifiedOrder(_ random: CounterRandom) -> [Int] {
    var random = random
    var positions = Array(0..<count)
    random.shuffle(&positions)
    let labels = labels
    guard !labels.isEmpty else { return positions }
    var byClass = [[Int]](repeating: [], count: classNames.count)
    for position in positions { byClass[labels[position]].append(position) }
    return byClass.flatMap { $0 }
  }

  /// Takes `share` of the positions at equal distances.
  private func spread(_ order: [Int], share: Int) -> (taken: [Int], left: [Int]) {
    var (taken, left) = ([Int](), [Int]())
    // The i-th is taken where the line share * i / count passes a half-integer.
    func passed(_ i: Int) -> Int { (2 * share * i + order.count) / (2 * order.count) }
    for (i, position) in order.enumerated() {
      let isTaken = passed(i + 1) > passed(i)
      if isTaken { taken.append(position) } else { left.append(position) }
    }
    return (taken, left)
  }
}
