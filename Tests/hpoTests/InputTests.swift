import Testing

@testable import hpo

/// What the prompt does to lines before they are run.
@Suite struct InputTests {
  @Test(arguments: [
    ("1 + 2", "1 + 2"), ("hpo> 1 + 2", "1 + 2"), ("hpo> fn f(x) {\n...>   x\n...>\n...> }\n3", "fn f(x) {\n  x\n\n}"),
    ("let a = 1\nlet b = 2", "let a = 1\nlet b = 2"), ("hpo> 1\n1\nhpo> 2\n2", "1\n2"), ("...> }", "}"),
    ("    $ scripts/hpo\n    hpo 0.1\n    hpo> 1 + 2\n    3\n", "1 + 2"), ("  ...>   x^2", "  x^2"),
    (">>> f(1)\n2\n>>> if a {\n...   b\n... }", "f(1)\nif a {\n  b\n}"), ("[1,\n ...xs]", "[1,\n ...xs]"),
  ])
  func promptsAreStripped(pasted: String, input: String) {
    #expect(Pasting.withoutPrompts(pasted) == input)
  }

  @Test(arguments: [
    ("fn f(x) {", "  "), ("fn f(x) {\n  if x {", "    "), ("fn f(x) {\n  if x {\n  }", "  "), ("let x = (1 +", "  "),
    ("let s = \"\"\"{", ""), ("let s = \"\"\"\n a", ""), ("search {\n  lr in log(1e-4, 1) # {", "  "),
  ])
  func furtherLinesAreSetIn(text: String, indentation: String) {
    #expect(Indentation.next(after: text) == indentation)
  }

  @Test(arguments: [
    (":help", MetaCommand.help), (":q", .quit), (":v", .vars), (":st", .studies), (":time", .time), (":l", .load),
    (":s", nil), (":", nil), (":hlep", nil), (":quits", nil),
  ])
  func commandsMayBeShortened(word: String, command: MetaCommand?) {
    #expect(MetaCommand(word) == command)
  }

  @Test(arguments: [
    ("short", "short"),
    ("gamma    one two three four five", "gamma    one two\n         three four\n         five"),
    ("one two three four five six", "one two three four\nfive six"),
    ("  longwordwithoutaplacetobreak", "  longwordwithoutaplacetobreak"),
    ("one\n\ntwo", "one\n\ntwo"),
  ])
  func helpIsBrokenBetweenWords(text: String, wrapped: String) {
    #expect(text.wrapped(to: 20) == wrapped)
  }
}
