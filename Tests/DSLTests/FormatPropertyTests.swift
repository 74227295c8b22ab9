import DSL
import Foundation
import Testing

/// Whatever the program, its tree and its comments stay, and what is laid out stays as it is.
@Suite struct FormatPropertyTests {
  /// Programs that can be parsed.
  private static let programs: [Fixture] =
    (["good", "bad", "samples", "language"].map { "Tests/Fixtures/" + $0 } + folders).flatMap(Fixture.all).filter {
      (try? parse(Source(name: "", text: $0.text))) != nil
    }

  /// Where the programs of the repository lie, but for those of which a test is about how they are written.
  private static let folders = [
    ".", "Examples", "Examples/lessons", "Examples/thesis", "Benchmarks/fidelity", "Benchmarks/optimiser",
    "Tests/Support",
  ]

  @Test(arguments: programs) func theProgramStays(_ program: Fixture) throws {
    try Self.check(program.text)
  }

  @Test(arguments: (folders + ["Tests/Fixtures/samples", "Tests/Fixtures/language"]).flatMap(Fixture.all))
  func theProgramsOfTheRepositoryAreFormatted(_ program: Fixture) throws {
    #expect(try FormatTests.formatted(program.text) == program.text, "scripts/hpo fmt \(program.url.path)")
  }

  private static let mutants = ProgramMutants(of: programs.map(\.text))

  /// How many are tried, `HPO_MUTANTS` says.
  @Test(arguments: 0..<8) func aMutantStays(_ seed: UInt64) throws {
    let all = Int(ProcessInfo.processInfo.environment["HPO_MUTANTS"] ?? "") ?? 2_400
    var random = SplitMix(state: 77_000 + seed)
    var count = 0
    for _ in 0..<all / 8 {
      let mutant = Self.mutants.next(&random)
      guard (try? parse(Source(name: "", text: mutant))) != nil else { continue }
      count += 1
      try Self.check(mutant)
    }
    // Most of what is tried must be a program, or little is tested.
    #expect(count > all / 8 / 5, "\(count) of \(all / 8) mutants are programs")
  }

  private static func check(_ text: String) throws {
    let formatted = try FormatTests.formatted(text)
    let again = try FormatTests.formatted(formatted)
    #expect(again == formatted, "\(text.debugDescription)")
    #expect(try TreeText.of(formatted) == TreeText.of(text), "\(text.debugDescription)")
    #expect(comments(formatted) == comments(text), "\(text.debugDescription)")
  }

  private static func comments(_ text: String) -> [String] {
    let source = Source(name: "", text: text)
    return tokenize(source).comments.map { comment in
      var text = source.text(under: comment)
      while let last = text.last, last.isWhitespace { text.removeLast() }
      return text
    }
  }
}
