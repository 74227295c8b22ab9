import DSL
import Testing

struct ParserTests {
  @Test(arguments: [
    // From the loosest operator to the tightest.
    ("a |> f |> g(1)", "(|> (|> a f) g(1))"),
    ("a or b and not c == d", "(or a (and b (not (== c d))))"),
    ("not a in b", "(not (in a b))"),
    ("a not in b", "(not in a b)"),
    ("1 .. n - 1 by 2 == r", "(== (by (.. 1 (- n 1)) 2) r)"),
    ("1 + 2 * 3 - 4", "(- (+ 1 (* 2 3)) 4)"),
    ("a / b mod c * d", "(* (mod (/ a b) c) d)"),
    ("-2^2", "(- (^ 2 2))"),
    ("2^-1", "(^ 2 (- 1))"),
    ("2^3^2", "(^ 2 (^ 3 2))"),
    ("- - a", "(- (- a))"),
    ("3 - -4", "(- 3 (- 4))"),
    ("a.b[1](2).c", "a.b[1](2).c"),
    ("-x.y", "(- x.y)"),
    ("(1 + 2) * 3", "(* <(+ 1 2)> 3)"),
    // Units bind to the postfix expression before them.
    ("2 * n steps", "(* 2 n#steps)"),
    ("cores() workers", "cores()#workers"),
    ("1 epoch + 2 epochs", "(+ 1#epochs 2#epochs)"),
    ("50 trials in budgets", "(in 50#trials budgets)"),
    // Literals.
    ("[1, 1.5, 20%, 2min, 1_000]", "[1 1.5r 0.2r 120.0s 1000]"),
    ("[250ms, 0.1s, 1d]", "[0.25s 0.1s 86400.0s]"),
    ("[true, false, none]", "[true false none]"),
    ("{a: 1, \"b c\": 2, ...d, for: 3,}", "{a:1 b c:2 ...d for:3}"),
    ("[x * y for x in xs, i, y in ys if x > y]", "[(* x y) for x in xs, i,y in ys if (> x y)]"),
    ("f(1, in: 2, ...rest)", "f(1 in:2 ...rest)"),
    ("fn(a, b = 1, ...c) = a", "(fn (a,b=1,...c) {a})"),
    ("fn() { 1; 2 }()", "(fn () {1 ; 2})()"),
    ("if a { 1 } else if b { 2 } else { 3 }", "(if a {1} (if b {2} {3}))"),
    ("\"a{b + \"c{d}\"}e\"", "'a{(+ b 'c{d}')}e'"),
    ("\"{a}{b}\"", "'{a}{b}'"),
  ])
  func expressionsAreRead(_ text: String, _ tree: String) throws {
    #expect(try TreeText.of(text) == tree)
  }

  @Test(arguments: [
    ("let a = 1; var b = 2", "(let a 1) ; (var b 2)"),
    ("a = 1\na.b[0].c = 2", "(= a 1) ; (= a.b[0].c 2)"),
    ("fn f(x) = x", "(fn f (x) {x})"),
    ("fn f() {\n  return\n  return 1\n}", "(fn f () {(return) ; (return 1)})"),
    ("for k, v in r { break }", "(for k,v r {break})"),
    ("while a { continue }", "(while a {continue})"),
    ("import \"a.hpo\"; import \"b.hpo\" as b", "(import a.hpo) ; (import b.hpo as b)"),
    ("test \"t\" { expect a == b }", "(test t {(expect (== a b))})"),
    ("{a: 1}", "{a:1}"),
    ("\n;;\na;\n\n;b\n", "a ; b"),
    // Lines that go on, and lines that do not.
    ("a +\n\nb", "(+ a b)"),
    ("a in # why\n b", "(in a b)"),
    ("data.in\nb", "data.in ; b"),
    ("f(a\n,\nb\n)", "f(a b)"),
    ("f(fn() {\n  a\n  b\n})", "f((fn () {a ; b}))"),
    ("a\n-b", "a ; (- b)"),
    ("a\n[1]", "a ; [1]"),
    ("a\n(b)", "a ; <b>"),
    ("x = {\n  a: 1\n}", "(= x {a:1})"),
  ])
  func statementsAreRead(_ text: String, _ tree: String) throws {
    #expect(try TreeText.of(text) == tree)
  }

  @Test(arguments: [
    ("search lr in log(1e-4, 1) with gamma", "(search lr in log(0.0001r 1) | with gamma)"),
    (
      "search a in x b in y if a > 1 with s for 1 trial, t",
      "(search a in x | b in y if (> a 1) | with s | for 1#trials, t)"
    ),
    ("search a in 1..9 by 2, by in b minimize a", "(search a in (by (.. 1 9) 2) | by in b | minimize {a})"),
    ("search a in 1..9 by in b", "(search a in (.. 1 9) | by in b)"),
    (
      "search a in 1..9 near 4 if c near in b near d with s",
      "(search a in (.. 1 9) near 4 if c | near in b near d | with s)"
    ),
    ("search with in a with with", "(search with in a | with with)"),
    ("search a in b for 50 trials, steps in 1..5", "(search a in b | steps in (.. 1 5) | for 50#trials)"),
    ("search a in n steps in 1..5", "(search a in n | steps in (.. 1 5))"),
    ("search a in b where (5 trials in c)", "(search a in b | where <(in 5#trials c)>)"),
    ("search a in b for t, on 4 workers", "(search a in b | on 4#workers | for t)"),
    ("search a in b for t, on", "(search a in b | for t, on)"),
    ("search a in b minimize { c; d } maximize e", "(search a in b | minimize {c ; d} | maximize {e})"),
    ("search a in b minimize {c: 1}.c", nil),
    ("search a in b as \"n{1}\" from {c: 1} prune p", "(search a in b | prune p | from {c:1} | as 'n{1}')"),
    ("search {\n\na in b\nwith c; for d\n\n}", "(search a in b | with c | for d)"),
    ("f(search a in b, c)", "f((search a in b) c)"),
    ("f(search a in b, c in d)", "f((search a in b | c in d))"),
    ("f(search a in b, label: c)", "f((search a in b) label:c)"),
    ("f(search a in b for 5 trials, with: c)", "f((search a in b | for 5#trials) with:c)"),
    ("{s: search a in b, t: 1}", "{s:(search a in b) t:1}"),
    ("(search a in b\n with c).d", "<(search a in b | with c)>.d"),
    ("search a in b,\nc in d", "(search a in b | c in d)"),
    ("search a in search b in c minimize b", "(search a in (search b in c | minimize {b}))"),
  ])
  func searchesAreRead(_ text: String, _ tree: String?) throws {
    guard let tree else {
      #expect(throws: Diagnostic.self) { try TreeText.of(text) }
      return
    }
    #expect(try TreeText.of(text) == tree)
  }

  @Test func spansCoverTheirText() throws {
    let text = "let total = (1 + 2) * sum(xs) trials\n"
    let source = SourceMap().add(name: "spans", text: text)
    let statement = try #require(try parse(source).statements.first)
    #expect(source.text(under: statement.span) == "let total = (1 + 2) * sum(xs) trials")
    guard case .declaration(let declaration) = statement.kind,
      case .binary(.multiply, let left, let right) = declaration.value.kind
    else {
      Issue.record("not a product")
      return
    }
    #expect(source.text(under: left.span) == "(1 + 2)")
    #expect(source.text(under: right.span) == "sum(xs) trials")
    #expect(source.text(under: declaration.name.span) == "total")
  }

  @Test func documentationIsKept() throws {
    let text = """
      ## Not this: a line is between.

      ## The area.
      ##
      ##     >>> area(2, 3)
      ##     6
      ##     >>> area(1)
      fn area(a, b = a) = a * b
      ## A length.
      let one = 1  ## and not this
      let two = 2
      """
    let statements = try parse(Source(name: "doc", text: text)).statements
    guard case .function(let area) = statements[0].kind, case .declaration(let one) = statements[1].kind,
      case .declaration(let two) = statements[2].kind
    else {
      Issue.record("not these statements")
      return
    }
    #expect(area.documentation?.summary == "The area.")
    #expect(area.documentation?.text == "The area.\n\n    >>> area(2, 3)\n    6\n    >>> area(1)")
    #expect(area.documentation?.examples.map(\.code) == ["area(2, 3)", "area(1)"])
    #expect(area.documentation?.examples.map(\.result) == ["6", ""])
    let span = try #require(area.documentation?.examples.first?.span)
    #expect(Source(name: "doc", text: text).text(under: span) == "area(2, 3)")
    #expect(one.documentation?.text == "A length.")
    #expect(two.documentation == nil)
  }
}
