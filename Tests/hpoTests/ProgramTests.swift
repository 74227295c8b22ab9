import Foundation
import Testing

@testable import hpo

/// The program as others see it: exit codes, streams, arguments.
@Suite struct ProgramTests {
  struct Case: CustomTestStringConvertible {
    let arguments: [String]
    var input = ""
    let code: Int32
    /// What standard output is.
    var output = ""
    /// What is found on standard error; where nothing is given, that is empty.
    var errors: [String] = []

    var testDescription: String { "hpo " + arguments.joined(separator: " ") }
  }

  static let cases = [
    Case(arguments: ["--version"], code: 0, output: "hpo 0.1.0\n"),
    Case(arguments: ["-e", "1 + 2", "-e", "_ * 2"], code: 0, output: "3\n6\n"),
    Case(arguments: ["-e", "let x = 3", "-e", "print(\"x is\", x)"], code: 0, output: "x is 3\n"),
    Case(arguments: ["-e", "-3"], code: 0, output: "-3\n"),
    Case(arguments: ["-e", "args()", "a", "--b"], code: 0, output: "[\"a\", \"--b\"]\n"),
    Case(arguments: ["-e", "none"], code: 0),
    Case(arguments: [], input: "let x = 3\nx\nprint(x)\n", code: 0, output: "3\n"),
    Case(arguments: ["-", "a"], input: "print(args())", code: 0, output: "[\"a\"]\n"),
    Case(
      arguments: ["run", "-", "--seed", "x"], input: "print(args()) # --seed", code: 0,
      output: "[\"--seed\", \"x\"]\n"),
    Case(
      arguments: ["--seed", "-1", "-e", "let a = shuffle(1..9)", "-e", "seed(-1)", "-e", "a == shuffle(1..9)"], code: 0,
      output: "true\n"),
    Case(arguments: [], code: 0),
    Case(
      arguments: ["-e", "print(lr_find(model(dense(2)), moons(), from: 100, to: 1e6, steps: 5).lr)"], code: 0,
      output: "none\n", errors: ["the loss does not fall from 100 to 1000000"]),
    // 1: the program fails.
    Case(arguments: ["-e", "1 / 0"], code: 1, errors: ["error: ", "-e:1:1", "1 / 0"]),
    Case(
      arguments: ["-e", "print(1)", "-e", "fail(\"no\")", "-e", "print(2)"], code: 1, output: "1\n", errors: ["no"]),
    Case(arguments: ["-e", "expect 1 == 2"], code: 1, errors: ["error: "]),
    Case(
      arguments: ["-e", "search x in 0.0..1.0 with random for 3 trials minimize fail(\"worn out\")"], code: 1,
      errors: ["worn out", "3 trials"]),
    Case(arguments: ["-e", "load(\"none.csv\", target: \"y\")"], code: 1, errors: ["none.csv"]),
    // 64: wrong usage.
    Case(arguments: ["--sed", "3"], code: 64, errors: ["--sed", "--seed"]),
    Case(arguments: ["--seed", "x"], code: 64, errors: ["--seed"]),
    Case(arguments: ["-e"], code: 64, errors: ["-e"]),
    Case(arguments: ["studies", "a.db"], code: 64, errors: ["`hpo studies --storage a.db`"]),
    Case(arguments: ["studies", "digits"], code: 64, errors: ["`hpo show digits`"]),
    Case(arguments: ["test", "."], code: 64, errors: ["there are no programs in `.`"]),
    Case(arguments: ["check"], code: 64, errors: ["file"]),
    Case(arguments: ["check", "--format", "xml", "x"], code: 64, errors: ["json"]),
    // 65: the text is wrong.
    Case(arguments: ["-e", "3 +"], code: 65, errors: ["error: ", "-e:1:4"]),
    Case(arguments: ["-e", "lenght([1])"], code: 65, errors: ["unknown function `lenght`", "did you mean `length`?"]),
    Case(arguments: ["-e", "search x in 1..0"], code: 65, errors: ["1..0"]),
    Case(arguments: ["-"], input: "print(1)\nlet x = \n", code: 65, errors: ["stdin:2:"]),
    Case(arguments: ["-"], input: "print(\"a\u{0}b\")", code: 65, errors: ["stdin:1:"]),
    // 66: a program is missing.
    Case(arguments: ["nowhere.hpo"], code: 66, errors: ["nowhere.hpo"]),
    Case(arguments: ["/dev/zero"], code: 66, errors: ["/dev/zero", "longer than 16 MiB"]),
    Case(arguments: ["-e", "import \"/dev/zero\""], code: 66, errors: ["longer than 16 MiB", "-e:1:8"]),
    Case(arguments: ["chekc", "x.hpo"], code: 66, errors: ["`hpo check x.hpo`"]),
    Case(arguments: ["check", "nowhere.hpo"], code: 66, errors: ["nowhere.hpo"]),
    Case(arguments: ["-e", "import \"nowhere.hpo\""], code: 66, errors: ["nowhere.hpo", "-e:1:8"]),
  ]

  @Test(arguments: cases) func run(of given: Case) throws {
    let scratch = try Scratch()
    let result = try Hpo(directory: scratch.path).run(given.arguments, input: given.input)
    #expect(result.code == given.code, "\(result.errors)")
    #expect(result.output == given.output)
    #expect(given.errors.allSatisfy { result.errors.contains($0) }, "\(result.errors)")
    if given.errors.isEmpty { #expect(result.errors == "") }
  }

  @Test func helpNamesTheCommandsAndTheCodes() throws {
    let help = try Hpo().run(["--help"])
    #expect(help.code == 0)
    for word in ["check", "test", "-e", "130"] { #expect(help.output.contains(word)) }
    #expect(try Hpo().run(["run", "--help"]).output.contains("--storage"))
  }

  /// Help of the program lists what can be written without the name of a command.
  @Test(arguments: [["--help"], ["-h"], ["help"]]) func helpListsTheOptionsOfRun(arguments: [String]) throws {
    let help = try Hpo().run(arguments).output
    for option in DeclaredOptions(of: RunCommand.self).takesValue.keys where !option.hasSuffix("help") {
      #expect(help.contains("  \(option)"), "\(option)")
    }
    #expect(help.components(separatedBy: "OPTIONS:").count == 2)
    #expect(help.contains("ask-tell"))
  }

  /// What is wrong with a command line is said as any other error is.
  @Test(
    arguments: [
      (["--sed", "3"], "error: unknown option `--sed` [E99]\nHint: did you mean `--seed`?\n"),
      (
        ["test"],
        "error: missing expected argument `<path> ...` [E100]\n"
          + "Hint: write `hpo test .` for all programs in this folder, or name one.\n"
      ),
      (
        ["--seed", "x", "a.hpo"],
        "error: the value `x` is invalid for `--seed <n>`: a seed is a whole number [E100]\n"
          + "Hint: write `--seed 1`.\n"
      ),
      (
        ["check", "--format", "xml", "a"],
        "error: the value `xml` is invalid for `--format <format>` [E100]\nHint: please provide one of `text` and `json`.\n"
      ),
      (
        ["--threads", "0", "-e", "1"],
        "error: --threads is a number of threads from 1, not `0` [E100]\nHint: without it, all cores are used.\n"
      ),
      (
        ["--threads", "-1", "-e", "1"],
        "error: --threads is a number of threads from 1, not `-1` [E100]\nHint: without it, all cores are used.\n"
      ),
      (
        ["-e", "1", "--lr", "0.1"],
        "error: unknown option `--lr` [E99]\n"
          + "Hint: what the program is to have stands behind `--`: `hpo -e CODE -- --lr`.\n"
      ),
      (
        ["--lr", "0.1", "tune.hpo"],
        "error: unknown option `--lr` [E99]\nHint: what the program is to have stands behind its name: `hpo FILE --lr`.\n"
      ),
      (["-c", "1 + 1"], "error: unknown option `-c` [E99]\nHint: a text is run by `-e`: `hpo -e '1 + 1'`.\n"),
      (
        ["--workers", "4", "tune.hpo"],
        "error: unknown option `--workers` [E99]\nHint: workers are a clause of the search: `on 4 workers`.\n"
      ),
      (
        ["-e", "1", "--n_trials=5"],
        "error: unknown option `--n_trials` [E99]\nHint: the budget is a clause of the search: `for 5 trials`.\n"
      ),
      (
        ["--strategy", "gamma", "tune.hpo"],
        "error: unknown option `--strategy` [E99]\nHint: the strategy is a clause of the search: `with gamma`.\n"
      ),
      (
        ["ask-tell", "--strategy", "gamma", "--trials", "5"],
        "error: unknown option `--trials` [E99]\nHint: the request `init` says it: `\"n_trials\":5`.\n"
      ),
      (
        ["ask-tell", "hull(gamma)"],
        "error: missing expected argument `--strategy <strategy>` [E100]\n"
          + "Hint: the strategy is named by an option: `hpo ask-tell --strategy 'hull(gamma)'`.\n"
      ),
      (["--colour", "never", "-e", "1"], "error: unknown option `--colour` [E99]\nHint: did you mean `--color`?\n"),
      (["help", "chek"], "error: there is no command `chek` [E99]\nHint: did you mean `hpo help check`?\n"),
      (
        ["--storage", "mysql://me:secret@host/db", "-e", "1"],
        "error: studies cannot be kept in MySQL yet: `mysql://...` [E93]\n"
          + "Hint: studies are kept in a SQLite file, `--storage hpo.db`, or in PostgreSQL, "
          + "`--storage postgresql://user@host/database`.\n"
      ),
    ] as [([String], String)])
  func wrongUsageIsAnError(arguments: [String], message: String) throws {
    let result = try Hpo().run(arguments)
    #expect(result.errors == message)
    #expect(result.output == "")
    #expect(result.code == 64)
  }

  /// An option of hpo behind the program is not lost in silence.
  @Test func whatStandsBehindTheProgramIsLookedAt() throws {
    let scratch = try Scratch()
    _ = try scratch.write("plain.hpo", "print(1)")
    _ = try scratch.write("helper.hpo", "fn options() = args()")
    _ = try scratch.write("looking.hpo", "import \"helper.hpo\"\nprint(options())")
    _ = try scratch.write("own.hpo", "import \"helper.hpo\"\nprint(options()) # --storage FILE")
    func run(_ arguments: String...) throws -> Hpo.Result { try Hpo(directory: scratch.path).run(arguments) }

    let misplaced = try run("plain.hpo", "--sandbox", "a b", "--storage", "z.db")
    #expect(misplaced.code == 64 && misplaced.output == "")
    #expect(
      misplaced.errors == """
        error: `--sandbox` stands behind the program, which does not look at its arguments [E100]
        Hint: options of hpo stand before it: `hpo --sandbox --storage z.db plain.hpo 'a b'`.

        """)
    let unread = try run("plain.hpo", "--workers", "4")
    #expect(unread.code == 0 && unread.output == "1\n")
    #expect(
      unread.errors == """
        note: the program does not look at its arguments, `--workers 4`
        Hint: workers are a clause of the search: `on 4 workers`.

        """)
    let passed = try run("looking.hpo", "--storage", "z.db")
    #expect(passed.code == 0 && passed.output == "[\"--storage\", \"z.db\"]\n")
    #expect(passed.errors.hasPrefix("note: `--storage` stands behind the program and is an argument of it"))
    #expect(try run("own.hpo", "--storage", "z.db").errors == "")
    #expect(try run("-e", "1", "a", "--seed", "3").code == 64)
  }

  /// A file of another kind is not run as a program, and what makes use of it is told.
  @Test(arguments: [
    ("iris.csv", "a file of data", "`hpo -e 'load(\"iris.csv\")'`"),
    ("t.csv.gz", "a file of data", "`hpo -e 'load(\"t.csv.gz\")'`"),
    ("s.json", "a file of JSON", "`hpo -e 'load_json(\"s.json\")'`"),
    ("hpo.db", "a database", "`hpo studies --storage hpo.db`"), ("a.net", "a saved model", "load_model"),
    ("train.py", "a program for `python3`", "`hpo -e 'run(\"python3\", \"train.py\")'`"),
  ])
  func anotherFileIsNoProgram(file: String, kind: String, use: String) throws {
    let scratch = try Scratch()
    _ = try scratch.write(file, "{\"a\": 1}")
    for arguments in [[file], ["check", file], ["test", file], ["-e", "import \"\(file)\""]] {
      let result = try Hpo(directory: scratch.path).run(arguments)
      #expect(result.code == 65 && result.errors.contains("`\(file)` is \(kind), not a program of hpo"))
      #expect(arguments[0] == "-e" || result.errors.contains(use), "\(result.errors)")
    }
    #expect(try Hpo().run(["no-\(file)"]).code == 66)
  }

  /// Nothing that was tested is not a success.
  @Test func testsThatAreNotThereAreMissed() throws {
    let scratch = try Scratch()
    _ = try scratch.write("plain.hpo", "print(1)")
    _ = try scratch.write("expecting.hpo", "expect 1 == 1")
    let none = try Hpo(directory: scratch.path).run(["test", "plain.hpo"])
    #expect(none.code == 64 && none.errors.hasPrefix("error: there are no tests in `plain.hpo` [E100]\nHint: "))
    #expect(try Hpo(directory: scratch.path).run(["test", "."]).code == 0)
  }

  @Test func wordThatIsNoCommandIsTold() throws {
    let scratch = try Scratch()
    _ = try scratch.write("tune.hpo", "1")
    func complaint(_ word: String) throws -> String { try Hpo(directory: scratch.path).run([word]).errors }
    let unknown = try complaint("paint")
    #expect(unknown.hasPrefix("error: `paint` is neither a command nor a file [E99]\nHint: the commands are `run`, "))
    let help = try Hpo().run(["help", "paint"])
    #expect(help.errors.hasPrefix("error: there is no command `paint` [E99]\nHint: the commands are `run`, "))
    #expect(help.code == 64)
    #expect(
      try complaint("tune")
        == "error: `tune` is neither a command nor a file [E99]\nHint: there is a `tune.hpo` there.\n")
    #expect(try complaint("chck").hasSuffix("Hint: did you mean `hpo check`?\n"))
    #expect(try complaint("a/paint") == "error: cannot read `a/paint`: there is no such file [E79]\n")
  }

  /// A storage by the URL that Optuna takes is the file of that name.
  @Test func storageIsNamedByItsURL() throws {
    let scratch = try Scratch()
    let code = "(search x in 1..3 as \"s\" with grid for 3 trials minimize x).value"
    for storage in ["sqlite:///u.db", "sqlite:///\(scratch.path)/v.db"] {
      #expect(try Hpo(directory: scratch.path).run(["--storage", storage, "-e", code]).output == "1\n")
    }
    for file in ["u.db", "v.db"] { #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/\(file)")) }
  }

  /// `hpo test` runs tests, and of the program what they need.
  @Test func testsRunNothingElse() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "plain.hpo", "let n = number(args()[0])\nprint(\"ran\")\nsearch x in 1..3 minimize run(\"touch\", \"ran\").code")
    _ = try scratch.write("shared.hpo", "let two = 2\nprint(\"ran\")\nfn twice(x) = two * x\n")
    _ = try scratch.write(
      "tested.hpo",
      """
      import "shared.hpo"
      seed(3)
      let n = number(args()[0])
      let four = twice(two)
      var total = 0
      for k in 1..four { total = total + k }
      var other = 0
      while other < 1 { other = other + fail("ran") }
      print("ran", total)
      ## Half.
      ##     >>> half(four)
      ##     2
      fn half(x) = x / two
      fn unused() = n
      let sum = total
      test "sums" { expect sum == 10 }
      test "searches" { expect (search x in 1..3 with grid for 3 trials minimize half(x)).value == 0.5 }
      expect four == 4
      let study = search x in 1..3 minimize run("touch", "ran").code
      save("ran", study.value)
      """)
    let result = try Hpo(directory: scratch.path).run(["test", "."])
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.output == """
        ok    ./tested.hpo: sums
        ok    ./tested.hpo: searches
        ok    ./tested.hpo: half(four)
        3 passed, 0 failed

        """)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/ran"))
    _ = try scratch.write("failing.hpo", "let a = 1\nexpect a == 2")
    #expect(try Hpo(directory: scratch.path).run(["test", "failing.hpo"]).code == 1)
  }

  @Test func aFileRunsWithItsArgumentsAndImportsItsNeighbours() throws {
    let scratch = try Scratch()
    _ = try scratch.write("helper.hpo", "fn double(x) = 2 * x\n")
    let file = try scratch.write(
      "main.hpo", "#!/usr/bin/env hpo\nimport \"helper.hpo\"\ndouble(1)\nprint(double(4), args())\n")
    let result = try Hpo(directory: "/").run([file, "--help", "-e"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == "8 [\"--help\", \"-e\"]\n")
  }

  @Test func onlyTheFiguresGoToStandardOutput() throws {
    let search = "let s = (search x in 0.0..1.0 with random(seed: 1) for 5 trials minimize x^2)"
    let result = try Hpo().run(["-e", search, "-e", "print(s.best.value >= 0, length(s.trials))"])
    #expect(result.code == 0)
    #expect(result.output == "true 5\n")
    // Neither progress nor colour where nobody looks.
    #expect(!result.errors.contains("\u{1B}") && !result.errors.contains("\r"))
  }

  @Test func aSearchShowsItsSummary() throws {
    let search = "search x in 0.0..1.0 with random(seed: 1) for 5 trials minimize x^2"
    for arguments in [["-e", search], ["-"]] {
      let result = try Hpo().run(arguments, input: search)
      #expect(result.output.contains("random  5 trials"))
      #expect(result.output.contains("best"))
    }
  }

  @Test(arguments: [
    (["--color", "always"], "", true), (["--color", "never"], "", false), ([], "", false),
    (["--color", "always"], "1", true),
  ])
  func colour(arguments: [String], noColour: String, isColoured: Bool) throws {
    let result = try Hpo(environment: ["NO_COLOR": noColour]).run(arguments + ["-e", "lenght"])
    #expect(result.errors.contains("\u{1B}[") == isColoured)
  }

  @Test func sameSeedSameStudy() throws {
    let search = "print((search x in 0.0..1.0, y in [1, 2, 3] with gamma for 8 trials minimize x * y).trials)"
    let runs = try [1, 1, 2].map { try Hpo().run(["--seed", "\($0)", "-e", search]).output }
    let trials = runs.map { $0.replacing(/seconds: [0-9.e-]+/, with: "") }
    #expect(trials[0] == trials[1])
    #expect(trials[0] != trials[2])
  }

  @Test(arguments: [
    ("hpo -e 'for n in 1..100000 { print(n) }' | head -n 1", "1\n", ""),
    ("hpo -e 'print(1)' > /dev/full; echo $?", "1\n", "cannot write"),
    ("hpo -e 'print(1)' >&-; echo $?", "1\n", "cannot write"),
  ])
  func outputThatCannotBeWritten(command: String, output: String, errors: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command.replacing("hpo", with: "'\(Hpo.path)'", maxReplacements: 1)]
    let running = Running(process)
    try process.run()
    let result = running.finish()
    #expect(result.output == output)
    #expect(errors.isEmpty ? result.errors == "" : result.errors.contains(errors), "\(result.errors)")
  }
}
