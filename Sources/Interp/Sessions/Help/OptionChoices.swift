import BayesOpt
import Charts
import DSL
import NN

/// What can be written for an option, and what it does.
public struct OptionChoice: Sendable {
  /// As it is written: `"adam"`, `relu`, `ucb(`.
  public let text: String
  /// What it does, in a sentence.
  public let summary: String

  /// A string.
  init(quoted text: String, _ summary: String) {
    (self.text, self.summary) = ("\"\(TextEscapes.written(text))\"", summary)
  }

  /// A name, or a number.
  init(_ text: String, _ summary: String) { (self.text, self.summary) = (text, summary) }

  /// Its name by itself.
  public var name: String { text.filter { !"\"()".contains($0) } }

  /// A builtin, with the summary that it has.
  init(builtin name: String) {
    if let builtin = BuiltinTable.all[name] {
      self.init(Activation(rawValue: name) == nil ? name + "(" : name, builtin.forms[0].summary)
    } else {
      self.init(name, BuiltinTable.constantsByName[name]?.summary ?? "")
    }
  }
}

/// The choices of options that take one of a few things, by label: what the options themselves are read by.
enum OptionChoices {
  static let byLabel: [String: [OptionChoice]] = [
    "optimizer": OptimizerName.allCases.map { OptionChoice(quoted: $0.rawValue, $0.summary) },
    "loss": LossName.allCases.map { OptionChoice(quoted: $0.rawValue, $0.summary) },
    "init": Initialization.allCases.map { OptionChoice(quoted: $0.rawValue, $0.summary) },
    "activation": Activation.allCases.map { OptionChoice(builtin: $0.rawValue) },
    "schedule": scheduleBuiltins.map { OptionChoice(builtin: $0.name) },
    "method": ImportanceMethod.allCases.map { OptionChoice(quoted: $0.rawValue, $0.summary) },
    "class_weights": [OptionChoice(quoted: "balanced", "Every class counts the same, however many items it has.")],
    "padding": [
      OptionChoice(quoted: "valid", "Nothing is added: the window stays inside of the image."),
      OptionChoice(quoted: "same", "As much is added as gives one output for every stride of input."),
    ],
    "kind": [
      OptionChoice(quoted: "classes", "The target is a class, also where it looks like a number."),
      OptionChoice(quoted: "number", "The target is a number."),
    ],
    "categories": [
      OptionChoice(quoted: "one_hot", "A column of categories becomes a feature for each of them."),
      OptionChoice(
        quoted: "ranks", "A column of categories becomes one feature, their numbers from 0, for an embedding."),
    ],
  ]

  /// The choices of options that mean something else in one function, by its name and the label.
  private static let byFunction: [String: [String: [OptionChoice]]] = [
    "correlation_test": [
      "method": [
        OptionChoice(quoted: "pearson", "Of the numbers themselves, on a straight line."),
        OptionChoice(quoted: "spearman", "Of their ranks."),
        OptionChoice(quoted: "kendall", "Of how many pairs are in the same order in both lists."),
      ]
    ],
    "plot": [
      "kind": StudyFigure.allCases.map { OptionChoice(quoted: $0.rawValue, $0.summary) }
        + [OptionChoice(quoted: RunFigure.confusion.rawValue, "Of a run: how often each class is taken for each.")]
        + TableMarks.allCases.map { OptionChoice(quoted: $0.rawValue, $0.summary) }
    ],
  ]

  /// All labels whose arguments are among a few things.
  static let labels: [String] = Set(byLabel.keys).union(byFunction.values.flatMap(\.keys)).sorted()

  /// The choices of an option in whatever function has it.
  static func all(of label: String) -> [OptionChoice] {
    (byLabel[label] ?? []) + byFunction.sorted { $0.key < $1.key }.flatMap { $0.value[label] ?? [] }
  }

  /// The choices of an option of a function; nil where anything of a kind can be written.
  static func of(_ label: String, in function: String) -> [OptionChoice]? {
    byFunction[function]?[label] ?? byLabel[label]
  }

  /// The choices of an option of a strategy.
  static func of(_ option: StrategyOption) -> [OptionChoice] {
    switch option.kind {
    case .integer, .real: []
    case .acquisition: Acquisition.names.map(OptionChoice.init(builtin:))
    case .word(let words):
      words.map { word in
        if BuiltinTable.value(of: word) != nil, option.name != "prior" { return OptionChoice(builtin: word) }
        return OptionChoice(quoted: word, HyperparameterPrior(rawValue: word)?.summary ?? "")
      }
    }
  }
}

extension OptimizerName {
  fileprivate var summary: String {
    switch self {
    case .sgd: "Gradient descent, with `momentum` where that is given."
    case .momentum: "Gradient descent with momentum, 0.9 unless another is given."
    case .adam: "Adam: steps scaled by running means of the gradient and of its square."
    case .adamw: "Adam whose `decay` shrinks the weights by themselves."
    case .rmsprop: "RMSprop: steps scaled by a running mean of the gradient's square."
    case .adagrad: "Adagrad: steps scaled by the sum of all squares of the gradient."
    }
  }
}

extension LossName {
  fileprivate var summary: String {
    switch self {
    case .crossEntropy: "Of classes: minus the logarithm of the right class's share; the usual one."
    case .binaryCrossEntropy: "Of two classes by one output: minus the logarithm of the right class's share."
    case .squared: "Of a number: the mean squared error; the usual one."
    case .absolute: "Of a number: the mean absolute error, which outliers move less."
    case .huber: "Of a number: squared errors up to `delta`, absolute ones beyond it."
    }
  }
}

extension Initialization {
  fileprivate var summary: String {
    switch self {
    case .heNormal: "Normal weights of variance 2 / inputs; the usual one before rectifiers."
    case .glorotUniform: "Uniform weights within sqrt(6 / (inputs + outputs)); the usual one otherwise."
    case .glorotNormal: "Normal weights of variance 2 / (inputs + outputs)."
    case .uniformFanIn: "Uniform weights and biases within 1 / sqrt(inputs), as PyTorch's layers start."
    }
  }
}

extension HyperparameterPrior {
  fileprivate var summary: String {
    switch self {
    case .logNormal: "Lengthscales of about a third to two ranges are expected; the usual one."
    case .gamma: "Gamma distributions of lengthscales and scale, as BoTorch had them."
    }
  }
}

extension StudyFigure {
  fileprivate var summary: String {
    switch self {
    case .history: "Of a study: the value of every trial, and the best so far."
    case .slice: "Of a study: the values over each parameter."
    case .contour: "Of a study: what is expected over two parameters."
    case .parallel: "Of a study: each trial as a line across the parameters."
    case .rank: "Of a study: the trials over two parameters, by how good they are."
    case .importance: "Of a study: how much each parameter matters for being among the best tenth of the trials."
    case .edf: "Of a study or several: for every value the share of trials that have it or less."
    case .curves: "Of a study: what trials reported, step by step. Of a run: losses, epoch by epoch."
    case .timeline: "Of a study: when each trial ran."
    case .front: "Of a study of several objectives: the trials that no other beats in all."
    }
  }
}

extension TableMarks {
  fileprivate var summary: String {
    switch self {
    case .points: "Of rows: a point for each."
    case .lines: "Of rows: lines from each to the next."
    case .bars: "Of rows: a bar for each."
    }
  }
}
