import Foundation
import Testing

@testable import Interp

/// `save(..., keep: k)` in an objective.
@Suite struct KeptFilesTests {
  /// The numbers of the files that are left after inputs, in which FOLDER is their folder.
  private func left(
    _ lines: String..., settings: Settings = Settings()
  ) throws -> (numbers: [String], Transcript) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hpo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var transcript = Transcript()
    // Each input of its own, so that a stored study is opened again.
    for line in lines { transcript = run(line.replacing("FOLDER", with: folder.path), settings) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("t-") }
    return (names.map { String($0.dropFirst(2).prefix { $0 != "." }) }.sorted(), transcript)
  }

  @Test(arguments: ["", "on 2 workers"]) func onlyTheBestAreLeft(workers: String) throws {
    let (numbers, transcript) = try left(
      """
      let s = search x in [5, 1, 4, 2, 3, 6] with grid for 6 trials \(workers) minimize {
        save("FOLDER/t-*.txt", "{x}", keep: 2)
        x
      }
      best(s, 2) |> map(fn(t) = string(t.number)) |> sort
      """)
    #expect(transcript.failure == nil && transcript.output.last == "[\"\(numbers.joined(separator: "\", \""))\"]")
    #expect(numbers.count == 2)
  }

  @Test func whatDoesNotCountIsNotLeft() throws {
    let (numbers, transcript) = try left(
      """
      search x in [1, 2, 3, 4] with grid for 4 trials require fits == 1 maximize {
        note(fits: if x < 4 { 1 } else { 0 })
        save("FOLDER/t-*.json", [x], keep: 3)
        if x == 2 { fail("no") }
        x
      }
      """)
    #expect(transcript.failure == nil && numbers.count == 2)
    let (front, ofTwo) = try left(
      """
      search {
        x in [1, 2, 3, 4]
        with grid
        for 4 trials
        minimize {
          save("FOLDER/t-*.json", [x], keep: 1)
          abs(x - 2)
        }
        minimize abs(x - 3)
      }
      """)
    #expect(ofTwo.failure == nil && front.count == 2, "\(ofTwo.failure ?? "")")
  }

  @Test func anEarlierSessionCounts() throws {
    func go(_ count: Int) -> String {
      """
      search x in [3, 1, 2, 5, 4] with grid for \(count) trials as "kept" minimize {
        save("FOLDER/t-*.txt", "{x}", keep: 1)
        x
      }
      """
    }
    try inTemporaryStorage { settings in
      let (numbers, transcript) = try left(
        go(2), go(5), "print(study(\"kept\").best.number)", settings: settings)
      #expect(transcript.output == numbers && numbers.count == 1, "\(transcript.failure ?? "")")
    }
  }

  @Test(arguments: [
    ("save(\"FOLDER/t.net\", \"x\", keep: 3)", "`keep` belongs in the objective of a search"),
    (
      "search x in 1..2 with grid minimize { save(\"t.txt\", \"x\", keep: 3); x }",
      "with `keep`, the name of the file has one `*`, for the number of the trial"
    ),
    (
      "search x in 1..2 with grid minimize { save(\"t-*.txt\", \"x\", keep: 0); x }",
      "`keep` must be at least 1, and is 0"
    ),
  ])
  func saysWhereItBelongs(code: String, message: String) throws {
    let (numbers, transcript) = try left(code)
    #expect(numbers.isEmpty && transcript.failure?.contains(message) == true)
  }
}
