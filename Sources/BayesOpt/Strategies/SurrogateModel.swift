import Basics

/// The mathematics of a strategy with a model: what is modelled, and how good a prediction of it is.
protocol SurrogateModel: Sendable {
  /// The model of some observations.
  associatedtype Fit: SurrogateFit

  /// The strategy's name in the language.
  static var name: String { get }

  /// The trials on the scale that is modelled.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - space: What may be tried.
  ///   - shape: Of the model.
  /// - Throws: `StrategyError` for a value that cannot be modelled.
  /// - Returns: The observations, and what goes with them.
  func training(on history: History, in space: Space, _ shape: ModelShape) throws -> TrainingSet

  /// The model of at least two observations.
  func fit(to training: TrainingSet, _ prior: HyperparameterPrior) -> Fit

  /// The scale that a model works on.
  func scale(of fit: Fit, _ direction: Direction) -> ValueScale

  /// The best value possible, if the model needs one.
  func bound(_ direction: Direction) -> Double?

  /// Makes sure that a value can be modelled.
  func check(_ value: Double, _ direction: Direction) throws(StrategyError)
}

/// A model of some observations.
protocol SurrogateFit {
  /// Of the latent function.
  var posterior: Posterior { get }

  /// The deviation of an observation from the function, on the model's scale.
  var noiseDeviation: Double { get }

  /// How good a prediction is.
  ///
  /// - Parameters:
  ///   - acquisition: What makes a configuration worth trying.
  ///   - training: What the model was fitted to.
  ///   - demand: The improvement that is demanded, in deviations of the values.
  ///   - beta: The weight of a confidence bound.
  /// - Returns: The score, or nil for a draw from the posterior as it is; and what is to be beaten, if anything.
  func rating(
    by acquisition: Acquisition, _ training: TrainingSet, demand: Double, beta: Double
  ) -> (score: Score?, incumbent: Double?)
}
