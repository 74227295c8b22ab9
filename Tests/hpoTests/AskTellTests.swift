import Basics
import Foundation
import Testing

/// `hpo ask-tell` as other programs start it.
@Suite struct AskTellTests {
  private static let beginning = #"{"cmd":"init","space":[{"name":"x","type":"float","low":0,"high":1}],"seed":1}"#

  @Test func linesAreAnsweredAtOnce() throws {
    let process = try Hpo().start(["ask-tell", "--strategy", "random"])
    process.input.write(Data((Self.beginning + "\n").utf8))
    process.waitForLines(1)
    process.input.write(Data("{\"cmd\":\"ask\"}\n".utf8))
    process.waitForLines(2)
    try process.input.close()
    let result = process.finish()
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("{\"ok\": true, \"name\": \"random\"}\n{\"id\": 0, \"params\": {\"x\": 0."))
  }

  @Test func nothingIsReadBehindQuit() throws {
    let input = "\n" + Self.beginning + "\r\n{\"cmd\":\"quit\"}\n{\"cmd\":\"ask\"}"
    let result = try Hpo().run(["ask-tell", "--strategy", "hull(gamma)", "--seed", "3"], input: input)
    #expect(result.output == "{\"ok\": true, \"name\": \"hull(gamma)\"}\n{\"ok\": true}\n")
    #expect(result.code == 0)
  }

  @Test func lastLineNeedsNoEnd() throws {
    #expect(
      try Hpo().run(["ask-tell", "--strategy", "grid"], input: "{").output.hasPrefix(
        "{\"error\": \"the line is not JSON: column 2"))
  }

  /// Of a line that is too long no more is kept than says so, and the next one is read.
  @Test func longLineIsPassedOver() throws {
    let input = String(repeating: "x", count: 17 << 20) + "\n" + Self.beginning + "\n"
    let result = try Hpo().run(["ask-tell", "--strategy", "random"], input: input)
    #expect(
      result.output == "{\"error\": \"the line is longer than 16 MiB\"}\n{\"ok\": true, \"name\": \"random\"}\n")
  }

  @Test func wrongStrategyIsWrongUsage() throws {
    let result = try Hpo().run(["ask-tell", "--strategy", "gama"])
    #expect(result.code == 64)
    #expect(result.errors.contains("did you mean `gamma`?"))
    #expect(try Hpo().run(["ask-tell"]).code == 64)
  }
}
