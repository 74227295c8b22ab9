import Basics
import Synchronization

/// The mathematics of a strategy with a model: what is modelled, and how good a prediction of it is.
protocol SurrogateModel: Sendable {
  /// The model of some observations.
  associatedtype Fit: SurrogateFit

  /// The strategy's name in the language.
  static var name: String { get }

  /// Whether its values are standardised, so that a model of another study may stand beside it.
  static var isStandardised: Bool { get }

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

  /// The same model with a memory of its own.
  func fresh() -> Self
}

/// Models that are made when they are first asked for, each with a memory of its own.
final class ModelShelf<Model: SurrogateModel>: Sendable {
  private let models = Mutex<[Int: Model]>([:])
  private let make: @Sendable () -> Model

  /// A shelf, and how a model for it is made.
  init(_ make: @escaping @Sendable () -> Model) { self.make = make }

  /// The model of a place.
  subscript(index: Int) -> Model {
    models.withLock { models in
      let model = models[index] ?? make()
      models[index] = model
      return model
    }
  }
}

/// A model of some observations.
protocol SurrogateFit {
  /// Of the latent function.
  var posterior: Posterior { get }

  /// The deviation of an observation from the function, on the model's scale.
  var noiseDeviation: Double { get }

  /// The logarithm of the amount by which a value is expected to be less than a place of the model's scale.
  func logGain(mean: Double, variance: Double, below place: Double) -> Double

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
