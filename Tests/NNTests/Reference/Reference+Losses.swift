import Glibc

@testable import NN

extension Reference {
  /// The cross-entropy of one item by its logits and the masses of its target: -sum_c q_c ln p_c, as `CrossEntropy` has it.
  static func crossEntropy(_ logits: [Double], label: Int, smoothing: Double, weights: [Double]) -> Double {
    let classes = Double(logits.count)
    return logits.indices.reduce(0) { sum, c in
      let share = (c == label ? 1 - smoothing : 0) + smoothing / classes
      return sum + (weights.isEmpty ? 1 : weights[c]) * share * crossEntropy(logits, label: c)
    }
  }

  /// The loss of an error in regression.
  static func loss(_ kind: ErrorLoss.Kind, _ error: Double) -> Double {
    switch kind {
    case .squared: error * error
    case .absolute: abs(error)
    case .huber(let delta):
      abs(error) <= Double(delta) ? error * error / 2 : Double(delta) * (abs(error) - Double(delta) / 2)
    }
  }

  /// The mean loss of a batch: outputs row by row against its targets.
  static func loss(_ objective: LossTerm, outputs: [Double], width: Int, targets: Targets) -> Double {
    switch targets {
    case .classes(let labels, _):
      let (weights, isBinary) = (objective.classWeights, objective.name == .binaryCrossEntropy)
      let sum = labels.enumerated().reduce(0) { sum, item in
        let row = Array(outputs[(item.offset * width)..<((item.offset + 1) * width)])
        return sum
          + crossEntropy(
            isBinary ? [0] + row : row, label: Int(item.element), smoothing: objective.smoothing, weights: weights)
      }
      return sum / labels.reduce(0) { $0 + (weights.isEmpty ? 1 : weights[Int($1)]) }
    case .absent: return 0
    case .values(let values):
      let kind: ErrorLoss.Kind =
        switch objective.name {
        case .huber: .huber(delta: Float(objective.delta))
        case .absolute: .absolute
        default: .squared
        }
      return zip(outputs, values).reduce(0) { $0 + loss(kind, $1.0 - Double($1.1)) } / Double(values.count)
    }
  }
}
