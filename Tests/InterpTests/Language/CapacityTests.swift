import Testing

@testable import Interp

/// Lists and strings without end are refused before they take the memory.
@Suite struct CapacityTests {
  private static let list = "the list would be too long"
  private static let string = "the string would be too long"
  private static let range = "`1..10000000000` has too many items for a list"

  @Test(arguments: [
    ("length([...1..10_000_000_000])", range),
    ("length([0, ...1..2, ...1..99_999_999])", list),
    ("max(...1..10_000_000_000)", range),
    ("(fn(x) = x)(...1..10_000_000_000)", range),
    ("zip(1..10_000_000_000)", range),
    ("flatten([1..10_000_000_000])", range),
    ("flatten([1..2, 1..99_999_999])", list),
    ("sort(1..10_000_000_000)", range),
    ("join(1..10_000_000_000)", range),
    ("reduce(1..10_000_000_000, fn(a, b) = a, 0)", range),
    ("length([...(0.0..1e15 by 0.5)])", "`0.0..1e15 by 0.5` has too many items for a list"),
    ("length([...(log(1, 1e300) by 1.0000001)])", "`log(1, 1e300) by 1.0000001` has too many items for a list"),
    ("repeat(\"ab\", 10^12)", string),
    ("repeat(\"ab\", 9223372036854775807)", string),
    ("pad_left(1, 10^12)", string),
    ("pad_right(1, 60_000_000, \"é\")", string),
    ("let s = repeat(repeat(\"a\", 10^4), 10^4)\ns + \"a\"", string),
    ("let s = repeat(repeat(\"a\", 10^4), 10^4)\n\"{s}a\"", string),
    ("let s = repeat(repeat(\"a\", 10^4), 10^3)\njoin([s for i in 1..20])", string),
    ("let s = repeat(repeat(\"a\", 10^4), 10^3)\nstring([s for i in 1..20])", string),
    ("let s = repeat(repeat(\"a\", 10^4), 10^3)\nprint([s for i in 1..20])", string),
    ("let s = repeat(repeat(\"a\", 10^4), 10^3)\nreplace(\"aaaaaaaaaaaaaaaaaaaa\", \"a\", s)", string),
    ("fn f() {\n var s = repeat(repeat(\"a\", 10^4), 10^4)\n s = s + \"a\"\n s\n}\nf()", string),
    ("fn f() {\n var s = repeat(repeat(\"a\", 10^4), 10^4)\n let i = 1\n s = s + \"{i},\"\n s\n}\nf()", string),
  ])
  func refuses(code: String, message: String) { #expect(run(code).failure == message) }
}
