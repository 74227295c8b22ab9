import DSL
import Foundation
import Testing

/// Programs are laid out as they are usually written, and stay what they are.
@Suite struct FormatTests {
  /// What is written, and what becomes of it.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let formatted: String

    init(_ title: String, _ text: String, _ formatted: String) {
      (testDescription, self.text, self.formatted) = (title, text, formatted)
    }
  }

  static func formatted(_ text: String) throws -> String { try format(Source(name: "test", text: text)) }

  @Test(arguments: spaces + lines + comments + brackets + long + searches)
  func rule(_ given: Case) throws {
    #expect(try Self.formatted(given.text) == given.formatted)
    #expect(try Self.formatted(given.formatted) == given.formatted)
    #expect(try TreeText.of(given.text) == TreeText.of(given.formatted))
  }

  static let spaces = [
    Case("operators", "let a=1+2*3-4/5 mod 6\n", "let a = 1 + 2 * 3 - 4 / 5 mod 6\n"),
    Case("powers and ranges", "x ^ 2; 1 .. 5  by 2; 0% .. 50%; -1..-1", "x^2\n1..5 by 2\n0%..50%\n-1..-1\n"),
    Case("minus", "f( - 1,- -2, 3- -4, 3 -x, [ -x ])\n- x", "f(-1, - -2, 3 - -4, 3 - x, [-x])\n-x\n"),
    Case("comparisons", "a==b and not(c<d)or e not  in[1]", "a == b and not (c < d) or e not in [1]\n"),
    Case("calls", "print ( f (1 , 2) [ 0 ] . x , ...xs , lr : 1 )", "print(f(1, 2)[0].x, ...xs, lr: 1)\n"),
    Case("records", "{a:1,\"b c\" :2,...r}", "{a: 1, \"b c\": 2, ...r}\n"),
    Case("functions", "fn f (x,k=5,...r)=x\nlet g=fn (x){x}", "fn f(x, k = 5, ...r) = x\nlet g = fn(x) { x }\n"),
    Case("units", "[50   trials, cores ( )workers, 3   steps]", "[50 trials, cores() workers, 3 steps]\n"),
    Case("numbers and texts stay", "[1_000, 1E3, 2.50, 100%, \"{a+b}\"]", "[1_000, 1E3, 2.50, 100%, \"{a+b}\"]\n"),
    Case("pipes", "a|>f|>g(1)", "a |> f |> g(1)\n"),
    Case(
      "words of clauses before brackets", "search x in [ 1 ] near(1) if(a) with(grid) minimize(-x)+1",
      "search x in [1] near (1) if (a) with (grid) minimize (-x) + 1\n"),
    Case("words of clauses as names", "let from=1;from(1)[by]-from", "let from = 1\nfrom(1)[by] - from\n"),
  ]

  static let lines = [
    Case("nothing", "", ""), Case("only blank lines", "\n\n \n", ""),
    Case("blank lines", "\n\na\n\n\n\nb\n\n", "a\n\nb\n"),
    Case("blank lines in a block", "if a {\n\n  b\n\n\n  c\n\n}", "if a {\n  b\n\n  c\n}\n"),
    Case("one statement a line", "let a = 1; let b = 2; ; let c = 3", "let a = 1\nlet b = 2\nlet c = 3\n"),
    Case("a block on a line", "fn f() {a;b}\nif c {}\nwhile d{ e }", "fn f() { a; b }\nif c {}\nwhile d { e }\n"),
    Case("levels", "for i in x {\nfor j in y {\nf(i)\n}\n    }", "for i in x {\n  for j in y {\n    f(i)\n  }\n}\n"),
    Case(
      "the blocks of an `if` are alike", "if a { 1 } else if b {\n2 } else { 3 }",
      "if a {\n  1\n} else if b {\n  2\n} else {\n  3\n}\n"),
    Case("lines that go on", "let a = 1 +\n2 *\n 3\nb |>\nf |>\n    g", "let a = 1 +\n  2 *\n  3\nb |>\n  f |>\n  g\n"),
    Case("a value on the next line", "fn f(x) =\n    x + 1", "fn f(x) =\n  x + 1\n"),
    Case("a bracket on the next line", "let a =\n  [1]", "let a = [1]\n"),
    Case("lines that need not go on", "a.\n b(1)\nfor x in\n y { }\nnot\n a", "a.b(1)\nfor x in y {}\nnot a\n"),
    Case("ends of lines stay", "let a  = 1\r\nb\r\n", "let a = 1\r\nb\r\n"),
    Case("ends of lines in a text stay", "\r\nf(\"\"\"\n\"\"\")\n", "f(\"\"\"\n\"\"\")\r\n"),
    Case(
      "a text of several lines stays", "if a {\nlet t = \"\"\"\n   x\n     y\n   \"\"\"\n}",
      "if a {\n  let t = \"\"\"\n   x\n     y\n   \"\"\"\n}\n"),
  ]

  static let comments = [
    Case("alone", "   # a  \n#b", "# a\n#b\n"),
    Case("behind a line", "a   # b\nc#d\n\ne # f", "a # b\nc #d\n\ne # f\n"),
    Case("in a column", "let a = 1 # one\nlet bc = 2 # two", "let a = 1  # one\nlet bc = 2 # two\n"),
    Case("in a block", "if a { # b\n# c\nd # e\n# f\n}", "if a { # b\n  # c\n  d # e\n  # f\n}\n"),
    Case("in an empty block", "if a {\n# b\n}", "if a {\n  # b\n}\n"),
    Case(
      "in brackets", "f(a, # b\n# c\nd # e\n# f\n)", "f(\n  a, # b\n  # c\n  d, # e\n  # f\n)\n"),
    Case("before a comma", "[a # b\n, c]", "[\n  a, # b\n  c,\n]\n"),
    Case("behind an operator", "let a = b + # c\nd", "let a = b + # c\n  d\n"),
    Case(
      "documentation", "##  A.\n##\n##     >>> f(1)\nfn f(x)=x\n\n## Not this.\n\nfn g() = 1",
      "##  A.\n##\n##     >>> f(1)\nfn f(x) = x\n\n## Not this.\n\nfn g() = 1\n"),
    Case("what documents nothing", "## a\n; let b = 1", "## a\n\nlet b = 1\n"),
    Case("in a search", "search { # a\n# b\nx in 1..2 # c\n}", "search { # a\n  # b\n  x in 1..2 # c\n}\n"),
  ]

  static let brackets = [
    Case("one item a line", "[\n1,\n2\n]", "[\n  1,\n  2,\n]\n"),
    Case("a broken item", "[1,\n2, 3]", "[\n  1,\n  2, 3,\n]\n"),
    Case("a closing bracket alone", "f(a,\nb)\n{a: 1,\n\nb: 2}", "f(\n  a,\n  b,\n)\n{\n  a: 1,\n\n  b: 2,\n}\n"),
    Case("what closes on the next line", "f(1, 2\n)\n{a: 1\n}", "f(1, 2)\n{a: 1}\n"),
    Case("commas at the end", "f(1,)\n[\n1\n]\n[2,]\ng(\n1,\n)", "f(1)\n[\n  1,\n]\n[2]\ng(\n  1\n)\n"),
    Case("brackets in brackets", "print(table([\n1,\n2]))", "print(table([\n  1,\n  2,\n]))\n"),
    Case("a block in brackets", "map(xs, fn(x) {\nx\n})", "map(xs, fn(x) {\n  x\n})\n"),
    Case(
      "a comprehension", "[f(x)\nfor x in xs, y in ys if x > y]",
      "[\n  f(x)\n  for x in xs, y in ys if x > y\n]\n"),
    Case("parentheses", "not (\na or\nb\n)", "not (\n  a or\n  b\n)\n"),
  ]

  private static let w = String(repeating: "w", count: 40)

  static let long = [
    Case(
      "a call", "let a = train(\(w), \(w), lr: \(w))",
      "let a = train(\n  \(w),\n  \(w),\n  lr: \(w),\n)\n"),
    Case(
      "what fits", "let a = train(\(w), \(w), lr: 12345678901234567)",
      "let a = train(\(w), \(w), lr: 12345678901234567)\n"),
    Case(
      "brackets in brackets", "print(table([\(w), \(w), \(w)]))", "print(table([\n  \(w),\n  \(w),\n  \(w),\n]))\n"),
    Case(
      "a condition", "expect f(\(w)) == 1 and g(\(w)) or h(\(w))",
      "expect f(\(w)) == 1 and g(\(w)) or\n  h(\(w))\n"),
    Case("a pipe", "\(w) |> \(w) |> f(\(w))", "\(w) |>\n  \(w) |>\n  f(\(w))\n"),
    Case("a sum", "let a = \(w) + \(w) + \(w)", "let a = \(w) +\n  \(w) +\n  \(w)\n"),
    Case(
      "blocks", "let a = if \(w) { f(\(w)) } else { g(\(w)) }",
      "let a = if \(w) {\n  f(\(w))\n} else {\n  g(\(w))\n}\n"),
    Case(
      "a body", "fn f(\(w), \(w)) { \(w) }", "fn f(\(w), \(w)) {\n  \(w)\n}\n"),
    Case(
      "parameters and body", "fn f(\(w), \(w), \(w)) { 1 }",
      "fn f(\n  \(w),\n  \(w),\n  \(w),\n) {\n  1\n}\n"),
    Case(
      "a comprehension", "let a = [f(x, \(w)) for x in \(w) if x < \(w)]",
      "let a = [\n  f(x, \(w))\n  for x in \(w) if x < \(w)\n]\n"),
    Case("a text", "print(\"\(w)\(w)\(w)\")", "print(\"\(w)\(w)\(w)\")\n"),
    Case("several items on a line", "f(\n\(w), \(w), \(w)\n)", "f(\n  \(w),\n  \(w),\n  \(w),\n)\n"),
  ]

  static let searches = [
    Case(
      "two columns",
      "search {\nlearning_rate in 1..2\nb in [1]\nwith grid\nfor 3 trials\nminimize b\nmaximize {b}\n}",
      """
      search {
        learning_rate in 1..2
        b             in [1]
        with grid
        for  3 trials
        minimize b
        maximize { b }
      }

      """),
    Case(
      "columns that are near are one", "search {\nrate in 1..2\n# a\nwhere rate > 1\n\nfor 3 trials\n}",
      "search {\n  rate  in 1..2\n  # a\n  where rate > 1\n\n  for   3 trials\n}\n"),
    Case(
      "on a line", "search a in 1..6,b in 1..6 where a!=b for 3 trials,10s with grid minimize{a;b}",
      "search a in 1..6, b in 1..6 where a != b for 3 trials, 10s with grid minimize { a; b }\n"),
    Case("on a line in braces", "search { x in 1..2; minimize x }", "search {\n  x in 1..2\n  minimize x\n}\n"),
    Case(
      "a block behind the line", "search x in 1..2 minimize {\nx }", "search x in 1..2 minimize {\n  x\n}\n"),
    Case(
      "on several lines", "let s = search x in 1..2,\ny in 1..3 with grid",
      "let s = search {\n  x in 1..2\n  y in 1..3\n  with grid\n}\n"),
    Case(
      "too long for a line",
      "let s = search \(w) in 1..2, b in log(1, 2) with gamma(seed: 1) for 3 trials, 10s minimize \(w) * b",
      """
      let s = search {
        \(w) in 1..2
        b\(String(repeating: " ", count: 39)) in log(1, 2)
        with gamma(seed: 1)
        for  3 trials, 10s
        minimize \(w) * b
      }

      """),
    Case(
      "in brackets", "best(search x in 1..2 for 3 trials minimize x, 3)",
      "best(search x in 1..2 for 3 trials minimize x, 3)\n"),
    Case(
      "a comment between clauses", "f((search x in 1..2 # a\nwith grid))",
      "f((search {\n  x in 1..2 # a\n  with grid\n}))\n"),
    Case("a comment in a clause", "(search x # a\nin 1..2)", "(\n  search x # a\n  in 1..2\n)\n"),
    Case("widen", "widen lr in 1..2,b for 3 trials,1s from s", "widen lr in 1..2, b for 3 trials, 1s from s\n"),
  ]

  /// As deep as the parser goes.
  @Test(arguments: [("[", "]"), ("f(a, ", ")")]) func deepBrackets(open: String, close: String) throws {
    let text = String(repeating: open, count: 400) + "1" + String(repeating: close, count: 400)
    let formatted = try Self.formatted(text)
    #expect(try Self.formatted(formatted) == formatted)
    #expect(try TreeText.of(formatted) == TreeText.of(text))
  }

  @Test func whatIsNoProgramIsRefused() {
    #expect(throws: Diagnostic.self) { try Self.formatted("let a = (1") }
  }
}
