import DSL
import Testing

/// What fixtures do not show: the prompt, and what a program binds.
struct CheckTests {
  private let surroundings = Surroundings()

  private func result(_ text: String, mode: CheckMode = .file, in names: Names? = nil) throws -> CheckResult {
    let source = surroundings.sources.add(name: "input", text: text)
    return check(try parse(source), in: names ?? surroundings.names, mode: mode, imports: surroundings.imports)
  }

  @Test func aSecondBindingIsNewAtThePrompt() throws {
    let text = "let a = 1\nlet a = 2\nfn a() = 3\nlet a = 4\na"
    #expect(try result(text, mode: .file).diagnostics.count == 3)
    #expect(try result(text, mode: .prompt).diagnostics.isEmpty)
    let inside = "fn f() {\n  let a = 1\n  let a = 2\n  a\n}"
    #expect(try result(inside, mode: .prompt).diagnostics.map(\.title).contains("`a` is already bound here"))
  }

  @Test func aSessionGrows() throws {
    var names = surroundings.names
    for text in ["let a = 1", "var n = 2", "fn f(x, y = 1) = x + y", "let g = fn(x) = x", "let s = gamma(seed: 1)"] {
      names.add(try result(text, mode: .prompt, in: names).names)
    }
    #expect(try result("n = a + f(1) + g(2)", mode: .prompt, in: names).diagnostics.isEmpty)
    #expect(try result("a = 1", mode: .prompt, in: names).diagnostics.map(\.title) == ["`a` cannot be assigned"])
    #expect(
      try result("f(1, 2, 3)", mode: .prompt, in: names).diagnostics.map(\.title) == [
        "`f` takes 2 arguments, got 3"
      ])
    #expect(try result("g()", mode: .prompt, in: names).diagnostics.map(\.title) == ["`g` needs `x`"])
    #expect(
      try result("fn h() = n", mode: .prompt, in: names).diagnostics.map(\.title)
        == ["`n` may change; pass it, or bind it with `let` first"])
    #expect(names.strategies.contains("s"))
    #expect(names.strategies.contains("hull_gamma"))
  }

  @Test func bindingsOfTheTopLevel() throws {
    let names = try result(
      "import \"chapter.hpo\" as m\nimport \"chapter.hpo\"\nlet a = 1\nvar b = 2\nfn f(x) = x\nfor i in 1..2 { let c = i; c }"
    ).names
    #expect(names.map(\.name) == ["latex", "a", "b", "f", "m"])
    #expect(names.last?.members?.map(\.name) == ["latex"])
  }

  @Test func theUsersLineRunsInAnEmptySession() throws {
    #expect(try result("search lr in log(1e-4, 1) with gamma", mode: .prompt).diagnostics.isEmpty)
  }

  @Test func aScriptsObjectiveReplacesTheLibrarys() throws {
    #expect(try result("search x in 0.0..1.0\nfn objective(x) = x").diagnostics.isEmpty)
    #expect(try result("let objective = fn(x) = x\nsearch x in 0.0..1.0").diagnostics.isEmpty)
    #expect(try result("fn f(objective) = search x in 0.0..1.0").diagnostics.isEmpty)
  }

  @Test func diagnosticsStandInTheOrderOfTheText() throws {
    let found = try result("fn f() {\n  let unused = missing\n  1 + 1s\n}\nother\n").diagnostics
    #expect(found.map(\.severity) == [.warning, .error, .error, .error])
    #expect(found.map(\.span.start) == found.map(\.span.start).sorted())
  }

  @Test func theSameProgramGivesTheSameMessages() throws {
    let text = "fn f() {\n  let a = 1; let b = 2; let c = 3; let d = 4\n  0\n}\nxa; xb; xc\n"
    let first = try result(text).diagnostics.map(\.title)
    for _ in 1...5 { #expect(try result(text).diagnostics.map(\.title) == first) }
  }

  @Test func aFunctionMaySeeWhatIsBoundAboveIt() throws {
    #expect(try result("let k = 2\nfn f() = g() * k\nfn g() = k\nprint(f())").diagnostics.isEmpty)
    #expect(try result("print(f())\nfn f() = 1").diagnostics.isEmpty)
    #expect(
      try result("fn f() = k\nlet k = 2\nf()").diagnostics.map(\.title) == ["`k` is used before it is bound"])
  }

  @Test func ofManyUnboundNamesTheFirstAreMeantToBeOthers() throws {
    let found = try result("let quantity = 1\n" + String(repeating: "quantitty\n", count: 150)).diagnostics
    #expect(found.count == 150)
    #expect(found.allSatisfy { $0.title == "unknown name `quantitty`" })
    #expect(found.map { $0.primary.text == "did you mean `quantity`?" } == (0..<150).map { $0 < 100 })
  }
}
