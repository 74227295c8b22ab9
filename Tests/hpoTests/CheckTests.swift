import Foundation
import Testing

/// `hpo check` and `hpo test`.
@Suite struct CheckTests {
  @Test func findingsAsText() throws {
    let scratch = try Scratch()
    let good = try scratch.write("good.hpo", "let s = search x in 0.0..1.0 minimize x^2\nprint(s)\n")
    let bad = try scratch.write("bad.hpo", "print(1)\nprint(lenght([1]))\n")
    #expect(try Hpo().run(["check", good]).code == 0)
    let result = try Hpo().run(["check", good, bad])
    #expect(result.code == 65)
    #expect(result.output == "")
    #expect(result.errors.contains("bad.hpo:2:7"))
    #expect(!result.errors.contains("good.hpo"))
  }

  @Test func aWarningIsNoError() throws {
    let scratch = try Scratch()
    let file = try scratch.write("doubtful.hpo", "search x in 0..1 minimize x\n")
    let result = try Hpo().run(["check", file])
    #expect(result.code == 0)
    #expect(result.errors.contains("warning: "))
  }

  @Test func findingsAsJSON() throws {
    struct Finding: Decodable {
      let severity: String
      let title: String
      let file: String
      let line: Int
      let column: Int
    }
    let scratch = try Scratch()
    let file = try scratch.write("bad.hpo", "# \"quoted\"\nprint(lenght([1]))\nwidht\n")
    let result = try Hpo().run(["check", file, "--format", "json"])
    #expect(result.code == 65)
    #expect(result.errors == "")
    let findings = try JSONDecoder().decode([Finding].self, from: Data(result.output.utf8))
    #expect(findings.map(\.line) == [2, 3])
    #expect(findings.map(\.column) == [7, 1])
    #expect(findings.allSatisfy { $0.severity == "error" && $0.file == file })
    let good = try scratch.write("good.hpo", "print(1)\n")
    let none = try Hpo().run(["check", "--format", "json", good])
    #expect(none.code == 0)
    #expect(try JSONDecoder().decode([Finding].self, from: Data(none.output.utf8)).isEmpty)
  }

  @Test func checkingRunsNothing() throws {
    let scratch = try Scratch()
    let file = try scratch.write("side.hpo", "save(\"made.csv\", [{a: 1}])\nprint(1)\n")
    let result = try Hpo(directory: scratch.path).run(["check", file])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == "")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/made.csv"))
  }

  /// Programs that need files which are not there: what is checked is that this is the only reason.
  private static let missingFiles = ["08-tests.hpo": "models.hpo", "10-thesis.hpo": "chapter.hpo"]

  @Test(arguments: Samples.good)
  func sampleIsAccepted(file: String) throws {
    let result = try Hpo().run(["check", file])
    if let missing = Self.missingFiles[URL(fileURLWithPath: file).lastPathComponent] {
      #expect(result.code == 66)
      #expect(result.errors.contains("cannot import `\(missing)`: there is no such file"))
    } else {
      #expect(result.code == 0, "\(result.errors)")
    }
  }

  @Test(arguments: Samples.bad)
  func sampleIsRefused(file: String) throws {
    for command in ["check", "run"] {
      let result = try Hpo().run([command, file])
      #expect(result.code == 65)
      #expect(result.output == "")
      #expect(result.errors.contains(try Regex("\(NSRegularExpression.escapedPattern(for: file)):[0-9]+:[0-9]+")))
    }
  }

  @Test func testsOfADirectory() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "a.hpo", "## Twice.\n##     >>> twice(2)\n##     4\nfn twice(x) = 2 * x\ntest \"sums\" { expect 1 + 1 == 2 }\n")
    let passing = try Hpo().run(["test", scratch.path])
    #expect(passing.code == 0, "\(passing.errors)")
    #expect(passing.output.contains("2 passed, 0 failed"))
    _ = try scratch.write("b.hpo", "test \"differences\" { expect 3 - 1 == 1 }\n")
    let failing = try Hpo().run(["test", scratch.path])
    #expect(failing.code == 1)
    #expect(failing.output.contains("2 passed, 1 failed"))
    #expect(failing.output.contains("FAIL  \(scratch.path)/b.hpo: differences"))
    #expect(failing.errors.contains("b.hpo:1:"))
    let broken: [(String, Int32)] = [
      ("test \"broken\" {\n", 65), ("import \"none.hpo\"\n", 66), ("test \"zero\" { print(1 / 0) }\n", 1),
    ]
    for (text, code) in broken {
      #expect(try Hpo().run(["test", scratch.write("c.hpo", text)]).code == code)
    }
    #expect(try Hpo().run(["test", scratch.path + "/d.hpo"]).code == 66)
  }
}
