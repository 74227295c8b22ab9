import DSL
import Testing

/// The prompt asks for another line exactly where one could make the input a program.
struct UnfinishedTests {
  @Test(arguments: [
    "fn f(x) {", "fn f(x) {\n", "fn f(x) {\n  x +", "f(", "f(1,", "f(1", "[1, 2", "[x for x in", "{a: 1", "{a:",
    "let a =",
    "1 +", "a and", "not", "a |>", "x.", "if a {", "if a { 1 } else {", "search {", "search {\n  lr in 0.0..1.0\n",
    "search lr in", "search lr in 0.0..1.0,", "let t = \"\"\"", "let t = \"\"\"\n  one\n", "\"\"\"{a", "(\"a\" +",
    "for x in", "f(\n\n",
    "let r = {\n  a: 1,\n", "fn(x) =", "1 ..", "f({", "while true {\n  if a {\n  }\n", "test \"t\" {",
  ])
  func moreIsAskedFor(_ text: String) {
    let error = #expect(throws: Diagnostic.self) { try parse(Source(name: "input", text: text)) }
    #expect(error?.isUnfinished == true)
  }

  @Test(arguments: [
    "let", "let a", "fn f(x)", "if a", "search", "search lr in 0.0..1.0 with", "let t = \"one", "\"a{b", "f(1))", "(1]",
    "a b",
    "else {", "for x", "search { lots of\n", "f(\n}", "1 + )", "import", "f(let", "1_", "'a", "x = = {", "\"{\n",
  ])
  func noLineCouldMend(_ text: String) {
    let error = #expect(throws: Diagnostic.self) { try parse(Source(name: "input", text: text)) }
    #expect(error?.isUnfinished == false)
  }

  @Test(arguments: [
    "", "\n", "# only this", "a", "fn f() {}", "if a {}", "{}", "[]", "f()", "search x in y", "let a = 1;",
  ])
  func nothingIsMissing(_ text: String) {
    #expect(throws: Never.self) { try parse(Source(name: "input", text: text)) }
  }
}
