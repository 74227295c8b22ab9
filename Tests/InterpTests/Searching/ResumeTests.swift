import BayesOpt
import Foundation
import Testing

@testable import Interp

/// A study that is stopped and carried on is the one that was never stopped, whatever its strategy.
struct ResumeTests {
  private static let strategies =
    StrategyCatalog.strategies.map(\.name) + ["hull_gamma", "hull(random)", "grid(points: 3)"]

  @Test(arguments: strategies)
  func stoppedAndCarriedOnIsUninterrupted(strategy: String) throws {
    let code = """
      let study = search {
        x in log(1e-3, 1)
        n in 1..6
        c in ["a", "b", none]
        m in 0.0..1.0 if c == "a"
        where n * x < 4
        with \(strategy)
        for 18 trials
        as "s"
        minimize {
          print(trial)
          if trial == 7 { fail("seven") }
          (ln(x) + 3)^2 + 0.1 * n + if c == "a" { m } else { 0.5 }
        }
      }
      study.trials |> map(fn(t) = [t.number, t.params, t.value, t.state])
      """
    let whole = inTemporaryStorage { run(code, $0) }
    #expect(whole.failure == nil)
    let resumed = inTemporaryStorage { settings -> Transcript in
      // Stopped in the design, in a failed trial, and where the model proposes.
      for stop in ["2", "7", "13"] {
        let interruption = Interruption()
        _ = run(code, settings, interruption) { line in
          if line == stop { interruption.request() }
        }
      }
      return run(code, settings)
    }
    #expect(resumed.failure == nil)
    #expect(resumed.output.last == whole.output.last)
    #expect(whole.output.last?.hasPrefix("[[0, {x: ") == true)
  }
}
