import Testing

@testable import hpo

/// Which arguments belong to the program and which to the script.
@Suite struct CommandLineTests {
  @Test(arguments: [
    (given: [], ordered: []),
    (given: ["tune.hpo"], ordered: ["--", "tune.hpo"]),
    (given: ["tune.hpo", "--seed", "3", "-e"], ordered: ["--", "tune.hpo", "--seed", "3", "-e"]),
    (given: ["--seed", "3", "tune.hpo", "--help"], ordered: ["--seed", "3", "--", "tune.hpo", "--help"]),
    (given: ["--seed=3", "run", "tune.hpo", "-x"], ordered: ["run", "--seed=3", "--", "tune.hpo", "-x"]),
    (given: ["run", "--sandbox", "-", "a"], ordered: ["run", "--sandbox", "--", "-", "a"]),
    (given: ["-e", "-3", "-e", "run"], ordered: ["-e", "-3", "-e", "run"]),
    (given: ["-e", "1", "a", "--b"], ordered: ["-e", "1", "--", "a", "--b"]),
    (given: ["--wrong", "x"], ordered: ["--wrong", "x"]),
    (given: ["run", "--wrong", "x"], ordered: ["run", "--wrong", "x"]),
    (given: ["run", "--help"], ordered: ["run", "--help"]),
    (given: ["check", "a", "--format", "json"], ordered: ["check", "a", "--format", "json"]),
    (given: ["--color", "never", "test", "."], ordered: ["test", "--color", "never", "."]),
    (given: ["--", "run"], ordered: ["--", "run"]),
  ])
  func order(given: [String], ordered: [String]) {
    #expect(hpo.CommandLine.ordered(given) == ordered)
  }
}
