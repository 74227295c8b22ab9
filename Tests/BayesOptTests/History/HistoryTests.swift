import Basics
import Testing

@testable import BayesOpt

@Suite struct HistoryTests {
  private static func configuration(_ index: Int) -> Configuration { Configuration(values: [.integer(index)]) }

  private static func evaluation(_ random: inout CounterRandom) -> Evaluation {
    switch random.index(below: 5) {
    case 0: .failed
    case 1: .running
    case 2: .complete(.nan)
    default: .complete(Double(random.index(below: 4)))
    }
  }

  @Test(arguments: [Direction.minimize, .maximize], [UInt64(1), 2, 3])
  func `whatever it grows by, it is the history of its observations`(direction: Direction, seed: UInt64) {
    var random = CounterRandom(seed: seed)
    var observations: [Observation] = []
    var history = History(directions: [direction])
    for _ in 0..<300 {
      let place = random.index(below: max(observations.count, 1))
      let observation = Observation(Self.configuration(random.index(below: 12)), Self.evaluation(&random))
      switch observations.isEmpty ? 0 : random.index(below: 5) {
      case 0, 1, 2:
        observations.append(observation)
        history.append(observation)
      case 3:
        observations[place] = Observation(observations[place].configuration, observation.evaluation)
        history.replace(place, by: observations[place])
      default:
        observations[place] = observation
        history.replace(place, by: observation)
      }
      #expect(history.checkInvariants() == [])
      // Values that are no numbers are not equal to themselves.
      #expect(history.observations.map(\.configuration) == observations.map(\.configuration))
      let anew = History(observations, directions: [direction])
      #expect(history.best == anew.best && history.costs == anew.costs && history.trial == observations.count)
      let one = Self.configuration(3)
      #expect(history.trials(of: one) == observations.indices.filter { observations[$0].configuration == one })
      #expect(history.excludes(one) == !history.trials(of: one).isEmpty)
      #expect(history.distinctCount == Set(observations.map(\.configuration)).count)
    }
  }

  @Test func `the trial that is asked for is the next one, unless it is another`() {
    var history = History([Observation(Self.configuration(0), .running)])
    #expect(history.trial == 1 && history.trialsSoFar == 1)
    history.trial = -3
    #expect(history.trial == 0 && history.trialsSoFar == 1)
    history.append(Observation(Self.configuration(1), .failed))
    #expect(history.trial == 0 && History(trial: 7).trialsSoFar == 7)
  }

  @Test(arguments: Subject.all.filter { $0.strategy.oneObjectiveOnly != nil })
  func `several objectives are refused in words`(subject: Subject) throws {
    let space = try Space(parameters: [unit("x")])
    let history = History(directions: [.minimize, .maximize])
    let error = #expect(throws: StrategyError.self) {
      try subject.strategy.suggest(history, in: space, seed: 1, budget: 9)
    }
    let reason = try #require(subject.strategy.oneObjectiveOnly)
    #expect(error == .severalObjectives(strategy: subject.name, count: 2, reason: reason))
    #expect(error?.message.contains("2") == true && error?.hint != nil)
  }
}
