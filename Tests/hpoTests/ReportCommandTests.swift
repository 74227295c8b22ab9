import Foundation
import Testing

/// `hpo report NAME`.
@Suite struct ReportCommandTests {
  private let scratch: Scratch
  private let hpo: Hpo

  init() throws {
    scratch = try Scratch()
    hpo = Hpo(directory: scratch.path)
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() }
  }

  @Test func aStoredStudyIsReported() throws {
    #expect(try hpo.run(["report", "digits"]).errors.contains("there is no storage `hpo.db`"))
    #expect(try files.isEmpty)
    for name in ["digits", "../a \(Character("\u{1}"))b"] {
      let code = "search x in 1..9 with grid for 9 trials as \"\(name)\" minimize x"
      #expect(try hpo.run(["-e", code]).code == 0)
    }

    let result = try hpo.run(["report", "digits"])
    #expect(result.code == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors == "the report of digits is in digits.html\n")
    let page = try String(contentsOfFile: scratch.path + "/digits.html", encoding: .utf8)
    #expect(page.contains("<title>digits</title>"))

    // A name is no way out of the folder.
    #expect(try hpo.run(["report", "../a \u{1}b"]).errors.contains("is in study..-a  b.html"))
    #expect(try hpo.run(["report", "--storage", "hpo.db", "digits", "look.html"]).errors.contains("is in look.html"))
    #expect(try files.contains("look.html"))
  }

  @Test func whatIsWrongIsTold() throws {
    for name in ["digits", "digits-2"] {
      #expect(try hpo.run(["-e", "search x in 1..2 with grid for 2 trials as \"\(name)\" minimize x"]).code == 0)
    }
    let near = try hpo.run(["report", "digit"])
    #expect(near.code == 66)
    #expect(near.errors.contains("there is no study \"digit\" in `hpo.db` [E90]\nHint: did you mean \"digits\"?"))
    let far = try hpo.run(["report", "mnist"])
    #expect(far.errors.contains("Hint: it holds \"digits\", \"digits-2\"."))
    let unwritable = try hpo.run(["report", "digits", "no/such.html"])
    #expect(unwritable.code == 1)
    #expect(unwritable.errors == "error: `no/such.html` cannot be written: there is no folder `no` [E82]\n")
    #expect(try hpo.run(["report"]).code == 64)
    let table = try hpo.run(["report", "digits", "iris.csv"])
    #expect(table.code == 64 && table.errors.contains("`iris.csv` does not end in `.html`"))
  }
}
