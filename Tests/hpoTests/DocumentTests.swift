import Foundation
import Testing

/// What the documents show is what happens: README's session and program, and the examples.
@Suite struct DocumentTests {
  private static let readme = Result {
    try String(contentsOf: Samples.package.appendingPathComponent("README.md"), encoding: .utf8)
  }

  /// A line as it is on the screen, without what differs from one machine to the next: times, the shape of the
  /// course, and digits behind the fourth place.
  private static func shape(_ line: String) -> String {
    let plain = line.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
    // What was drawn over is gone.
    let written = String(plain.split(separator: "\r").last ?? "")
    return written.replacing(/[0-9.e-]+ ?m?s\b/, with: "TIME").replacing(/[▁▂▃▄▅▆▇█]+/, with: "COURSE")
      .replacing(/([0-9]\.[0-9]{4})[0-9]+/) { "\($0.1)" }
      .split(separator: " ").joined(separator: " ")
  }

  private static func lines(_ text: String) -> [String] {
    text.replacing("\r\n", with: "\n").split(separator: "\n").map { shape(String($0)) }.filter { !$0.isEmpty }
  }

  @Test func theSessionIsWhatThePromptSays() throws {
    let text = try Self.readme.get()
    let start = try #require(text.range(of: "    $ scripts/hpo\n"))
    let session = text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
    // An input and the lines below it.
    var steps: [(input: String, shown: [String])] = []
    for line in session.dropFirst() {
      if line.hasPrefix("hpo> ") {
        steps.append((String(line.dropFirst(5)), []))
      } else if !steps.isEmpty {
        steps[steps.count - 1].shown += Self.lines(line)
      }
    }
    #expect(steps.count >= 4)

    let scratch = try Scratch()
    let terminal = try PseudoTerminal(
      ["--color", "never"], environment: ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"])
    let greeting = try #require(terminal.wait(for: "hpo> "))
    #expect(Self.lines(greeting).first == session.first.map { Self.shape($0) })
    for (input, shown) in steps {
      terminal.type(input + "\r")
      try #require(terminal.wait(for: "\n") != nil)
      let answer = try #require(terminal.wait(for: "hpo> "), "\(input)")
      let answered = Self.lines(answer).dropLast()
      #expect(Array(answered) == shown, "\(input)")
    }
    terminal.type("\u{4}")
    #expect(terminal.finish() == 0)
  }

  @Test func theTutorialShowsWhatHappens() throws {
    let path = Samples.package.appendingPathComponent("docs/language.md").path
    let result = try Hpo().run(["test", path])
    #expect(result.code == 0, "\(result.errors)")
    let passed = try #require(result.output.firstMatch(of: /([0-9]+) passed, 0 failed\n$/)?.1)
    #expect(try #require(Int(passed)) >= 250)
  }

  /// The programs that README shows.
  private static let programs: [String] =
    ((try? readme.get()) ?? "").matches(of: /```hpo\n((?:.*\n)*?)```/).map { String($0.1) }

  /// README's programs, the first on a table with the columns of its file.
  @Test(arguments: zip(programs, [["momentum", "mcc"], ["batch_size: "], ["["], ["true"]])) func aProgramRuns(
    program: String, shown: [String]
  ) throws {
    let scratch = try Scratch()
    let rows = (0..<150).map { row -> String in
      let kind = row % 3
      let wave = sin(Double(row))
      let level = Double(kind)
      let numbers: [Double] = [5 + level + wave / 3, 3 - wave / 5, 1.5 + 2 * level, 0.2 + level]
      return numbers.map { "\($0)," }.joined() + "kind\(kind)"
    }
    let header = "sepal_length,sepal_width,petal_length,petal_width,species"
    _ = try scratch.write("iris.csv", ([header] + rows).joined(separator: "\n") + "\n")
    // What is tuned prints a loss that is least where the rate is, whatever language it is written in.
    _ = try scratch.write("train.py", "test \"$1 $3\" = '--lr --batch-size' && echo \"epoch 1  loss: $2\"")
    let python = try scratch.write("python3", "#!/bin/sh\nexec sh \"$@\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let file = try scratch.write("program.hpo", program)
    let result = try Hpo(directory: scratch.path, environment: ["PATH": "\(scratch.path):\(path)"]).run(["run", file])
    #expect(result.code == 0, "\(result.errors)")
    for text in shown { #expect(result.output.contains(text), "\(result.output)") }
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/hpo.db") == program.contains("as    \""))
  }

  @Test func everyProgramIsRun() { #expect(Self.programs.count == 4) }

  /// What README says in a line of prose, run: each text must stand in it.
  @Test(arguments: [
    ("`fn f(x, k = 2) = x * k`", "fn f(x, k = 2) = x * k; f(4)", "8"),
    ("`x |> f(3)` is `f(x, 3)`", "fn f(x, k = 2) = x * k; 5 |> f(3)", "15"),
    ("`[x^2 for x in 1..10 if x mod 2 == 0]`", "[x^2 for x in 1..10 if x mod 2 == 0]", "[4, 16, 36, 64, 100]"),
    ("`\"text {expression}\"`", "\"text {1 + 1}\"", "\"text 2\""),
    ("`20%`, `10min`, `50 trials`", "[20%, 10min, 50 trials]", "[0.2, 10min, 50 trials]"),
    (
      "`model(conv(16, 3, relu), pool(2), batch_norm, residual(...), dense(10))`",
      "length(summary(model(conv(16, 3, relu), pool(2), batch_norm, residual(conv(16, 3, padding: 1)), dense(10)), digits()))",
      "6"
    ),
    ("`lr_find(net, data)`", "lr_find(model(dense(10)), digits()).lr > 0", "true"),
    (
      "`train(net, data, optimizer: \"adamw\", schedule: warmup(2 epochs, cosine()), patience: 5)`",
      "train(model(dense(3)), blobs(), optimizer: \"adamw\", schedule: warmup(2 epochs, cosine()), patience: 5, epochs: 3).epochs",
      "3"
    ),
    (
      "`run(\"python3\", \"train.py\", ...flags(params))`", "run(\"echo\", ...flags({lr: 0.1})).text", "\"--lr 0.1\\n\""
    ),
    (
      "`spirals()`, `moons()` and `blobs()` need no file", "[length(d) for d in [spirals(), moons(), blobs()]]",
      "[300, 300, 300]"
    ),
    ("what stands behind it is its own, the list `args()`", "args()", "[]"),
    (
      "`predict(net, \"new.csv\")`",
      "save(\"new.csv\", [{x: k, y: -k} for k in 1..9]); save(\"old.csv\", [{y: k, x: 1, z: k mod 2} for k in 1..30]); "
        + "save(\"a.net\", train(model(dense(2)), load(\"old.csv\"))); let net = load_model(\"a.net\"); "
        + "print(length(predict(net, \"new.csv\")))",
      "9"
    ),
    (
      "`on slurm(tasks: 16, time: 2h, gpus: 1)`", "slurm(tasks: 16, time: 2h, gpus: 1)",
      "slurm(tasks: 16, time: 2h, gpus: 1)"
    ),
  ])
  func aStatementHolds(statement: String, program: String, shown: String) throws {
    #expect(try Self.readme.get().replacing(/\s+/, with: " ").contains(statement.replacing(/\s+/, with: " ")))
    let scratch = try Scratch()
    let result = try Hpo(directory: scratch.path).run(["-e", program])
    #expect(result.output == shown + "\n", "\(result.errors)")
  }

  /// README's exchange with a strategy: what is asked, and what is answered.
  @Test func theProtocolIsAsShown() throws {
    let text = try Self.readme.get()
    let section = try #require(text.range(of: "## From any program"))
    let lines = text[section.upperBound...].split(separator: "\n").filter { $0.hasPrefix("    {") }
      .map { String($0.dropFirst(4)) }
    let requests = lines.filter { $0.hasPrefix("{\"cmd\"") }
    let result = try Hpo().run(
      ["ask-tell", "--strategy", "hull(gamma)"], input: requests.map { $0 + "\n" }.joined())
    #expect(requests.count == 3 && result.code == 0)
    // The last digits of a number are the machine's.
    func rounded(_ line: String) -> String { line.replacing(/(\d\.\d{8})\d*/) { String($0.1) } }
    #expect(
      result.output.split(separator: "\n").map { rounded(String($0)) }
        == lines.filter { !$0.hasPrefix("{\"cmd\"") }.map(rounded))
  }

  @Test(arguments: Samples.files("Examples") + Samples.files("Examples/lessons"))
  func anExampleIsRight(file: String) throws {
    let result = try Hpo().run(["check", file])
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
  }

  /// What an example prints.
  ///
  /// MNIST's runs on data of the same form. CIFAR-10's takes minutes, on 50,000 images: it is checked only.
  @Test(arguments: [("first", "best learning rate"), ("conditions", "best: widths"), ("mnist", "hull_gamma")])
  func anExampleRuns(name: String, shown: String) throws {
    let scratch = try Scratch()
    var arguments: [String] = []
    if name == "mnist" {
      try Self.writeMNIST(scratch)
      arguments = [scratch.path, "1"]
    }
    let file = Samples.package.appendingPathComponent("Examples/\(name).hpo").path
    let result = try Hpo(directory: scratch.path).run(["run", file] + arguments)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains(shown), "\(result.output)")
  }

  private static let hasScikitLearn =
    (try? Hpo(executable: "/usr/bin/env").run(["python3", "-c", "import sklearn"]))?.code == 0

  /// A script of scikit-learn is tuned: a few trials find something better than its defaults.
  ///
  /// PyTorch's is checked only.
  @Test(.enabled(if: hasScikitLearn, "python3 has no scikit-learn"))
  func theScriptOfScikitLearnIsTuned() throws {
    let folder = Samples.package.appendingPathComponent("Examples").path
    let result = try Hpo(directory: folder).run(["run", "sklearn.hpo", "8"])
    #expect(result.code == 0, "\(result.errors)")
    func accuracy(of name: String) -> Double? {
      result.output.split(separator: "\n").first { $0.hasPrefix(name) }?.split(separator: " ")[1].wholeMatch(
        of: /[0-9.]+/
      )
      .flatMap { Double($0.0) }
    }
    let (usual, found) = (try #require(accuracy(of: "defaults")), try #require(accuracy(of: "found ")))
    #expect(found > usual, "\(result.output)")
    #expect(result.output.contains(/stopped early: [1-7] of 8/), "\(result.output)")
  }

  @Test func everyExampleIsKnown() {
    let names = Samples.files("Examples").map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
    #expect(names == ["cifar10", "conditions", "first", "mnist", "sklearn", "torch"])
  }

  /// An example runs wherever the program was fetched to, or says what it needs and where that comes from.
  @Test func anExampleNeedsNothingUnsaid() throws {
    for file in Samples.files("Examples") {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(!text.contains("../") && !text.contains("/work"), "\(file)")
    }
    let file = Samples.package.appendingPathComponent("Examples/cifar10.hpo").path
    let result = try Hpo().run(["run", file])
    #expect(result.code == 1 && result.errors.contains("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"))
  }

  /// Stripes in the files of MNIST: 400 images to learn from and 100 to judge by.
  private static func writeMNIST(_ scratch: Scratch) throws {
    func bigEndian(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
    for (part, count) in [("train", 400), ("t10k", 100)] {
      var images: [UInt8] = []
      for image in 0..<count {
        let ink = UInt8(200 + image % 50)
        for row in 0..<28 { images += [UInt8](repeating: row / 3 == image % 10 ? ink : 0, count: 28) }
      }
      let labels = (0..<count).map { UInt8($0 % 10) }
      let header = [2051, count, 28, 28].flatMap(bigEndian)
      try Data(header + images).write(to: URL(fileURLWithPath: scratch.path + "/\(part)-images-idx3-ubyte"))
      try Data([2049, count].flatMap(bigEndian) + labels)
        .write(to: URL(fileURLWithPath: scratch.path + "/\(part)-labels-idx1-ubyte"))
    }
  }
}
