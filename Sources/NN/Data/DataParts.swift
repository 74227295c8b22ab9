/// Data for a training run: the part that is learnt from, and those that it is measured on.
public struct DataParts: Sendable {
  /// What training learns from.
  public var train: Dataset
  /// What choices such as the learning rate are made by.
  public var valid: Dataset?
  /// What the final choice is judged by.
  public var test: Dataset?

  /// Makes data of these parts.
  ///
  /// - Parameters:
  ///   - train: What training learns from.
  ///   - valid: What choices are made by, if anything.
  ///   - test: What the final choice is judged by, if anything.
  public init(train: Dataset, valid: Dataset? = nil, test: Dataset? = nil) {
    self.train = train
    self.valid = valid
    self.test = test
  }

  /// How many items there are in all parts.
  public var count: Int { train.count + (valid?.count ?? 0) + (test?.count ?? 0) }

  /// The same data, its other parts in the form of the training part.
  ///
  /// - Throws: `DataError.partMismatch` where a part does not fit.
  public func fitted() throws -> DataParts {
    let schema = train.schema
    return DataParts(
      train: train, valid: try valid?.fitted(to: schema, part: "the validation part", needsTargets: true),
      test: try test?.fitted(to: schema, part: "the test part", needsTargets: true))
  }

  /// The same data, centred and scaled in training and afterwards by what the training part says.
  public func standardized() -> DataParts { DataParts(train: train.standardized(), valid: valid, test: test) }

  /// The same data, its training part changed in all of these ways while it is learnt from.
  ///
  /// - Parameter augmentations: The changes, in their order.
  /// - Returns: The data; see `Dataset.augmented`.
  /// - Throws: `DataError.badAugmentation` where one makes no sense for these items.
  public func augmented(_ augmentations: [Augmentation]) throws -> DataParts {
    DataParts(train: try train.augmented(augmentations), valid: valid, test: test)
  }

  /// The same data with a validation part, split off the training part where there is none.
  ///
  /// - Parameters:
  ///   - share: How much of the training part becomes the validation part.
  ///   - seed: What decides which items.
  /// - Returns: Data that has a validation part.
  /// - Throws: `DataError.badSplit` where a part would be empty.
  public func withValidation(_ share: Double = 0.2, seed: UInt64) throws -> DataParts {
    guard valid == nil else { return self }
    var parts = try train.split(valid: share, seed: seed)
    parts.test = test
    return parts
  }
}
