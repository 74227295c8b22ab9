import DSL
import Testing

/// All errors of a program are found, and none that only follows from another.
struct RecoveryTests {
  /// A program, and the lines on which its errors are.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let lines: [Int]

    init(_ name: String, _ text: String, _ lines: [Int]) {
      testDescription = name
      self.text = text
      self.lines = lines
    }
  }

  static let cases: [Case] = [
    Case("none", "let a = 1\nprint(a)\n", []),
    Case("two statements", "let a =\nlet b = 1\nlet 2 = b\n", [2, 3]),
    Case("one line", "let = 1; let b = 2; let = 3", [1, 1]),
    Case("lexical ones", "let a = 1 && 2\nlet b = 'x'\nlet c = a // b\nlet d = 1__0\n", [1, 2, 3, 4]),
    Case("two in one statement", "let a = 1 && 2 && 3 +\n  * 4\nlet b = 2\n", [1]),
    Case("blocks", "fn f(x) {\n  let y 2\n  y\n}\nfn g(x) {\n  if x {\n    x x\n  }\n}\n", [2, 7]),
    Case("a wrong head", "if x = 1 {\n  let a =\n}\nlet b =\n", [1, 4]),
    Case("a brace on its own line", "fn f(x)\n{\n  x\n}\nlet b =\n", [2, 5]),
    Case("else on its own line", "if a = 1 {\n  1\n}\nelse {\n  2\n}\nlet b =\n", [1, 7]),
    Case("a missing brace", "for i in 1..3 do\n  print(i)\n}\nlet b =\n", [1, 4]),
    Case("an open parenthesis", "print(f(1, 2)\nlet a = 1\nprint(a)\nlet b =\n", [1, 4]),
    Case("an open list", "let xs = [1, 2\nfn f(x) = x\nlet b =\n", [1, 3]),
    Case("an open brace", "fn f(x) {\n  x\nfn g(x) {\n  x\n}\n", [1]),
    Case("an open brace around an error", "fn f(x) {\n  let a =\n", [2]),
    Case("a wrong bracket", "let a = f(1]\nlet b = [1, (2]\nlet c =\n", [1, 2, 3]),
    Case("a wrong bracket in a block", "fn f(x) {\n  g((x)\n}\nlet b =\n", [3, 4]),
    Case("brackets too much", "f(1))\nlet a = 1\n}\nlet b =\n", [1, 4]),
    Case("an open string", "let a = \"one\nlet b = 2\nlet c = \"{b\nlet d =\n", [1, 3, 4]),
    Case(
      "escapes", "let a = \"\\q and \\w\"\nlet b = \"\\\nlet c = 3\nlet d = \"\"\"\n  \\q\n\"\"\"\nlet e =\n",
      [1, 2, 5, 7]),
    Case("in a string", "let a = \"{1 +} {2}\"\nlet b = \"{)}\"\nlet c = \"{(1}\"\nlet d =\n", [1, 2, 3, 4]),
    Case("a search on one line", "search lr on log(1, 2)\nsearch x in 0..1 wiht gamma\n", [1, 2]),
    Case("a search in braces", "search {\n  lots of\n  x in 0..1\n  wiht gamma\n}\nlet a =\n", [2, 4, 6]),
    Case("an open search", "search {\n  x in 0..1\nlet a = 1\nlet b = 2\n", [1]),
    Case("a function as an argument", "map(xs, fn(x) {\n  let y 2\n  y\n})\nlet b =\n", [2, 5]),
    Case("an open record", "let r = {a: 1, b 2}\nlet s = {a: }\n", [1, 2]),
    Case("unreadable text", "let a 1\nlet b = \u{0}\nlet c =\n", [1, 2]),
  ]

  @Test(arguments: cases)
  func errorsStandOnTheirLines(_ wrong: Case) {
    let source = Source(name: "wrong", text: wrong.text)
    let found = parseRecovering(source).diagnostics
    #expect(found.map { source.location(of: $0.span.start).line } == wrong.lines, "\(found.map(\.title))")
  }

  @Test func whatIsRightIsRead() {
    let text = "let a = 1\nlet b 2\nfn f(x) {\n  let c = 'x'\n  x\n}\nprint(a)\n"
    let program = parseRecovering(Source(name: "partly", text: text)).program
    #expect(program.statements.count == 3)
    guard case .function(let f) = program.statements[1].kind else {
      Issue.record("the function is missing")
      return
    }
    #expect(f.function.body.statements.count == 1)
  }

  @Test func thereIsALimit() {
    let source = Source(name: "many", text: String(repeating: "let = 1\n", count: 100))
    #expect(parseRecovering(source).diagnostics.count == 20)
    #expect(parseRecovering(source, limit: 3).diagnostics.count == 3)
    let nested = Source(
      name: "nested", text: "fn f() {\n  if a {\n" + String(repeating: "let = 1\n", count: 100) + "}}")
    #expect(parseRecovering(nested, limit: 3).diagnostics.count == 3)
  }

  @Test(arguments: NestingTests.brackets + NestingTests.chains)
  func deepProgramsAreReadInASmallStack(_ shape: NestingTests.Shape) throws {
    let source = Source(name: "nested", text: shape.text(20_000))
    let found = try onSmallStack { parseRecovering(source).diagnostics }
    #expect(!found.isEmpty)
  }

  @Test func theProgramKeepsItsComments() throws {
    let source = Source(name: "comments", text: "# first\nlet a = [1, # one\n  2] # end\n## about b\nlet b = 2\n")
    let program = try parse(source)
    #expect(program.comments.map { source.text(under: $0) } == ["# first", "# one", "# end", "## about b"])
    #expect(parseRecovering(source).program.comments == program.comments)
  }
}
