import ArgumentParser
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
    (given: ["--threads", "2", "test", "."], ordered: ["test", "--threads", "2", "."]),
    (given: ["--threads", "2", "tune.hpo", "--any"], ordered: ["--threads", "2", "--", "tune.hpo", "--any"]),
    (given: ["run", "--threads", "2", "a", "-x"], ordered: ["run", "--threads", "2", "--", "a", "-x"]),
    (given: ["--format=json", "check", "a"], ordered: ["check", "--format=json", "a"]),
    (given: ["--strategy", "random", "ask-tell"], ordered: ["ask-tell", "--strategy", "random"]),
    (given: ["--help", "test"], ordered: ["test", "--help"]),
    (given: ["-h", "run", "a"], ordered: ["run", "-h", "--", "a"]),
    (given: ["--seed"], ordered: ["--seed"]),
    (given: ["--seed", "check"], ordered: ["--seed", "check"]),
  ])
  func order(given: [String], ordered: [String]) {
    #expect(hpo.CommandLine.ordered(given) == ordered)
  }

  /// A value that every option with this name takes.
  private static let values = [
    "--seed": "3", "--storage": "s.db", "--threads": "2", "--color": "never", "-e": "1", "--format": "json",
    "--strategy": "random", "--prune": "median()", "--progress": "plain", "--compare": "gaussian",
    "--as": "digits", "--study": "digits", "--minimize": "loss", "--maximize": "accuracy",
    "--out": "pages",
  ]

  /// Every declared option is known, and stands before a subcommand as well as behind it.
  @Test func everyOptionBeforeAndBehindEverySubcommand() throws {
    let declared = DeclaredOptions(of: HPO.self)
    #expect(Set(declared.takesValue.filter(\.value).keys) == Set(Self.values.keys))
    #expect(declared.takesValue["--sandbox"] == false)
    for option in declared.takesValue.keys.sorted() {
      for type in HPO.configuration.subcommands {
        let command = type._commandName
        let spellings = Self.values[option].map { [[option, $0], ["\(option)=\($0)"]] } ?? [[option]]
        for spelling in spellings {
          let operands: [String] =
            switch command {
            case "copy": ["a.db", "b.db"]
            case "grammar": ["vim"]
            case "ask-tell", "studies", "lsp": []
            case "doc" where option == "--out": []
            default: ["tune.hpo"]
            }
          let needed: [String] =
            switch command {
            case "ask-tell" where option != "--strategy": ["--strategy", "gamma"]
            case "grammar" where option != "--out": ["--out", "colours"]
            default: []
            }
          let before = outcome(hpo.CommandLine.ordered(spelling + [command] + needed + operands))
          let behind = outcome(hpo.CommandLine.ordered([command] + spelling + needed + operands))
          #expect(before == behind, "\(spelling) \(command)")
          if DeclaredOptions(of: type).takesValue[option] != nil, Self.values[option] != nil, spelling != ["-e=1"] {
            #expect(before.hasPrefix(command), "\(spelling) \(command)")
          }
        }
      }
      // A script keeps its own arguments.
      let arguments = [option] + (Self.values[option].map { [$0] } ?? [])
      #expect(
        hpo.CommandLine.ordered(arguments + ["tune.hpo", "--any"]) == arguments + ["--", "tune.hpo", "--any"])
    }
  }

  @Test(
    arguments: [
      (["--storage", "a.db", "x"], [["--storage", "a.db"]], ["x"]),
      (["x", "--seed=3", "-y"], [["--seed=3"]], ["x", "-y"]),
      (["--sandbox", "--seed", "3"], [["--sandbox"], ["--seed", "3"]], []),
      (["--lr", "--seed"], [["--seed"]], ["--lr"]),
      (["-", "--", "3"], [], ["-", "--", "3"]),
    ] as [([String], [[String]], [String])])
  func optionsAreTakenFromAmongOthers(arguments: [String], options: [[String]], rest: [String]) {
    let taken = DeclaredOptions(of: RunCommand.self).taken(from: arguments)
    #expect(taken.options == options && taken.rest == rest)
  }

  /// The command that parses `arguments`, with all that it took from them, or why none does.
  private func outcome(_ arguments: [String]) -> String {
    do {
      let command = try HPO.parseAsRoot(arguments)
      var description = ""
      dump(command, to: &description)
      return "\(type(of: command)._commandName) \(description)"
    } catch {
      return "refused: \(HPO.message(for: error))"
    }
  }

  /// What is quoted of a command line shows no password.
  @Test(arguments: [
    ["studie", "--storage", "postgresql://ann:s3cr3t@host/lab"], ["studies", "postgresql://ann:s3/cr3t@x@host/lab"],
    ["copy", "postgresql://ann:s3cr3t@host/lab", "a", "b"], ["postgresql://ann:s3cr3t@host/lab"],
    ["studies", "--storage", "postgresql:/ann:s3cr3t@host/lab"],
    ["studies", "host=x password='s3cr3t word' dbname=lab"],
    ["--storage", "host=x dbname=lab password=s3cr3t", "-e", "search x in 1..2 as \"s\" minimize x"],
    ["postgresql+psycopg://:s3cr3t@host/lab?password=s3cr3t"],
  ])
  func noPasswordIsRepeated(arguments: [String]) throws {
    let result = try Hpo().run(arguments)
    #expect(result.code != 0)
    let said = (result.output + result.errors).replacing(/\[E\d+\]/, with: "")
    #expect(!said.contains { $0 == "3" }, "\(result.errors)")
  }
}
