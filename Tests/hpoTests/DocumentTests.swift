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

  /// README's program, on a table with the columns of its file.
  @Test func theProgramRuns() throws {
    let text = try Self.readme.get()
    let block = try #require(text.firstMatch(of: /```hpo\n((?:.*\n)*?)```/))
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
    let program = try scratch.write("program.hpo", String(block.1))
    let result = try Hpo(directory: scratch.path).run(["run", program])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("momentum") && result.output.contains("mcc"), "\(result.output)")
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/hpo.db"))
  }

  @Test(arguments: Samples.files("Examples")) func anExampleIsRight(file: String) throws {
    let result = try Hpo().run(["check", file])
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
  }

  /// What an example prints.
  ///
  /// MNIST's runs on data of the same form. CIFAR-10's takes minutes, on 50,000 images: it is checked only.
  @Test(arguments: [("first", "best learning rate"), ("conditions", "trial "), ("mnist", "hull_gamma")])
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

  @Test func everyExampleIsKnown() {
    let names = Samples.files("Examples").map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
    #expect(names == ["cifar10", "conditions", "first", "mnist"])
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
