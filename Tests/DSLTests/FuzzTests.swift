import DSL
import Testing

/// Whatever is typed, there is a tree or a message, and the message can be drawn.
struct FuzzTests {
  private static let programs =
    Fixture.all(in: "Tests/Fixtures/good") + Fixture.all(in: "Tests/Fixtures/bad")
    + Fixture.all(in: "Tests/Fixtures/samples")

  @Test(arguments: Fixture.all(in: "Tests/Fixtures/good"))
  func everyPrefixIsReadOrRefused(_ fixture: Fixture) {
    let bytes = Array(fixture.text.utf8)
    for count in 0...bytes.count { FuzzTests.read(String(decoding: bytes[..<count], as: UTF8.self), checked: false) }
  }

  /// A program that is typed line by line is never refused on the way.
  @Test(arguments: Fixture.all(in: "Tests/Fixtures/good") + Fixture.all(in: "Tests/Fixtures/samples"))
  func everyLineCanBeTheLastSoFar(_ fixture: Fixture) {
    let bytes = Array(fixture.text.utf8)
    for end in bytes.indices where bytes[end] == UInt8(ascii: "\n") {
      for count in [end, end + 1] {
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        do throws(Diagnostic) { _ = try parse(Source(name: fixture.name, text: text)) } catch {
          #expect(error.isUnfinished, "\(error.title) at the end of \(text.suffix(60))")
        }
      }
    }
  }

  @Test(arguments: 0..<20)
  func mutatedProgramsAreReadOrRefused(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<150 {
      var bytes = Array(FuzzTests.programs[random.below(FuzzTests.programs.count)].text.utf8.prefix(1_500))
      for _ in 0...random.below(4) { FuzzTests.mutate(&bytes, &random) }
      FuzzTests.read(String(decoding: bytes, as: UTF8.self), checked: true)
    }
  }

  @Test(arguments: 0..<10)
  func randomTokensAreReadOrRefused(_ seed: UInt64) {
    var random = SplitMix(state: 1_000 + seed)
    for _ in 0..<150 {
      let words = (0...random.below(30)).map { _ in FuzzTests.words[random.below(FuzzTests.words.count)] }
      FuzzTests.read(words.joined(separator: random.below(3) == 0 ? "" : " "), checked: true)
    }
  }

  private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return bytes = Array(words[random.below(words.count)].utf8) }
    let start = random.below(bytes.count)
    let end = min(bytes.count, start + 1 + random.below(12))
    switch random.below(6) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: random.below(bytes.count))
    case 2: bytes[start] = UInt8(random.below(256))
    case 3: bytes.removeLast(bytes.count - start)
    case 4: bytes.replaceSubrange(start..<end, with: bytes[start..<end].reversed())
    default: bytes.insert(contentsOf: words[random.below(words.count)].utf8, at: start)
    }
  }

  private static let words =
    Keyword.allCases.map(\.rawValue) + Symbol.allCases.map(\.rawValue) + ClauseWord.allCases.map(\.rawValue)
    + [
      "by", "trials", "epoch", "steps", "]", ")", "}", "\n", ";", "\"", "\"\"\"", "{", "\\", "#", "##", "a", "x",
      "gamma", "objective",
      "params", "1", "0", "1.5", "9223372036854775807", "9223372036854775808", "1e308", "10s", "50%", "3d", "\"a\"",
      "\"{",
      "}\"", "é", "学", "\u{301}", "\u{0}", "\u{FFFD}", "\u{FEFF}", "\u{A0}", "\r\n", "\t", "&&", "**", "..=", "'",
      "log(0, 1)",
      "search x in 0..1", "fn f(a, ...b) = a", "let a = 1", "var a = 1", "for i in 1..3 {", "if a {", "} else {",
    ]

  /// Reads, checks and draws; the places of all messages lie in the text.
  private static func read(_ text: String, checked: Bool) {
    let sources = SourceMap()
    let source = sources.add(name: "fuzz", text: text)
    let renderer = Renderer(sources: sources, width: 40)
    let all = parseRecovering(source).diagnostics
    var found: [Diagnostic] = []
    do throws(Diagnostic) {
      let program = try parse(source)
      #expect(all.isEmpty)
      if checked {
        found = check(
          program, in: surroundings.names, mode: text.utf8.count % 2 == 0 ? .file : .prompt, imports: { _ in [] }
        )
        .diagnostics.filter { sources.source(at: $0.span.start)?.name == "fuzz" }
      }
    } catch {
      #expect(all.first == error, "\(text.debugDescription): \(error.title)")
      #expect(all.count <= 20 && Set(all).count == all.count)
      found = all
    }
    for diagnostic in found {
      #expect(diagnostic.span.start >= source.base && Int(diagnostic.span.end) <= Int(source.base) + source.utf8.count)
      #expect(!diagnostic.title.isEmpty)
      if checked { #expect(renderer.render(diagnostic).hasSuffix("\n") && diagnostic.json(in: sources).hasSuffix("}")) }
    }
  }

  private static let surroundings = Surroundings()
}

/// Random numbers that are the same every time (Steele, Lea and Flood 2014).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
