extension TopicPage {
  /// What is wrong with the characters and words of a program.
  static let textPages: [TopicPage] = [
    TopicPage(
      .strangeCharacter, "a character that means nothing here",
      cause: """
        A program consists of letters, digits and the signs of a keyboard. This character is none of those that mean something;
        it may look like one that does, as `×` looks like `*`, or not be visible at all. Such characters come from formatted pages.
        """,
      cure: """
        Type the place anew. If the whole file is refused, it is no text, or was saved in an encoding other than UTF-8: save it
        as UTF-8.
        """,
      [.program(wrong: "let area = 3 × 4", right: "let area = 3 * 4")]),
    TopicPage(
      .unclosed, "a bracket or a string that is not closed",
      cause: """
        Each of `(`, `[`, `{` and `"` begins something that its partner ends. Here the partner is missing, so that the rest of the
        program, or of the line, would belong to what was begun. The message shows where it begins.
        """,
      cure: """
        Close it where it is to end. A string ends on its line; a brace that is itself a part of a string is written `\\{`.
        """,
      [
        .program(wrong: "let xs = [1, 2, 3\nprint(xs)", right: "let xs = [1, 2, 3]\nprint(xs)"),
        .program(wrong: "print(\"done)", right: "print(\"done\")"),
      ]),
    TopicPage(
      .wrongBracket, "a bracket that closes something else, or nothing",
      cause: """
        What `(` begins only `)` can end, and likewise for `[` and `{`. This bracket is of another kind than the one that is open, or
        none is open at all.
        """,
      cure: "Replace it by the partner of the bracket that the message shows, or leave it out.",
      [.program(wrong: "let xs = [1, 2)", right: "let xs = [1, 2]")]),
    TopicPage(
      .stringForm, "a string that is written in another way",
      cause: """
        A string stands between double quotes, without letters before it. In it, a backslash begins a sign that cannot be typed as
        it is: `\\n` is a new line, `\\t` a tab, `\\r` a carriage return, `\\0` a zero byte, `\\"` a quote, `\\{` a brace, `\\\\` a
        backslash and `\\u{1B}` any character by its number. There are no others.
        """,
      cure: "Use double quotes, and write a backslash that is meant as such twice.",
      [
        .program(wrong: "let name = 'digits'", right: "let name = \"digits\""),
        .program(wrong: "print(\"C:\\data\")", right: "print(\"C:\\\\data\")"),
      ]),
    TopicPage(
      .valueInString, "a value in a string that is written in another way",
      cause: """
        In a string, `{x}` stands for the value of `x`. Between the braces there is an expression and nothing else: how many digits
        are shown, for example, is said by a function, and there is no `format` and no `%` behind the string.
        """,
      cure: """
        Put the value into one pair of braces, and call `fixed` or `pad_left` and their like in it. A brace that is to be seen is
        written `\\{`.
        """,
      [.program(wrong: "let x = 3\nprint(\"x is {{x}}\")", right: "let x = 3\nprint(\"x is {x}\")")]),
    TopicPage(
      .numberForm, "a number that is written in another way",
      cause: """
        A number begins with a digit, has a point and not a comma, and digits on both sides of that point. `_` may group its
        digits, and `e` may give a power of ten. An integer has 64 bits, a real number reaches up to 1.8e308.
        """,
      cure: "Write `0.5` for a half, `1_000_000` for a million and `1e-4` for 0.0001.",
      [.program(wrong: "let rate = .5", right: "let rate = 0.5")]),
    TopicPage(
      .unitForm, "a unit in the wrong place, or one that is not known",
      cause: """
        A time directly follows its number and has one unit: `200ms`, `30s`, `10min`, `1.5h`, `2d`. What is counted stands behind a space:
        `50 trials`, `5 epochs`, `4 workers`, `10 steps`. These are all there are.
        """,
      cure: "Write the unit as it is spelt above, behind its number.",
      [.program(wrong: "let limit = 10 min", right: "let limit = 10min")]),
    TopicPage(
      .foreignWord, "a word or a sign of another language",
      cause: """
        Programs of hpo read like those of many languages, and still this word or sign means nothing here. The message says how the
        same is written in hpo.
        """,
      cure:
        "Write what the message proposes. `?functions` lists what there is, and docs/language.md shows it from the beginning.",
      [
        .program(wrong: "let both = 1 < 2 && 2 < 3", right: "let both = 1 < 2 and 2 < 3"),
        .program(wrong: "def twice(x) { 2 * x }", right: "fn twice(x) { 2 * x }"),
      ]),
    TopicPage(
      .unexpected, "something else was expected here",
      cause: """
        Up to this place the program can be read, and there what must follow does not: an expression, a name, a bracket. Often the
        mistake is a little before the place, such as a word that is missing.
        """,
      cure: "Look at what the message expects, and write it there, or remove what stands in its place.",
      [.program(wrong: "let x = (1 + )", right: "let x = (1 + 2)")]),
  ]
}
