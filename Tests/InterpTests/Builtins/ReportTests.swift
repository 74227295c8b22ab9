import Foundation
import Testing

@testable import Interp

/// `report` of a trial, and of a study.
struct ReportTests {
  private let search = "search x in 0.0..1.0 with random for 5 trials minimize { report(x, at: 3); x }"

  @Test(arguments: ["report(s, path)", "report(study: s, path: path)", "s |> report(path)"])
  func aStudyIsWrittenAsAPage(call: String) throws {
    let path = NSTemporaryDirectory() + "hpo-\(UUID().uuidString).html"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let transcript = run("let path = \"\(path)\"\nlet s = \(search)\n\(call)")
    #expect(transcript.failure == nil)
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.hasPrefix("<!doctype html>"))
    // Each trial's only step.
    #expect(page.components(separatedBy: "[3,[").count == 6)
  }

  @Test(arguments: [
    ("report(s)", "a report of a study needs a file", "report(s)"),
    ("report(s, 3)", "a report of a study needs a file, not an integer", "3"),
    ("report(study: 3, path: \"x.html\")", "`study` must be a study, not an integer", "3"),
    (
      "report(s, \"/no/such/folder/x.html\")",
      "\"/no/such/folder/x.html\" cannot be written: there is no folder `/no/such/folder`",
      "\"/no/such/folder/x.html\""
    ),
    ("report(s, \"/\")", "a report is a page of HTML, and \"/\" does not end in `.html`", "\"/\""),
    ("report(s, \"iris.csv\")", "a report is a page of HTML, and \"iris.csv\" does not end in `.html`", "\"iris.csv\""),
    ("report(0.5)", "`report` belongs in the objective of a search", "report(0.5)"),
    ("report(\"a\")", "`study` must be a study, not a string", "\"a\""),
    ("report(\"x.html\", s)", "`study` must be a study, not a string", "\"x.html\""),
    ("report(moons(n: 9), \"x.html\")", "`study` must be a study, not data", "moons(n: 9)"),
  ])
  func saysWhatIsWrong(call: String, message: String, place: String) {
    let transcript = run("let s = \(search)\n\(call)")
    #expect(transcript.failure == message)
    #expect(transcript.place == place)
  }

  @Test func theSandboxWritesNothing() {
    var settings = Settings()
    settings.isSandboxed = true
    let path = NSTemporaryDirectory() + "hpo-\(UUID().uuidString).html"
    #expect(run("report(\(search), \"\(path)\")", settings).failure == "the sandbox refuses `report`")
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
