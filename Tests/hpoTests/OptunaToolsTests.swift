import Foundation
import Testing

/// What Python's tools make of hpo: Optuna's dashboard of our studies, and Optuna's scripts of our strategies.
@Suite struct OptunaToolsTests {
  private static func has(_ modules: String) -> Bool {
    (try? Hpo(executable: "/usr/bin/env").run(["python3", "-c", "import \(modules)"]).code) == 0
  }

  private static func support(_ name: String) -> String {
    Samples.package.appendingPathComponent("Tests/Support/" + name).path
  }

  /// The dashboard serves curves, states, values, parameters and constraints as Optuna reads them.
  @Test(.enabled(if: has("optuna_dashboard"), "python3 has no optuna-dashboard"))
  func theDashboardShowsAStudy() throws {
    let scratch = try Scratch()
    let made = try Hpo(directory: scratch.path).run(["--storage", "lab.db", Self.support("dashboard_studies.hpo")])
    try #require(made.code == 0, "\(made.errors)")
    let result = try Hpo(executable: "/usr/bin/env", directory: scratch.path).run([
      "python3", Self.support("dashboard_check.py"), "lab.db", "curves", "front", "required",
    ])
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.output == """
        curves: 20 trials, COMPLETE FAIL PRUNED, 19 curves, 20 feasible
        front: 20 trials, COMPLETE, 0 curves, 20 feasible
        required: 20 trials, COMPLETE, 0 curves, 2 feasible

        """)
  }

  /// The package of `integrations/optuna` passes its tests, among them Optuna's own for samplers.
  @Test(.enabled(if: has("optuna, pytest"), "python3 has no optuna and pytest"))
  func thePackageForOptunaWorks() throws {
    let folder = Samples.package.appendingPathComponent("integrations/optuna").path
    let python = Hpo(
      executable: "/usr/bin/env", directory: folder, environment: ["HPO": Hpo.path, "PYTHONDONTWRITEBYTECODE": "1"])
    let result = try python.run(["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"])
    #expect(result.code == 0, "\(result.output)")
    #expect(!result.output.contains("skipped"), "\(result.output)")
  }
}
