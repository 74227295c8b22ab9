import Basics
import Foundation
import Studies
import Testing

@testable import Charts

@Suite struct ReportPageTests {
  /// What the page has as data.
  private func data(of page: String) throws -> String {
    let begin = try #require(page.range(of: "id=\"data\">"))
    let end = try #require(page.range(of: "</script>", range: begin.upperBound..<page.endIndex))
    return String(page[begin.upperBound..<end.lowerBound])
  }

  @Test(arguments: ReportSamples.all.keys.sorted())
  func nothingOfAStudyBreaksOut(_ name: String) throws {
    let study = try #require(ReportSamples.all[name])
    let page = StudyReport(study).page
    let small = page.lowercased()
    #expect(small.components(separatedBy: "<script").count == 3)
    #expect(small.components(separatedBy: "</script").count == 3)
    #expect(!small.contains("<!--"))
    #expect(small.components(separatedBy: "<style>")[0].components(separatedBy: "</title").count == 2)
    // The name of SVG's namespace is no address.
    #expect(page.replacing("http://www.w3.org/2000/svg", with: "").firstRange(of: /https?:/) == nil)

    // Foundation reads standard JSON and nothing else.
    let parsed = try JSONSerialization.jsonObject(with: Data(try data(of: page).utf8)) as? [String: Any]
    let columns = try #require(parsed?["columns"] as? [[String: Any]])
    #expect(columns.map { $0["title"] as? String } == Table(study).titles)
    #expect(columns.allSatisfy { ($0["cells"] as? [Any])?.count == study.trials.count })
  }

  @Test func numbersThatJavaScriptHasNoRoomForAreTexts() throws {
    let text = try data(of: StudyReport(ReportSamples.hostile).page)
    let columns = try #require(JSON(parsing: text)?["columns"]?.items)
    func cells(_ title: String) -> [JSON]? { columns.first { $0["title"]?.text == title }?["cells"]?.items }
    #expect(cells("__proto__")?.first == "9223372036854775807")
    #expect(cells("<b>loss</b>")?.prefix(3) == [nil, "Infinity", .real(-1.7e308 * spread(2, 3))])
    #expect(cells("numbers")?.prefix(3) == ["NaN", "Infinity", -1e300])
    #expect(cells("학습률 \"'`")?.prefix(5) == [0, 1, 2, 3, 0])
  }

  @Test func noScriptEndsInData() {
    #expect("{\"a\": \"</script>\"}".escapedInScript == "{\"a\": \"\\u003c/script>\"}")
  }

  private static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private static let driver = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../Support/report_page.py").standardized.path
  private static let hasBrowser = (try? python([driver]).status) == 0

  /// Sorts, filters, brushes, points and saves as people do, in a real browser.
  @Test(.enabled(if: hasBrowser, "python3 has no playwright, or there is no browser chromium"))
  func aBrowserShowsIt() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hpo-report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, study) in ReportSamples.all {
      try Data(StudyReport(study).page.utf8).write(to: folder.appending(path: "\(name).html"))
    }
    let (status, output) = try Self.python([Self.driver, folder.path])
    #expect(status == 0, "\(output)")
    #expect(output.contains("\n0 checks failed\n"), "\(output)")
  }
}
