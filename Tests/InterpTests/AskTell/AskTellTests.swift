import Basics
import BayesOpt
import DSL
import Studies
import Testing

@testable import Interp

/// The protocol of `hpo ask-tell`.
@Suite struct AskTellTests {
  @Test func conversation() {
    expectAnswers(
      of: "random",
      [
        (
          #"{"cmd":"ask"}"#,
          #"{"error": "there is no run yet: begin one by "#
            + #"{\"cmd\":\"init\",\"space\":[{\"name\":\"x\",\"type\":\"float\",\"low\":0,\"high\":1}]}"}"#
        ),
        (Self.beginning, #"{"ok": true, "name": "random"}"#),
        (
          #"{"cmd":"tell","id":null,"params":{"x":0.25,"n":3,"c":"b","s":0.30000000000000004},"value":1}"#,
          #"{"ok": true}"#
        ),
        ("  \t", nil),
        (
          #"{"cmd":"tell","params":{"x":0.25,"n":3,"c":"a","s":0},"value":1,"values":[1],"seconds":3}"#,
          #"{"ok": true}"#
        ),
        (#"{"cmd":"quit","why":"unknown fields are ignored"}"#, #"{"ok": true}"#),
      ])
  }

  @Test func severalObjectivesAndConstraints() {
    let many = #""directions":["minimize","maximize"],"constraints":["c0"]"#
    let space = #""space":[{"name":"x","type":"float","low":0,"high":1}]"#
    expectAnswers(
      of: "random",
      [
        (#"{"cmd":"init",\#(space),\#(many)}"#, #"{"ok": true, "name": "random"}"#),
        (
          #"{"cmd":"tell","params":{"x":0.25},"value":1}"#,
          #"{"error": "this run has 2 objectives: tell `values`, an array of 2 numbers"}"#
        ),
        (
          #"{"cmd":"tell","params":{"x":0.25},"values":[1]}"#,
          #"{"error": "`values` must be an array of 2 numbers, not [1]"}"#
        ),
        (
          #"{"cmd":"tell","params":{"x":0.25}}"#, #"{"error": "a complete trial needs its `values`, 2 numbers"}"#
        ),
        (
          #"{"cmd":"tell","params":{"x":0.25},"values":[1,2]}"#,
          #"{"error": "a complete trial needs its `constraints`: an array with a number for c0, met where it is 0 or less"}"#
        ),
        (
          #"{"cmd":"tell","params":{"x":0.25},"values":[1,2],"constraints":[1,2]}"#,
          #"{"error": "`constraints` must be an array of 1 number, for c0, not [1, 2]"}"#
        ),
        (#"{"cmd":"tell","params":{"x":0.25},"values":[1,2],"constraints":[-1]}"#, #"{"ok": true}"#),
        (#"{"cmd":"tell","params":{"x":0.75},"state":"failed"}"#, #"{"ok": true}"#),
        (#"{"cmd":"tell","params":{"x":0.5},"state":"pruned"}"#, #"{"ok": true}"#),
        (
          #"{"cmd":"init",\#(space),"direction":"minimize","directions":["minimize"]}"#,
          #"{"error": "`init` has both `direction` and `directions`: one of them says it all"}"#
        ),
        (
          #"{"cmd":"init",\#(space),"directions":[]}"#,
          #"{"error": "`directions` must be an array of \"minimize\" and \"maximize\", not []"}"#
        ),
        (
          #"{"cmd":"init",\#(space),"constraints":["a","a"]}"#,
          #"{"error": "`constraints` must be an array of different names, not [\"a\", \"a\"]"}"#
        ),
        (#"{"cmd":"init",\#(space)}"#, #"{"ok": true, "name": "random"}"#),
        (#"{"cmd":"tell","params":{"x":0.25},"values":[1]}"#, #"{"ok": true}"#),
        (
          #"{"cmd":"tell","params":{"x":0.25},"value":1,"values":[2]}"#,
          #"{"error": "`value` and `values` differ: one of them says it all"}"#
        ),
        (
          #"{"cmd":"tell","params":{"x":0.5},"value":1,"constraints":[0]}"#,
          #"{"error": "this run has no constraints: `init` names them, as in \"constraints\":[\"c0\"]"}"#
        ),
      ])
    expectAnswers(
      of: "hull(gamma)",
      [
        (
          #"{"cmd":"init",\#(space),\#(many)}"#,
          #"{"error": "`hull(gamma)` cannot search for 2 objectives, since a hull of the results has one lowest point: use `gaussian`, `tpe` or `nsga2`, or make one number of them, such as a weighted sum"}"#
        )
      ])
  }

  /// The feasible part is a tenth of the range, at the far end from the least values: uniform points would come there four times.
  @Test(arguments: ["gaussian", "gamma", "tpe", "cmaes", "nsga2", "hull(gaussian)"])
  func constraintsAreLearned(strategy: String) {
    inSession { session in
      var other = try AskTell(strategy: strategy, seed: 3, in: session)
      _ = other.answer(
        #"{"cmd":"init","space":[{"name":"x","type":"float","low":0,"high":1}],"constraints":["c0"],"n_trials":40}"#
          .utf8)
      var feasible: [Double] = []
      for number in 0..<40 {
        let x = try #require(try Self.ask(&other)["params"]?["x"]?.number)
        if x >= 0.9 { feasible.append(x) }
        _ = other.answer(#"{"cmd":"tell","id":\#(number),"value":\#(x),"constraints":[\#(0.9 - x)]}"#.utf8)
      }
      #expect((feasible.min() ?? 2) < 0.95)
      #expect(feasible.count > 5, "\(feasible.count)")
    }
  }

  /// The second trial is behind the first at step 3, where `asha` compares them.
  @Test(arguments: ["asha(from: 3, to: 27)", "asha(from: 3, mode: \"stop\")"]) func reportsAreJudged(pruner: String) {
    expectAnswers(
      of: "grid", pruner: pruner,
      [
        (
          #"{"cmd":"init","space":[{"name":"x","type":"int","low":0,"high":8}],"direction":"maximize"}"#,
          #"{"ok": true, "name": "grid"}"#
        ),
        (#"{"cmd":"ask"}"#, #"{"id": 0, "params": {"x": 0}}"#), (#"{"cmd":"ask"}"#, #"{"id": 1, "params": {"x": 1}}"#),
        (#"{"cmd":"report","id":0,"step":3,"value":0.9}"#, #"{"continue": true}"#),
        (#"{"cmd":"report","id":1,"step":1,"value":0.1}"#, #"{"continue": true}"#),
        (#"{"cmd":"report","id":1,"step":3,"value":0.4}"#, #"{"continue": false}"#),
        (#"{"cmd":"tell","id":1,"state":"pruned"}"#, #"{"ok": true}"#),
        (
          #"{"cmd":"report","id":1,"step":4,"value":0.4}"#,
          #"{"error": "trial 1 was told already: {\"cmd\":\"ask\"} gives another"}"#
        ),
        (#"{"cmd":"tell","id":0,"value":0.95}"#, #"{"ok": true}"#),
      ])
  }

  /// Who can lay trials aside is told which of them goes on, as the trials of a search are.
  @Test func trialsArePausedForWhoCanGoOnWithThem() {
    expectAnswers(
      of: "grid", pruner: "asha(from: 1, to: 9, factor: 3)",
      [
        (
          #"{"cmd":"init","space":[{"name":"x","type":"int","low":0,"high":8}],"pauses":true}"#,
          #"{"ok": true, "name": "grid"}"#
        ),
        (#"{"cmd":"ask"}"#, #"{"id": 0, "params": {"x": 0}}"#),
        (#"{"cmd":"report","id":0,"step":1,"value":3}"#, #"{"continue": false, "pause": true}"#),
        (#"{"cmd":"ask"}"#, #"{"id": 1, "params": {"x": 1}}"#),
        (#"{"cmd":"report","id":1,"step":1,"value":1}"#, #"{"continue": false, "pause": true}"#),
        (
          #"{"cmd":"report","id":1,"step":2,"value":1}"#,
          #"{"error": "trial 1 is paused: {\"cmd\":\"ask\"} says when it goes on"}"#
        ),
        (#"{"cmd":"ask"}"#, #"{"id": 2, "params": {"x": 2}}"#),
        (#"{"cmd":"report","id":2,"step":1,"value":2}"#, #"{"continue": false, "pause": true}"#),
        (#"{"cmd":"ask"}"#, #"{"id": 1, "resume": true, "step": 1, "params": {"x": 1}}"#),
        (#"{"cmd":"report","id":1,"step":2,"value":1}"#, #"{"continue": true}"#),
        (#"{"cmd":"report","id":1,"step":3,"value":1}"#, #"{"continue": false, "pause": true}"#),
        (#"{"cmd":"ask"}"#, #"{"id": 3, "params": {"x": 3}}"#),
        (#"{"cmd":"tell","id":1,"state":"pruned"}"#, #"{"ok": true}"#),
      ])
  }

  @Test func whatIsNoPrunerIsNotOneHereEither() {
    inSession { session in
      for (text, message) in [
        ("gamma", "`prune` needs a pruner, not a strategy"),
        ("asha(to: 1)", "`to` must be above `from`, which is 1, not 1"),
        ("let x = 1", "a pruner is needed"),
        ("asha(to: 9, paused: 4)", "`paused` has no effect here: the program that asks keeps its paused trials itself"),
        ("freeze_thaw(9)", "`freeze_thaw` needs `to`, the step at which a trial is done"),
      ] {
        let error = #expect(throws: Diagnostic.self) {
          _ = try AskTell(strategy: "random", pruner: text, seed: 0, in: session)
        }
        #expect(error?.title == message)
      }
    }
  }

  @Test func aPrunerWithoutParenthesesIsWrittenOut() {
    inSession { session in
      let calls = ["freeze_thaw": "freeze_thaw(to: 27)", "hyperband": "hyperband(to: 27)", "asha": "asha()"]
      for (text, call) in calls {
        let error = #expect(throws: Diagnostic.self) {
          _ = try AskTell(strategy: "random", pruner: text, seed: 0, in: session)
        }
        #expect(error?.hint == "in a shell it stands in quotes: `--prune '\(call)'`.")
      }
    }
  }

  @Test(arguments: [
    ("", "the line is not JSON: column 1: expected a value, found `nonsense`"),
    (
      #"{"cmd":"ask""#,
      "the line is not JSON: column 13: expected `,` or `}`, found the end of the text; a `}` is "
        + "missing at its end"
    ),
    (#"{"cmd":"ask"} x"#, "the line is not JSON: column 15: expected the end, found `x`"),
    (#"{"cmd":"tell","id":0,"value":1,"value":2}"#, "the line is not JSON: column 32: the key `value` is there twice"),
    (#"{"cmd":'ask'}"#, "the line is not JSON: column 8: expected a value, found `'`; texts stand in double quotes"),
    (String(repeating: "[", count: 300), "the line is not JSON: column 257: it is nested more than 256 deep"),
    ("[1]", #"a request is a JSON object: such as {"cmd":"ask"}"#),
    ("{}", #"a request has a `cmd`, one of init, ask, report, tell, quit: such as {"cmd":"ask"}"#),
    (#"{"cmd":1}"#, "a request has a `cmd`, one of init, ask, report, tell, quit: such as {\"cmd\":\"ask\"}"),
    (#"{"cmd":"aks"}"#, "unknown command `aks`: did you mean `ask`?"),
    (#"{"cmd":"stop"}"#, "unknown command `stop`: did you mean `quit`?"),
    (#"{"cdm":"ask"}"#, "unknown key `cdm`: did you mean `cmd`?"),
    (#"{"cmd":"tell","id":0,"valeu":1,"state":"pruned"}"#, "unknown key `valeu`: did you mean `value`?"),
    (#"{"cmd":"tell","id":0,"value":1,"State":"failed"}"#, "unknown key `State`: did you mean `state`?"),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"int","low":0,"high":1}],"n_trial":9}"#,
      "unknown key `n_trial`: did you mean `n_trials`?"
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"float","low":0,"high":1,"stp":0.1}]}"#,
      "`x`: unknown key `stp`: did you mean `step`?"
    ),
    (#"{"cmd":"tell","id":7,"value":1}"#, "no trial 7 was asked for: only 0 was"),
    (#"{"cmd":"tell","id":"a","value":1}"#, "`id` must be a whole number, not \"a\""),
    (
      #"{"cmd":"tell","id":0,"value":null}"#,
      #"`value` of a complete trial must be a number, not null: of one that failed, write "state":"failed""#
    ),
    (#"{"cmd":"tell","id":0}"#, "a complete trial needs its `value`, a number: such as \"value\":0.5"),
    (#"{"cmd":"tell","id":0,"loss":0.3}"#, "unknown key `loss`: did you mean `value`?"),
    (#"{"cmd":"tell","trial_id":0,"value":0.3}"#, "unknown key `trial_id`: did you mean `id`?"),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"float","low":1e-4,"high":1,"logscale":true}]}"#,
      "`x`: unknown key `logscale`: did you mean `log`?"
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"float","min":0,"max":1}]}"#,
      "`x`: unknown key `min`: did you mean `low`?"
    ),
    (#"{"cmd":"init","params":[]}"#, "unknown key `params`: did you mean `space`?"),
    (
      #"{"cmd":"tell","id":0,"value":"1"}"#,
      #"`value` of a complete trial must be a number, not "1": write "value":1"#
    ),
    (
      #"{"cmd":"tell","id":0,"value":1,"state":"done"}"#,
      #"`state` must be one of complete, pruned, failed, not "done": write "state":"complete""#
    ),
    (
      #"{"cmd":"tell","id":0,"state":"running"}"#, "trial 0 is under way already: it is told when it has ended"
    ),
    (
      #"{"cmd":"tell","id":null,"params":{"x":0,"n":1,"c":"a","s":0},"value":1,"state":"running"}"#,
      #"a trial that is running has no `value` yet: {"cmd":"report"} says how it is doing, once it has an `id`"#
    ),
    (
      #"{"cmd":"tell","id":null,"params":{"x":0,"n":1,"c":"a","s":0},"constraints":[1],"state":"running"}"#,
      "a trial that is running has no `constraints` yet: tell it when the trial has ended"
    ),
    (
      #"{"cmd":"tell","id":null,"params":{"x":0,"n":1,"c":"a","s":0},"state":"begun"}"#,
      #"`state` must be one of complete, pruned, failed, running, not "begun""#
    ),
    (#"{"cmd":"report","step":1,"value":1}"#, "a report needs the `id` of its trial: such as \"id\":0"),
    (#"{"cmd":"report","id":7,"step":1,"value":1}"#, "no trial 7 was asked for: only 0 was"),
    (
      #"{"cmd":"report","id":0,"value":1}"#,
      #"`step` of a report must be a whole number of 0 or more, and is missing: such as "step":1"#
    ),
    (
      #"{"cmd":"report","id":0,"step":-1,"value":1}"#,
      #"`step` of a report must be a whole number of 0 or more, not -1: such as "step":1"#
    ),
    (
      #"{"cmd":"report","id":0,"step":1.5,"value":1}"#,
      #"`step` of a report must be a whole number of 0 or more, not 1.5: such as "step":1"#
    ),
    (#"{"cmd":"report","id":0,"step":1}"#, "`value` of a report must be a number: such as \"value\":0.5"),
    (#"{"cmd":"report","id":0,"step":1,"vlaue":1}"#, "unknown key `vlaue`: did you mean `value`?"),
    (
      #"{"cmd":"tell","value":1}"#,
      #"a trial without an `id` needs its `params`: the last that was asked for has "id":0"#
    ),
    (#"{"cmd":"tell","params":[],"value":1}"#, "`params` must be an object: such as {}"),
    (#"{"cmd":"tell","params":{"x":0,"n":1,"c":"a"},"value":1}"#, "`params` lacks `s`"),
    (
      #"{"cmd":"tell","params":{"x":0,"n":1,"c":"a","s":0,"y":1},"value":1}"#,
      "there is no parameter `y`: the parameters are x, n, c, s"
    ),
    (
      #"{"cmd":"tell","params":{"x":1.5,"n":1,"c":"a","s":0},"value":1}"#,
      "1.5 is not in the domain of `x`: it goes from 0 to 1"
    ),
    (
      #"{"cmd":"tell","params":{"x":"a","n":1,"c":"a","s":0},"value":1}"#,
      #""a" is not in the domain of `x`: it goes from 0 to 1"#
    ),
    (
      #"{"cmd":"tell","params":{"x":0,"n":1.5,"c":"a","s":0},"value":1}"#,
      "1.5 is not in the domain of `n`: it goes from 1 to 64, in whole numbers"
    ),
    (
      #"{"cmd":"tell","params":{"x":0,"n":0,"c":"a","s":0},"value":1}"#,
      "0 is not in the domain of `n`: it goes from 1 to 64, in whole numbers"
    ),
    (
      #"{"cmd":"tell","params":{"x":0,"n":1,"c":"z","s":0},"value":1}"#,
      #""z" is not in the domain of `c`: its choices are "a", "b""#
    ),
    (
      #"{"cmd":"tell","params":{"x":0,"n":1,"c":"a","s":0.35},"value":1}"#,
      "0.35 is not in the domain of `s`: it goes from 0 to 1 by 0.1"
    ),
    (
      #"{"cmd":"init"}"#,
      #"`space` must be an array of parameters: such as [{"name": "x", "type": "float", "low": 0, "high": 1}]"#
    ),
    (
      #"{"cmd":"init","space":[]}"#,
      #"a search needs at least one parameter: such as [{"name": "x", "type": "float", "low": 0, "high": 1}]"#
    ),
    (
      #"{"cmd":"init","space":[{"type":"float"}]}"#,
      #"every parameter needs a `name`, a string: such as {"name": "x", "type": "float", "low": 0, "high": 1}"#
    ),
    (
      #"{"cmd":"init","space":[{"name":"x"}]}"#,
      #"`type` of `x` must be one of float, int, cat: write {"name": "x", "type": "float", "low": 0, "high": 1}"#
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"float","low":0}]}"#,
      #"`x` has no `high`, a number: write {"name": "x", "type": "float", "low": 0, "high": 1}"#
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"int","low":0.5,"high":1}]}"#,
      "`low` of `x` must be a whole number, not 0.5"
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"float","low":0,"high":1,"log":true}]}"#,
      "`x`: a log range cannot start at 0.0: it needs numbers above zero: start at a small "
        + "positive number, or use a plain range"
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"float","low":1,"high":2,"log":true,"step":1}]}"#,
      "`x` cannot have both `log` and `step`"
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"cat","choices":[]}]}"#,
      "`x`: there is nothing to choose from: list at least one value"
    ),
    (#"{"cmd":"init","space":[{"name":"x","type":"cat","choices":[1,1]}]}"#, "`x` has a choice twice"),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"cat"}]}"#,
      #"`choices` of `x` must be an array, and are missing: write "choices":["a", "b"]"#
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"int","low":0,"high":1}],"direction":"up"}"#,
      #"`direction` must be "minimize" or "maximize", not "up""#
    ),
    (
      #"{"cmd":"init","space":[{"name":"x","type":"int","low":0,"high":1}],"n_trials":0}"#,
      "`n_trials` must be a whole number above 0, not 0"
    ),
  ])
  func whatCannotBeFollowed(line: String, message: String) {
    let line = line.isEmpty ? "nonsense" : line
    inSession { session in
      var faulty = try AskTell(strategy: "random", seed: 0, in: session)
      var faultless = faulty
      for line in [Self.beginning, #"{"cmd":"ask"}"#] {
        _ = faulty.answer(line.utf8)
        _ = faultless.answer(line.utf8)
      }
      let answer = faulty.answer(line.utf8).flatMap { JSON(parsing: $0) }
      #expect(answer?["error"]?.text == message)
      // Nothing has changed: both go on alike.
      let next = faultless.answer(#"{"cmd":"ask"}"#.utf8)
      let own = faulty.answer(#"{"cmd":"ask"}"#.utf8)
      #expect(own == next)
    }
  }

  @Test func brokenUTF8IsAnError() {
    inSession { session in
      var other = try AskTell(strategy: "random", seed: 0, in: session)
      let answer = other.answer([0x22, 0xFF, 0x22])
      #expect(answer == #"{"error": "the line is not valid UTF-8"}"#)
    }
  }

  @Test func trialIsToldOnce() {
    expectAnswers(
      of: "random",
      [
        (Self.beginning, #"{"ok": true, "name": "random"}"#),
        (
          #"{"cmd":"tell","id":0,"value":1}"#,
          #"{"error": "no trial 0 was asked for: {\"cmd\":\"ask\"} gives the first"}"#
        ),
      ])
    inSession { session in
      var other = try AskTell(strategy: "random", seed: 0, in: session)
      _ = other.answer(Self.beginning.utf8)
      _ = other.answer(#"{"cmd":"ask"}"#.utf8)
      let first = other.answer(#"{"cmd":"tell","id":0,"value":1}"#.utf8)
      #expect(first == #"{"ok": true}"#)
      let second = other.answer(#"{"cmd":"tell","id":0,"value":2}"#.utf8)
      #expect(second == #"{"error": "trial 0 was told already: {\"cmd\":\"ask\"} gives another"}"#)
    }
  }

  /// A value that the strategy cannot use is refused when it is told, and the run goes on.
  @Test(arguments: ["gamma", "hull(gamma)"])
  func valueBeyondTheBoundIsNotTaken(strategy: String) {
    inSession { session in
      var other = try AskTell(strategy: strategy, seed: 0, in: session)
      _ = other.answer(Self.beginning.utf8)
      _ = try Self.ask(&other)
      for line in [
        #"{"cmd":"tell","id":0,"value":-1}"#, #"{"cmd":"tell","params":{"x":0,"n":1,"c":"a","s":0},"value":-1}"#,
      ] {
        let answer = other.answer(line.utf8).flatMap { JSON(parsing: $0) }
        #expect(answer?["error"]?.text?.hasPrefix("`gamma` models positive distances") == true)
      }
      let next = try Self.ask(&other)
      #expect(next["id"] == 1)
      let told = other.answer(#"{"cmd":"tell","id":0,"value":-1,"state":"failed"}"#.utf8)
      #expect(told == #"{"ok": true}"#)
    }
  }

  @Test func statedBoundTakesValuesBeyondIt() {
    expectAnswers(
      of: "gamma(bound: 0)",
      [
        (Self.beginning, #"{"ok": true, "name": "gamma"}"#),
        (#"{"cmd":"tell","params":{"x":0,"n":1,"c":"a","s":0},"value":-1}"#, #"{"ok": true}"#),
      ])
  }

  /// A run of every strategy stays in its space, and `init` begins the same run anew.
  @Test(arguments: StrategyCatalog.strategies.map(\.name) + ["hull_gamma", "hull(random)"])
  func everyStrategyAnswers(strategy: String) {
    inSession { session in
      var other = try AskTell(strategy: strategy, seed: 0, in: session)
      let first = Self.run(&other, trials: 14)
      #expect(first.count == 14)
      let second = Self.run(&other, trials: 14)
      #expect(second == first)
    }
  }

  /// Without noise a finite space is visited once and ends; with noise it goes on, and points are tried again.
  @Test(arguments: ["grid", "random", "gaussian"], [false, true])
  func finiteSpaceIsExhausted(strategy: String, isNoisy: Bool) {
    inSession { session in
      var other = try AskTell(strategy: strategy, seed: 0, in: session)
      let space = #"[{"name":"n","type":"int","low":1,"high":3},{"name":"c","type":"cat","choices":["a","b"]}]"#
      _ = other.answer(#"{"cmd":"init","space":\#(space),"noisy":\#(isNoisy)}"#.utf8)
      var seen: Set<String> = []
      for number in 0..<6 {
        let answer = try Self.ask(&other)
        #expect(answer["id"] == .integer(number))
        seen.insert(answer["params"]?.description ?? "")
        let told = other.answer(#"{"cmd":"tell","id":\#(number),"value":\#(number % 4)}"#.utf8)
        #expect(told == #"{"ok": true}"#)
      }
      #expect(isNoisy ? seen.count <= 6 : seen.count == 6)
      let further = try Self.ask(&other)
      #expect(isNoisy ? further["id"] == 6 : further == ["exhausted": true, "reason": "every configuration was tried"])
    }
  }

  /// A run ends with its last trial; results are still taken, and `init` begins another.
  @Test(arguments: ["grid", "random", "gaussian"]) func noMoreTrialsThanAnnounced(strategy: String) {
    inSession { session in
      var other = try AskTell(strategy: strategy, seed: 0, in: session)
      let beginning = #"{"cmd":"init","space":[{"name":"x","type":"float","low":0,"high":1}],"n_trials":3}"#
      for _ in 0..<2 {
        _ = other.answer(beginning.utf8)
        _ = other.answer(#"{"cmd":"tell","params":{"x":0.125},"value":1}"#.utf8)
        for number in 0..<3 {
          let trial = try Self.ask(&other)
          #expect(trial["id"] == .integer(number))
        }
        let further = try Self.ask(&other)
        #expect(further == ["exhausted": true, "reason": "`n_trials` is 3, and so many were asked for"])
        let told = other.answer(#"{"cmd":"tell","id":2,"value":1}"#.utf8)
        #expect(told == #"{"ok": true}"#)
      }
    }
  }

  /// A value that is not finite is told, and counts as a failure: what is asked next is the same.
  @Test(arguments: ["tpe", "gaussian", "cmaes"]) func valueThatIsNotFiniteIsAFailure(strategy: String) {
    inSession { session in
      func asked(telling bad: String) throws -> [JSON] {
        var other = try AskTell(strategy: strategy, seed: 0, in: session)
        _ = other.answer(#"{"cmd":"init","space":[{"name":"x","type":"float","low":0,"high":1}],"n_trials":20}"#.utf8)
        return try (0..<20).map { number in
          let trial = try Self.ask(&other)
          let ending = number % 5 == 4 ? bad : #""value":\#(trial["params"]?["x"]?.number ?? 0)"#
          #expect(other.answer(#"{"cmd":"tell","id":\#(number),\#(ending)}"#.utf8) == #"{"ok": true}"#)
          return trial
        }
      }
      let failed = try asked(telling: #""state":"failed""#)
      for value in ["NaN", "Infinity", "-Infinity"] {
        let trials = try asked(telling: #""value":\#(value)"#)
        #expect(trials == failed, "\(value)")
      }
    }
  }

  @Test func lineMayBeginWithAByteOrderMark() {
    inSession { session in
      var other = try AskTell(strategy: "random", seed: 0, in: session)
      let answer = other.answer(("\u{FEFF}" + Self.beginning).utf8)
      #expect(answer == #"{"ok": true, "name": "random"}"#)
    }
  }

  /// Without a number of trials, a grid that is used up becomes finer.
  @Test(arguments: [(#","n_trials":14"#, 13.0), ("", 9.0)] as [(String, Double)])
  func gridBecomesFiner(hint: String, count: Double) {
    inSession { session in
      var other = try AskTell(strategy: "grid", seed: 0, in: session)
      _ = other.answer(
        #"{"cmd":"init","space":[{"name":"x","type":"float","low":0,"high":1}]\#(hint)}"#.utf8)
      let points = try (0..<14).map { _ in try Self.ask(&other)["params"]?["x"]?.number ?? .nan }
      for index in 0..<3 { #expect(abs(points[index] - Double(index) / count) < 1e-12) }
      #expect(Set(points).count == 14)
      #expect(points.allSatisfy { (0...1).contains($0) })
    }
  }

  /// Lines that are cut, doubled and garbled are answered or refused, and never end the program.
  @Test func garbledLines() {
    inSession { session in
      var random = CounterRandom(seed: 1)
      var other = try AskTell(strategy: "random", seed: 0, in: session)
      let lines = [
        Self.beginning, #"{"cmd":"ask"}"#, #"{"cmd":"tell","id":0,"value":1e999,"state":"complete"}"#,
        #"{"cmd":"tell","params":{"x":0.5,"n":64,"c":"b","s":1},"value":-1.5e-300,"state":"pruned"}"#,
      ]
      for _ in 0..<2000 {
        var bytes = Array(lines[random.index(below: lines.count)].utf8)
        for _ in 0..<random.index(below: 4) {
          let place = random.index(below: bytes.count)
          switch random.index(below: 3) {
          case 0: bytes[place] = UInt8(truncatingIfNeeded: random.index(below: 256))
          case 1: bytes.remove(at: place)
          default: bytes.insert(contentsOf: bytes[..<place].suffix(9), at: place)
          }
        }
        let answer = other.answer(bytes)
        if !bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
          #expect(answer.flatMap { JSON(parsing: $0) } != nil, "\(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
  }

  @Test(arguments: [
    ("gama", "unknown strategy `gama`"), ("hull-gamma", "unknown strategy `hull-gamma`"),
    ("gamma(sed: 1)", "`gamma` has no parameter `sed`"), ("3", "a number is not a strategy"),
    ("random; grid", "a strategy is needed"), ("", "a strategy is needed"),
    ("sqrt", "a strategy is needed here, not a function"),
    ("gaussian(initial: 1)", "`initial`: a model needs at least 2 trials to start from"),
    ("run(\"rm\")", "the sandbox refuses `run`"),
  ])
  func wrongStrategy(text: String, message: String) {
    inSession { session in
      do throws(Diagnostic) {
        _ = try AskTell(strategy: text, seed: 0, in: session)
        Issue.record("`\(text)` was taken for a strategy")
      } catch {
        #expect(error.title.hasPrefix(message), "\(error.title)")
      }
    }
  }

  // MARK: Conversations

  private static let beginning =
    #"{"cmd":"init","space":[{"name":"x","type":"float","low":0,"high":1,"log":false},"#
    + #"{"name":"n","type":"int","low":1,"high":64,"log":true},{"name":"c","type":"cat","choices":["a","b"]},"#
    + #"{"name":"s","type":"float","low":0,"high":1,"step":0.1}],"direction":"minimize","seed":1,"n_trials":14}"#

  /// The configurations of a run that is told a bowl; one that was not asked for is among what it knows.
  private static func run(_ other: inout AskTell, trials: Int) -> [String] {
    _ = other.answer(beginning.utf8)
    _ = other.answer(#"{"cmd":"tell","id":null,"params":{"x":0.9,"n":9,"c":"a","s":0.9},"value":1.5}"#.utf8)
    var configurations: [String] = []
    for number in 0..<trials {
      guard let answer = try? ask(&other), let parameters = answer["params"], let x = parameters["x"]?.number,
        let n = parameters["n"]?.wholeNumber, let s = parameters["s"]?.number, let c = parameters["c"]?.text
      else { continue }
      let isInside = (0...1).contains(x) && (1...64).contains(n) && (0...1).contains(s) && ["a", "b"].contains(c)
      if isInside { configurations.append(parameters.description) }
      let value = (x - 0.3) * (x - 0.3) + Double(n) / 64 + s
      let state = number == 3 ? "failed" : "complete"
      _ = other.answer(
        #"{"cmd":"tell","id":\#(number),"params":\#(parameters),"value":\#(value),"state":"\#(state)"}"#.utf8)
    }
    return configurations
  }

  private static func ask(_ other: inout AskTell) throws -> JSON {
    let answer = other.answer(#"{"cmd":"ask"}"#.utf8)
    return try #require(answer.flatMap { JSON(parsing: $0) })
  }

  private func expectAnswers(
    of strategy: String, pruner: String? = nil, _ lines: [(question: String, answer: String?)]
  ) {
    inSession { session in
      var other = try AskTell(strategy: strategy, pruner: pruner, seed: 0, in: session)
      for (question, expected) in lines {
        let answer = other.answer(question.utf8)
        #expect(answer == expected)
      }
    }
  }
}

/// Runs `body` with a session that may not start programs.
func inSession(_ body: @escaping @Sendable (Session) throws -> Void) {
  onDeepStack {
    var settings = Settings()
    settings.isSandboxed = true
    let context = Context(
      settings: settings, sources: SourceMap(), output: { _ in }, notes: { _ in },
      progress: { _ in })
    do { try body(Session(context: context)) } catch { Issue.record(error) }
  }
}
