import Foundation
import Testing

/// `hpo fmt`.
@Suite struct FormatCommandTests {
  private static let text = "let a=1\nprint( a )\n"
  private static let formatted = "let a = 1\nprint(a)\n"

  private static func text(of file: String) throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

  @Test func filesAreRewrittenWhereTheyLie() throws {
    let scratch = try Scratch()
    let file = try scratch.write("loose.hpo", Self.text)
    let good = try scratch.write("good.hpo", Self.formatted)
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: file)
    let number = { try FileManager.default.attributesOfItem(atPath: good)[.systemFileNumber] as? Int }
    let before = try number()
    let result = try Hpo().run(["fmt", file, good])
    #expect(result.code == 0)
    #expect(result.output == "formatted \(file)\n")
    #expect(result.errors == "")
    #expect(try Self.text(of: file) == Self.formatted)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o750)
    // What is formatted is not written.
    #expect(try number() == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == ["good.hpo", "loose.hpo"])
  }

  @Test func standardInput() throws {
    for arguments in [["fmt"], ["fmt", "-"]] {
      let result = try Hpo().run(arguments, input: Self.text)
      #expect(result.code == 0)
      #expect(result.output == Self.formatted)
    }
    #expect(try Hpo().run(["fmt"], input: "").output == "")
    let checked = try Hpo().run(["fmt", "--check"], input: Self.text)
    #expect(checked.code == 1)
    #expect(checked.output == "stdin\n")
  }

  @Test func directoriesAreLookedThrough() throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/a/b"
    let hidden = scratch.path + "/.build"
    for path in [folder, hidden] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Self.text.write(toFile: path + "/x.hpo", atomically: true, encoding: .utf8)
    }
    _ = try scratch.write("notes.txt", Self.text)
    let result = try Hpo(directory: scratch.path).run(["fmt", "."])
    #expect(result.code == 0)
    #expect(result.output == "formatted ./a/b/x.hpo\n")
    #expect(try Self.text(of: folder + "/x.hpo") == Self.formatted)
    #expect(try Self.text(of: hidden + "/x.hpo") == Self.text)
    #expect(try Self.text(of: scratch.path + "/notes.txt") == Self.text)
  }

  @Test func checkingChangesNothing() throws {
    let scratch = try Scratch()
    let file = try scratch.write("loose.hpo", Self.text)
    let good = try scratch.write("good.hpo", Self.formatted)
    let result = try Hpo().run(["fmt", "--check", good, file])
    #expect(result.code == 1)
    #expect(result.output == file + "\n")
    #expect(try Self.text(of: file) == Self.text)
    #expect(try Hpo().run(["fmt", "--check", good]).code == 0)
  }

  /// The others are formatted all the same.
  @Test func whatIsNoProgramIsLeftAlone() throws {
    let scratch = try Scratch()
    let bad = try scratch.write("bad.hpo", "let a=(1\nprint( 2 ))\n")
    let file = try scratch.write("loose.hpo", Self.text)
    let result = try Hpo().run(["fmt", bad, file])
    #expect(result.code == 65)
    #expect(result.output == "formatted \(file)\n")
    #expect(result.errors == (try Hpo().run(["check", bad]).errors))
    #expect(result.errors.contains("bad.hpo:1:7"))
    #expect(try Self.text(of: bad) == "let a=(1\nprint( 2 ))\n")
  }

  @Test func aLinkStaysALink() throws {
    let scratch = try Scratch()
    let file = try scratch.write("loose.hpo", Self.text)
    let link = scratch.path + "/link.hpo"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "loose.hpo")
    #expect(try Hpo().run(["fmt", link]).code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "loose.hpo")
    #expect(try Self.text(of: file) == Self.formatted)
  }
}
