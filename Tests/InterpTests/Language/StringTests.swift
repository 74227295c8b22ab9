import Basics
import Testing

@testable import Interp

/// Strings are compared by Unicode scalars, and show what they hold.
@Suite("Strings")
struct StringTests {
  /// The line ends of Windows are two characters, each of which can be found.
  @Test(
    arguments: [
      ("split(\"a=1\\r\\nloss=0.5\\r\\n\", \"\\n\")", "[\"a=1\\r\", \"loss=0.5\\r\", \"\"]"),
      ("split(\"a\\r\\nb\", \"\\r\")", "[\"a\", \"\\nb\"]"), ("split(\"a\\r\\nb\", \"\\r\\n\")", "[\"a\", \"b\"]"),
      ("replace(\"a\\r\\nb\", \"\\n\", \"|\")", "\"a\\r|b\""), ("replace(\"a\\r\\nb\", \"\\r\", \"\")", "\"a\\nb\""),
      ("[\"\\n\" in \"a\\r\\n\", \"\\r\" in \"a\\r\\n\", \"\\r\\n\" in \"a\\n\"]", "[true, true, false]"),
      ("[starts_with(\"\\r\\na\", \"\\r\"), ends_with(\"a\\r\\n\", \"\\n\")]", "[true, true]"),
      ("[index_of(\"ab\\r\\nc\", \"\\n\"), index_of(\"ab\\r\\nc\", \"c\"), length(\"ab\\r\\nc\")]", "[3, 4, 5]"),
      ("\"ab\\r\\nc\"[3]", "\"\\n\""), ("after(\"a\\r\\nb\", \"\\r\")", "\"\\nb\""),
      ("before(\"a\\r\\nb\", \"\\n\")", "\"a\\r\""),
      ("characters(\"é\\r\\n\")", "[\"é\", \"\\r\", \"\\n\"]"), ("[c for c in \"\\r\\n\"]", "[\"\\r\", \"\\n\"]"),
      ("reverse(\"a\\r\\n\")", "\"\\n\\ra\""), ("lines(\"a\\r\\nb\\r\\n\")", "[\"a\", \"b\"]"),
      ("last_line(\"a\\r\\nb\\r\\n\")", "\"b\""), ("trim(\"a\\r\\n\")", "\"a\""),
      ("words(\"a\\r\\nb\")", "[\"a\", \"b\"]"),
    ] as [(String, String)])
  func carriageReturnsAreCharacters(code: String, result: String) { #expect(shown(code) == result) }

  /// Marks that combine with a letter are found; a character is still what a person counts.
  @Test(
    arguments: [
      ("split(\"e\\u{301}x\", \"\\u{301}\")", "[\"e\", \"x\"]"), ("\"e\" in \"e\\u{301}\"", "true"),
      ("starts_with(\"e\\u{301}\", \"e\")", "true"), ("ends_with(\"e\\u{301}\", \"\\u{301}\")", "true"),
      ("\"\\u{E9}\" in \"e\\u{301}\"", "false"), ("length(\"e\\u{301}x\")", "2"),
      ("index_of(\"e\\u{301}x\", \"x\")", "1"), ("index_of(\"e\\u{301}x\", \"\\u{301}\")", "0"),
      ("index_of(\"한국어\", \"어\")", "2"), ("replace(\"👩‍👩‍👧\", \"\\u{200D}\", \"+\")", "\"👩+👩+👧\""),
    ] as [(String, String)])
  func scalarsAreCompared(code: String, result: String) { #expect(shown(code) == result) }

  @Test(
    arguments: [
      ("\"\\r\\t\\0\\u{1B}\\u{7f}\\u{9B}\\u{1F600}\\u{0}\"", "\"\\r\\t\\0\\u{1B}\\u{7F}\\u{9B}😀\\0\""),
      ("length(\"\\u{1F600}\\u{41}{1 + 1}\")", "3"), ("\"\"\"\n  a\\r\n  b\\u{42}\n  \"\"\"", "\"a\\r\\nbB\\n\""),
      ("\"\\u{}\"", "`\\u{}` is not a character"), ("\"\\u{110000}\"", "`\\u{110000}` is not a character"),
      ("\"\\u{D800}\"", "`\\u{D800}` is not a character"), ("\"\\u{4\"", "`\\u{4` is not a character"),
      ("\"\\u{1G}\"", "`\\u{1` is not a character"), ("\"\\u41\"", "`\\u` is not an escape"),
      ("\"\\u{FFFFFFFFFF}\"", "`\\u{FFFFFFFFFF}` is not a character"), ("\"\\x1b\"", "`\\x` is not an escape"),
    ] as [(String, String)])
  func escapes(code: String, result: String) { #expect(shown(code) == result) }

  /// Every string prints as a program would write it.
  @Test func printedStringsReadBack() {
    var random = CounterRandom(seed: 3)
    let scalars = Array(
      "\0\u{1}\t\n\u{B}\r\u{1B}\"\\{}'a \u{7F}\u{80}\u{85}\u{9F}\u{A0}\u{C2}\u{C3}é\u{301}😀\u{FEFF}".unicodeScalars)
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<random.index(below: 12) { text.unicodeScalars.append(scalars[random.index(below: scalars.count)]) }
      // A byte-order mark and the replacement character are no text of a program.
      let value = Value.text(text)
      let written = value.description
      #expect(!written.unicodeScalars.contains { $0.value < 0x20 || 0x7F..<0xA0 ~= $0.value })
      #expect(run(written).output == [written])
    }
  }

  @Test(
    arguments: [
      ("number_after(\"loss=0.25 acc=0.9\", \"loss=\")", "0.25"),
      ("number_after(\"loss: 3\\nloss: 1e-3\", \"loss\")", "0.001"),
      ("number_after(\"loss: 0.25 - val_loss: 0.31\", \"loss\")", "0.25"),
      ("number_after(\"val_loss: -.5\", \"val_loss\")", "-0.5"),
      ("number_after(\"acc 97.5%\", \"acc\")", "0.975"), ("number_after(\"acc 50 % ok\", \"acc\")", "0.5"),
      ("number_after(\"\\u{1B}[1mloss\\u{1B}[0m=\\u{1B}[32m0.25\\u{1B}[0m\", \"loss=\")", "0.25"),
      ("number_after(\"\\{\\\"loss\\\": -2.5E+3, \\\"n\\\": 4}\", \"loss\")", "-2500"),
      ("number_after(\"loss=nan\", \"loss\")", "nan"),
      ("number_after(\"loss: inf\\r\\n\", \"loss:\")", "infinity"),
      ("number_after(\"loss=1 loss=none\", \"loss=\")", "1"),
      ("number_after(\"10%|# | loss=0.5\\r100%|##| loss=0.25\\r\", \"loss\")", "0.25"),
      ("number_after(\"accuracy=1 acc=2 accuracy=3\", \"acc\")", "2"), ("number_after(\"epoch7\", \"epoch\")", "7"),
      ("number_after(\"정확도: 0.5\", \"정확도\")", "0.5"), ("number_after(\"n=12\", \"n=\")", "12"),
      ("number_after(\"loss is high\", \"loss\")", "no number follows \"loss\" in \"loss is high\""),
      ("number_after(\"abc\", \"loss\")", "there is no \"loss\" in \"abc\""),
      ("number_after(\"a\", \"\")", "a marker must not be empty"),
      ("numbers(\"loss=1 loss=2.5 x=3\", after: \"loss=\")", "[1, 2.5]"), ("numbers(\"abc\", after: \"loss\")", "[]"),
      ("numbers(\"epoch 3/10: 0.25, -1e-3; 7-9 conv2d 2.5ms x1 .5 5.\")", "[3, 10, 0.25, -0.001, 7, 9, 2.5, 0.5, 5]"),
      ("numbers(\"2024-01-02 12:30 50% 7 % 3\")", "[2024, 1, 2, 12, 30, 0.5, 7, 3]"),
      ("numbers(\"nan banana -inf info\")", "[nan, -infinity]"),
      ("numbers(\"99999999999999999999\")", "[1e20]"), ("numbers(\"\")", "[]"),
    ] as [(String, String)])
  func numbersInText(code: String, result: String) { #expect(shown(code) == result) }
}
