import Foundation
import Testing

/// The programs of docs/models.md, in hpo and in Python.
@Suite struct ModelPageTests {
  private static let hasRuntime = (try? python("import onnxruntime, safetensors", in: "/"))?.code == 0

  private static func python(_ program: String, in folder: String) throws -> Hpo.Result {
    try Hpo(executable: "/usr/bin/env", directory: folder).run(["python3", "-c", program])
  }

  private func program(in language: String) throws -> String {
    let page = try String(contentsOf: Samples.package.appendingPathComponent("docs/models.md"), encoding: .utf8)
    let start = try #require(page.range(of: "```\(language)\n"))
    return String(try #require(page[start.upperBound...].components(separatedBy: "```\n").first))
  }

  @Test(.enabled(if: hasRuntime, "python3 has no onnx, onnxruntime and safetensors"))
  func theProgramsRun() throws {
    let scratch = try Scratch()
    let rows = (0..<90).map { row in
      let kind = row % 3
      return "\(5 + kind),\(3 + row % 5),\(2 * kind + 1),\(kind),kind\(kind)"
    }
    let header = "sepal_length,sepal_width,petal_length,petal_width,species"
    _ = try scratch.write("iris.csv", ([header] + rows).joined(separator: "\n") + "\n")
    let saved = try Hpo(directory: scratch.path).run(["-e", program(in: "hpo")])
    #expect(saved.code == 0 && saved.output.hasPrefix("[\"kind") && saved.output.hasSuffix("true\n"), "\(saved.errors)")
    let opened = try Self.python(program(in: "python"), in: scratch.path)
    #expect(opened.code == 0, "\(opened.errors)")
    let kind = saved.output.prefix { $0 != "]" }.dropFirst(2).dropLast()
    #expect(opened.output == "\(kind) (1, 3)\n(16, 4) {\"version\": 1\n")
  }
}
