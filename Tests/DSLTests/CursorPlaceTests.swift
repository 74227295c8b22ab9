import DSL
import Testing

/// What can stand at the end of a text, right or wrong.
struct CursorPlaceTests {
  @Test(
    arguments: [
      ("", .statement), ("wh", .statement), ("a\n", .statement), ("fn f() {", .statement), ("let y = ", .expression),
      ("f(", .expression), ("[1, ", .expression), ("50 ", .continuation(isNumber: true)),
      ("a ", .continuation(isNumber: false)), ("f() ", .continuation(isNumber: false)), ("10mi", .attachedUnit),
      ("search ", .clause), ("search lr in a, ", .clause), ("search {\n  lr in a\n  ", .clause),
      ("search lr in a with ", .clauseValue(.with)), ("search lr in ", .domain), ("search lr in a near ", .near),
      ("search lr in a on ", .clauseValue(.on)), ("search lr in a as ", .clauseValue(.as)),
      ("search lr in a for ", .budget(isFurther: false)), ("search lr in a for 5 trials, ", .budget(isFurther: true)),
      ("search lr in a minimize ", .expression), ("# a", .nowhere),
      ("1 $ a", .nowhere), ("load(\"a/", .text(.other)), ("import \"a", .text(.importedFile)),
      ("search lr in a as \"", .text(.studyName)), ("search lr in [\"a\", \"", .text(.choice)),
      ("a.", .field(of: [.name("a")])), ("a[0].b.", .field(of: [.name("a"), .item, .name("b")])),
      ("f().", .field(of: [.call("f")])), ("(search x in a).best.", .field(of: [.search, .name("best")])),
      ("a |> f(1).x.", .field(of: [.call("f"), .name("x")])), ("[1].", .field(of: [])),
      ("\"{a.", .field(of: [.name("a")])), ("1)) + ", .nowhere),
    ] as [(String, CursorPlace.Kind)])
  func kind(_ text: String, _ kind: CursorPlace.Kind) {
    #expect(CursorPlace(endOf: text).kind == kind)
  }

  @Test func theWordBeforeTheCursorIsTyped() {
    #expect(CursorPlace(endOf: "let y = mar").typed == "mar")
    #expect(CursorPlace(endOf: "let y = mar ").typed == "")
    #expect(CursorPlace(endOf: "10mi").typed == "mi")
    #expect(CursorPlace(endOf: "load(\"data/ir").typed == "data/ir")
  }

  @Test func callsKnowTheirFunctionAndLabels() {
    let place = CursorPlace(endOf: "greet(name: 1, ")
    #expect(place.callee == "greet" && place.labels == ["name"])
    #expect(CursorPlace(endOf: "greet(1 + ").callee == nil)
    #expect(CursorPlace(endOf: "greet([").callee == nil)
  }

  @Test func argumentsKnowTheirLabelAndFile() {
    let place = CursorPlace(endOf: "load(\"iris.csv\", target: \"sp")
    #expect(place.argument?.callee == "load" && place.argument?.label == "target")
    #expect(place.argument?.index == 1 && place.argument?.firstText == "iris.csv")
    #expect(CursorPlace(endOf: "load(\"iris.csv\", drop: [\"a\", \"").argument?.label == "drop")
    #expect(CursorPlace(endOf: "data |> split(").argument?.index == 1)
    #expect(CursorPlace(endOf: "f(1 + ").argument == nil)
  }

  @Test func theTextBindsNames() {
    let place = CursorPlace(endOf: "fn f(alpha, beta = 2) {\n  let gamma_2 = g(1).x\n  for i in xs {\n    ")
    #expect(place.locals.map(\.name) == ["f", "alpha", "beta", "gamma_2", "i"])
    #expect(place.locals[3].steps == [.call("g"), .name("x")])
    // What a block binds ends with it.
    #expect(CursorPlace(endOf: "fn f(a) {\n  let b = 1\n}\n").locals.map(\.name) == ["f"])
    #expect(CursorPlace(endOf: "[x for x in xs if ").locals.map(\.name) == ["x"])
    #expect(CursorPlace(endOf: "let s = search x in a minimize x\ns").locals.first?.steps == [.search])
  }

  @Test(arguments: ["x{1}.csv", "a\"b", "c\\d", "plain"]) func escapesAreWrittenAndMeant(text: String) {
    #expect(TextEscapes.meant(TextEscapes.written(text)) == text)
    let tokens = tokenize(Source(name: "", text: "\"\(TextEscapes.written(text))\"")).tokens
    #expect(tokens.first?.kind == .string(text))
  }

  @Test func searchesKnowTheirParametersAndClauses() {
    let place = CursorPlace(endOf: "search lr in a, width in b with gamma ")
    #expect(place.parameters == ["lr", "width"] && place.clauses == ["with"])
    #expect(CursorPlace(endOf: "search { lr in a; minimize { f(").parameters == ["lr"])
    #expect(CursorPlace(endOf: "(search lr in a) ").clauses == nil)
  }

  @Test func bracketsAreFollowedTokenByToken() {
    var reader = BracketReader()
    for kind: Token.Kind in [.name("f"), .symbol(.leftParenthesis)] { reader.read(kind) }
    #expect(reader.place.callee == "f" && reader.place.kind == .expression)
    reader.read(.symbol(.rightParenthesis))
    // One that closes nothing changes nothing.
    reader.read(.symbol(.rightParenthesis))
    #expect(reader.place.kind == .continuation(isNumber: false))
  }

  /// The place of the cursor is told wherever a program is cut.
  @Test(arguments: Fixture.all(in: "Tests/Fixtures/good").prefix(12))
  func everyPrefixHasAPlace(_ fixture: Fixture) {
    let bytes = Array(fixture.text.utf8.prefix(600))
    for count in 0...bytes.count {
      let text = String(decoding: bytes[..<count], as: UTF8.self)
      #expect(text.hasSuffix(CursorPlace(endOf: text).typed))
    }
  }
}
