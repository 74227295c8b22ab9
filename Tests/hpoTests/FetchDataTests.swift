import Foundation
import Testing

/// `scripts/fetch-data` against a server of this machine.
@Suite struct FetchDataTests {
  private let scratch: Scratch
  private let server: Running
  private let address: String

  init() throws {
    scratch = try Scratch()
    let python = Hpo(executable: "/usr/bin/env", directory: scratch.path)
    server = try python.start([
      "python3", Samples.package.appendingPathComponent("Tests/Support/data_server.py").path, scratch.path,
    ])
    server.waitForLines(1)
    address = "http://127.0.0.1:" + server.outputSoFar.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func fetch(_ list: String, _ arguments: String...) throws -> Hpo.Result {
    let file = try scratch.write("list", list.replacing("SERVER", with: address))
    let script = Hpo(executable: Samples.package.appendingPathComponent("scripts/fetch-data").path)
    return try script.run(["--into", scratch.path + "/data", "--list", file] + arguments)
  }

  private func content(_ path: String) -> String? {
    try? String(contentsOfFile: scratch.path + "/data/" + path, encoding: .utf8)
  }

  /// The sums are md5sum's of the texts.
  @Test func fetchesWhatIsMissing() throws {
    _ = try scratch.write("a.gz", "hello\n")
    let list = "one b1946ac92492d2347c6235b4d2611184 SERVER/a.gz\ntwo 00 SERVER/nothing.gz\n"
    let result = try fetch(list, "one")
    #expect(result.code == 0, "\(result.errors)")
    #expect(content("one/a.gz") == "hello\n")
    #expect(try fetch(list, "one").output.hasSuffix("data/one/a.gz is there\n"))

    let missing = try fetch(list)
    #expect(missing.code == 1)
    #expect(missing.errors.contains("404") && missing.errors.contains("/nothing.gz was not fetched whole"))
    let unknown = try fetch(list, "three")
    #expect(unknown.code == 64)
    #expect(unknown.errors == "scripts/fetch-data: there is no data set three: one two are there\n")
  }

  /// What breaks off is kept and gone on with, also where the server can only begin anew; what is wrong is deleted.
  @Test(arguments: ["cut.gz", "cut-whole.gz"])
  func goesOnWithWhatBrokeOff(name: String) throws {
    _ = try scratch.write(name, "0123456789")
    let list = "one 781e5e245d69b566979b86e28d23f2c7 SERVER/\(name)\n"
    let first = try fetch(list)
    #expect(first.code == 1)
    #expect(first.errors.contains("the same command goes on with what is there"))
    #expect(content("one/\(name).part") == "01234")
    #expect(content("one/\(name)") == nil)
    #expect(try fetch(list).code == 0)
    #expect(content("one/\(name)") == "0123456789")
  }

  @Test func aWrongSumIsRefused() throws {
    _ = try scratch.write("a.gz", "hullo\n")
    let result = try fetch("one b1946ac92492d2347c6235b4d2611184 SERVER/a.gz\n")
    #expect(result.code == 1)
    #expect(result.errors.contains("is not the file that it should be: its MD5 sum is"))
    #expect(content("one/a.gz") == nil && content("one/a.gz.part") == nil)
  }

  @Test func anArchiveIsUnpackedOnce() throws {
    try FileManager.default.createDirectory(atPath: scratch.path + "/top", withIntermediateDirectories: true)
    _ = try scratch.write("top/b.bin", "x")
    let tar = Hpo(executable: "/usr/bin/env", directory: scratch.path)
    #expect(try tar.run(["tar", "-czf", "c.tar.gz", "top"]).code == 0)
    let sum = try tar.run(["md5sum", "c.tar.gz"]).output.prefix(32)
    let list = "one \(sum) SERVER/c.tar.gz\n"
    #expect(try fetch(list).code == 0)
    #expect(content("one/b.bin") == "x")
    #expect(try fetch(list).output.hasSuffix("c.tar.gz is there\n"))
  }
}
