import Testing

@testable import Basics

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-12", "9223372036854775807", "0.5", "1e-07", "-1.5e+300", "NaN", "Infinity",
    "-Infinity", #""""#, #""a\"\\\n\r\t\u0001/é𝄞""#, "[]", "[1, [2, {}], null]", #"{"a": 1, "b": {"c": [true]}}"#,
  ])
  func aTextIsPrintedAsItWasRead(text: String) throws {
    #expect(try #require(JSON(parsing: text)).description == text)
  }

  @Test(arguments: [
    (" [1 ,\n2 ] ", JSON.array([1, 2])), (#""é\ud834\udd1e\/\b\f""#, "é𝄞/\u{8}\u{C}"),
    (#""\ud834x""#, "\u{FFFD}x"), (#""\ud834\u0041""#, "\u{FFFD}A"), ("18446744073709551616", 18446744073709551616.0),
    ("1E5", 100000.0), ("1e999", .real(.infinity)),
  ])
  func otherSpellingsAreRead(text: String, value: JSON) {
    #expect(JSON(parsing: text) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "[1", "[1,]", "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "\"a", "\"\\x\"",
    "\"\\u12\"", "1 2", "--1", "e5", "-", "+", "]", "[\"", "\"\\", "\"\\ud834\\u", "NaNa", "'a'",
    String(repeating: "[", count: 100_000),
  ])
  func anythingElseIsRefused(text: String) {
    #expect(JSON(parsing: text) == nil)
  }

  @Test(
    arguments: [
      ("", "line 1, column 1: expected a value, found the end of the text"),
      ("{\n  \"a\": 1,\n  b: 2}", "line 3, column 3: expected a name in double quotes, found `b`"),
      ("[1,\r\n 2,]", "line 2, column 4: expected a value, found `]`"),
      ("{\"ä😀\": tru}", "line 1, column 8: expected a value, found `tru`"),
      ("\u{FEFF}[1 2]", "line 1, column 4: expected `,` or `]`, found `2`"),
      ("[1.2.3]", "line 1, column 2: `1.2.3` is not a number"),
      ("\n\"abc", "line 2, column 1: this string is never closed"),
      ("\"ab\\x\"", "line 1, column 4: a backslash begins no escape here"),
      ("{'a': 1}", "line 1, column 2: expected a name in double quotes, found `'`"),
      ("{\"a\": 1}\n{}", "line 2, column 1: expected the end, found `{`"),
    ] as [(String, String)])
  func aFaultHasAPlace(text: String, message: String) {
    do throws(JSONError) {
      _ = try JSON(reading: text.utf8)
      Issue.record("`\(text)` was read")
    } catch { #expect(error.message == message) }
  }

  /// As Python, JavaScript and jq do; or refused, where a doubled key must be a mistake.
  @Test func ofDoubledMembersTheLastCounts() throws {
    let text = #"{"a": 1, "b": 2, "a": 3}"#
    #expect(JSON(parsing: text) == ["a": 3, "b": 2])
    #expect(throws: JSONError(line: 1, column: 18, problem: "the key `a` is there twice")) {
      try JSON(reading: text.utf8, allowsDuplicates: false)
    }
  }

  @Test func byteOrderMarkIsPassedOver() { #expect(JSON(parsing: "\u{FEFF} {}") == [:]) }

  @Test func membersAreFoundByName() {
    let json: JSON = ["a": 1, "b": [2.5, true, "x"], "c": 3.0]
    #expect(json["a"]?.number == 1)
    #expect(json["b"]?.items?.count == 3)
    #expect(json["c"]?.wholeNumber == 3)
    #expect(json["d"] == nil)
    #expect(JSON.null["a"] == nil)
  }
}

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0316, "0.0316"), (2, "2"), (-0.0, "0"), (1500, "1500"), (1e-5, "0.00001"), (9.99e-6, "9.99e-6"), (1e-7, "1e-7"),
    (999_999_999_999_999, "999999999999999"), (1e15, "1e15"), (1.5e20, "1.5e20"), (-0.1, "-0.1"),
    (1.0 / 3, "0.3333333333333333"),
    (123456.789, "123456.789"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
    (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e308"),
  ])
  func aRealPrintsExactly(value: Double, text: String) {
    #expect(NumberText.exact(value) == text)
  }

  @Test(arguments: [
    (0.97123, "0.9712"), (0.031622776, "0.03162"), (1234.56, "1235"), (123456, "123500"), (0.99996, "1"),
    (9999.6, "10000"),
    (-2.00004, "-2"), (0.5, "0.5"), (1e-7 / 3, "3.333e-8"), (0, "0"), (.nan, "nan"), (0.12345, "0.1235"),
    (.greatestFiniteMagnitude, "1.7976931348623157e308"),
  ])
  func aSummaryRounds(value: Double, text: String) {
    #expect(NumberText.rounded(value) == text)
  }

  @Test func whatIsPrintedReadsBackAsTheSame() {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<2000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      guard value.isFinite else { continue }
      #expect(Double(NumberText.exact(value)) == value)
    }
  }
}
