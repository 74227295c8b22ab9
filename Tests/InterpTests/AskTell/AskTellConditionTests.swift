import Basics
import Testing

@testable import Interp

/// Parameters that are there only under a condition, and trials that are under way elsewhere.
@Suite struct AskTellConditionTests {
  private static let momentum = #"{"name":"m","type":"float","low":0,"high":1"#
  private static let beginning =
    #"{"cmd":"init","space":[{"name":"opt","type":"cat","choices":["sgd",null]},{"name":"depth","type":"int","low":1,"#
    + #""high":3},\#(momentum),"if":{"opt":["sgd"],"depth":[2,3]}}],"seed":1}"#

  @Test(arguments: ["random", "gaussian", "tpe", "cmaes", "nsga2", "gamma", "hull(gaussian)"])
  func conditionalParametersAreAskedWhereTheyAre(strategy: String) {
    inSession { session in
      var other = try AskTell(strategy: strategy, seed: 0, in: session)
      #expect(other.answer(Self.beginning.utf8) == #"{"ok": true, "name": "\#(strategy)"}"#)
      var kinds: Set<Bool> = []
      for number in 0..<25 {
        let answer = try #require(other.answer(#"{"cmd":"ask"}"#.utf8).flatMap { JSON(parsing: $0) })
        let parameters = try #require(answer["params"])
        let isThere = parameters["opt"]?.text == "sgd" && (parameters["depth"]?.wholeNumber ?? 0) >= 2
        #expect((parameters["m"] != nil) == isThere, "\(parameters)")
        kinds.insert(isThere)
        let value = isThere ? parameters["m"]?.number ?? 0 : 0.5
        #expect(
          other.answer(#"{"cmd":"tell","id":\#(number),"params":\#(parameters),"value":\#(value)}"#.utf8)
            == #"{"ok": true}"#)
      }
      #expect(kinds.count == 2)
    }
  }

  @Test func parametersAreToldWhereTheyAre() {
    expectAnswers([
      (Self.beginning, #"{"ok": true, "name": "random"}"#),
      (#"{"cmd":"tell","params":{"opt":"sgd","depth":2,"m":0.5},"value":1}"#, #"{"ok": true}"#),
      (#"{"cmd":"tell","params":{"opt":null,"depth":2},"value":1}"#, #"{"ok": true}"#),
      (#"{"cmd":"tell","params":{"opt":"sgd","depth":1,"m":null},"value":1}"#, #"{"ok": true}"#),
      (
        #"{"cmd":"tell","params":{"opt":"sgd","depth":1,"m":0.5},"value":1}"#,
        #"{"error": "`m` has a value where its `if` does not hold: leave it out"}"#
      ),
      (
        #"{"cmd":"tell","params":{"opt":"sgd","depth":2},"value":1}"#, #"{"error": "`params` lacks `m`"}"#
      ),
    ])
  }

  @Test(arguments: [
    (#"{}"#, #"must be an object of parameters and their values, not {}: such as "if":{"optimizer":["sgd"]}"#),
    (#"1"#, #"must be an object of parameters and their values, not 1: such as "if":{"optimizer":["sgd"]}"#),
    (#"{"opt":"a"}"#, #"must give an array of values for `opt`, not "a": write "if":{"opt":["a"]}"#),
  ])
  func wrongFormsOfConditions(condition: String, message: String) {
    expectRefusal(of: condition, "`if` of `m` \(message)")
  }

  @Test(arguments: [
    (#"{"opt":["c"]}"#, #""c" is not in the domain of `opt`"#),
    (#"{"m":[1]}"#, "there is no parameter `m` before it: a parameter stands behind those that it depends on"),
    (#"{"opts":["a"]}"#, "there is no parameter `opts` before it: did you mean `opt`?"),
  ])
  func wrongConditions(condition: String, message: String) {
    expectRefusal(of: condition, "`if` of `m`: \(message)")
  }

  private func expectRefusal(of condition: String, _ message: String) {
    let space = #"[{"name":"opt","type":"cat","choices":["a","b"]},\#(Self.momentum),"if":\#(condition)}]"#
    expectAnswers([(#"{"cmd":"init","space":\#(space)}"#, JSON.object([.init("error", .string(message))]).description)])
  }

  @Test func trialsUnderWayElsewhereHaveNumbers() {
    expectAnswers([
      (#"{"cmd":"init","space":[\#(Self.momentum)}],"seed":1,"n_trials":2}"#, #"{"ok": true, "name": "random"}"#),
      (#"{"cmd":"tell","params":{"m":0.25},"state":"running"}"#, #"{"ok": true, "id": 0}"#),
      (
        #"{"cmd":"tell","id":0,"state":"running"}"#,
        #"{"error": "trial 0 is under way already: it is told when it has ended"}"#
      ),
      (#"{"cmd":"report","id":0,"step":1,"value":0.5}"#, #"{"continue": true}"#),
      (#"{"cmd":"tell","id":0,"state":"pruned"}"#, #"{"ok": true}"#),
      (#"{"cmd":"tell","params":{"m":0.75},"state":"running"}"#, #"{"ok": true, "id": 1}"#),
      (#"{"cmd":"ask"}"#, #"{"exhausted": true, "reason": "`n_trials` is 2, and so many were asked for"}"#),
      (#"{"cmd":"tell","id":1,"value":1}"#, #"{"ok": true}"#),
    ])
  }

  private func expectAnswers(_ lines: [(question: String, answer: String)]) {
    inSession { session in
      var other = try AskTell(strategy: "random", seed: 0, in: session)
      for (question, expected) in lines {
        let answer = other.answer(question.utf8)
        #expect(answer == expected)
      }
    }
  }
}
