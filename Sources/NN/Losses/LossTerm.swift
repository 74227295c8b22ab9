/// A loss with the constants that it takes.
struct LossTerm: Hashable, Sendable {
  var name: LossName
  /// The share of a target that is spread evenly over all classes.
  var smoothing = 0.0
  /// The weight of each class's items in the mean; empty where all weigh the same.
  var classWeights: [Double] = []
  /// Where Huber's loss turns from squares to absolute values.
  var delta = 1.0

  func rule() throws -> any Loss {
    switch name {
    case .crossEntropy, .binaryCrossEntropy:
      try CrossEntropy(
        isBinary: name == .binaryCrossEntropy, smoothing: Float(smoothing),
        weights: classWeights.isEmpty ? nil : FloatBuffer(classWeights.map { Float($0) }))
    case .squared: ErrorLoss(kind: .squared)
    case .absolute: ErrorLoss(kind: .absolute)
    case .huber: ErrorLoss(kind: .huber(delta: Float(delta)))
    }
  }

  /// Throws where the loss cannot be of these targets, or the model's output does not fit it.
  func check(_ output: Shape, against targets: Targets) throws {
    switch targets {
    case .classes(_, let names):
      guard name.isOfClasses else {
        throw TrainingError.loss(name: name.rawValue, reason: "is of numbers, and the data has classes")
      }
      guard classWeights.isEmpty || classWeights.count == names.count else {
        throw TrainingError.option(
          name: "the number of class weights", value: "\(classWeights.count)",
          mustBe: "that of the classes, \(names.count)")
      }
    case .values:
      guard !name.isOfClasses else {
        throw TrainingError.loss(name: name.rawValue, reason: "is of classes, and the data has a numeric target")
      }
      guard smoothing == 0, classWeights.isEmpty else {
        throw TrainingError.loss(
          name: name.rawValue, reason: "has neither smoothing nor class weights: they are for classes")
      }
    case .absent(_, let reason): throw DataError.noTargets(reason: reason)
    }
    do {
      try rule().check(output, against: targets)
    } catch let problem as LayerProblem {
      throw TrainingError.output(reason: problem.reason)
    }
  }
}

extension Dataset {
  /// Weights that let every class count the same: items / (classes that have items * items of the class).
  ///
  /// A class without items weighs 1. Empty where the target is a number.
  public var balancedClassWeights: [Double] {
    var counts = [Int](repeating: 0, count: classNames.count)
    for label in labels { counts[label] += 1 }
    let present = counts.count { $0 > 0 }
    return counts.map { $0 == 0 ? 1 : Double(count) / (Double(present) * Double($0)) }
  }
}
