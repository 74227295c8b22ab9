extension Explanation {
  /// How much of an explanation is shown.
  struct Extent: Hashable {
    /// What is left out, one after the other.
    enum Brevity: Int, CaseIterable, Comparable {
      /// Nothing.
      case none
      /// What the model has learned of the function.
      case model
      /// Also what two models expect of the configuration: the picture, and then the numbers.
      case densities, comparison

      static func < (one: Brevity, other: Brevity) -> Bool { one.rawValue < other.rawValue }
    }

    /// The most parameters.
    var axes = Int.max
    var brevity = Brevity.none

    static let whole = Extent()

    var hasModel: Bool { brevity < .model }
    var hasDensities: Bool { brevity < .densities }
    var hasComparison: Bool { brevity < .comparison }
  }
}
