import Foundation
import Testing

/// Stored studies from the shell, and in programs that did not search them.
@Suite struct StudiesCommandTests {
  private let scratch: Scratch
  private let hpo: Hpo

  init() throws {
    scratch = try Scratch()
    hpo = Hpo(directory: scratch.path)
  }

  @Test func lookingMakesNoFile() throws {
    for arguments in [["studies"], ["-e", "study(\"sk\")"], ["-e", "delete_study(\"sk\")"]] {
      let result = try hpo.run(arguments)
      #expect(result.code == (arguments[0] == "studies" ? 66 : 1))
      #expect(result.errors.contains("there is no storage `hpo.db`"))
    }
    #expect(try hpo.run(["studies", "--storage", "other.db"]).errors.contains("there is no storage `other.db`"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }

  @Test func whatIsNoStorageCannotBeListed() throws {
    _ = try scratch.write("notes.txt", "not a database, but long enough to be looked at as one would be")
    let result = try hpo.run(["studies", "--storage", "notes.txt"])
    #expect(result.code == 66 && result.errors.contains("`notes.txt` is not a storage"))
  }

  @Test func studiesAreListedOpenedAndDeleted() throws {
    let search = """
      search a in 1..9, widths in each(1..3, 2), c in ["x", none, 3], d in 0.0..1.0 if a > 4, e in [1] with random(seed: 1) \
      for 12 trials as "sk" maximize { if a == 3 { fail("no") }; note(twice: 2 * a); a * 0.1 }
      """.replacing("\\\n", with: "")
    let code =
      "let s = \(search)\nprint([[t.params, t.value, t.state, t.notes] for t in s.trials], s.best, s.direction)"
    let searched = try hpo.run(["-e", code])
    #expect(searched.code == 0, "\(searched.errors)")
    let opened = try hpo.run(["-e", code.replacing(search, with: "study(\"sk\")")])
    #expect(opened.output == searched.output, "\(opened.errors)")

    let list = try hpo.run(["studies"])
    #expect(list.code == 0)
    let row = try #require(list.output.split(separator: "\n").last)
    #expect(row.hasPrefix("sk    12"))
    #expect(row.contains("↑  random(seed: 1)  a, widths, c, 2 more  "))
    #expect(row.hasSuffix("s ago"))

    let missing = try hpo.run(["-e", "study(\"sq\")"])
    #expect(missing.errors.contains("there is no study \"sq\" in `hpo.db`"))
    #expect(missing.errors.contains("it holds \"sk\"."))
    #expect(try hpo.run(["-e", "delete_study(\"sk\")"]).code == 0)
    #expect(try hpo.run(["studies"]).errors.contains("holds no studies"))
    #expect(try hpo.run(["--sandbox", "-e", "delete_study(\"sk\")"]).errors.contains("the sandbox refuses"))
  }
}
