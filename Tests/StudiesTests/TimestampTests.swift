import Testing

@testable import Studies

@Suite struct TimestampTests {
  /// Seconds since 1970 as Python's `datetime` gives them.
  @Test(arguments: [
    ("1970-01-01 00:00:00.000000", 0), ("2000-02-29 12:34:56.000001", 951_827_696_000_001),
    ("2026-08-01 10:00:00.500000", 1_785_578_400_500_000), ("2100-03-01 00:00:00.000000", 4_107_542_400_000_000),
    ("1969-12-31 23:59:59.999999", -1), ("1900-01-01 00:00:00.000000", -2_208_988_800_000_000),
    ("9999-12-31 23:59:59.999999", 253_402_300_799_999_999),
  ])
  func aMomentIsWrittenAndReadBack(text: String, microseconds: Int) {
    #expect(Timestamp(microseconds: microseconds).description == text)
    #expect(Timestamp(text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "2026-08-01 10:00:00", "2026-08-01T10:00:00", "2026-08-01T10:00:00Z", "2026-08-01 10:00:00.000",
    "2026-08-01 10:00:00.000000+00:00", "2026-08-01 10:00:00.000000123", "2026-08-01 10:00:00+00",
  ])
  func otherSpellingsAreRead(text: String) {
    #expect(Timestamp(text)?.microseconds == 1_785_578_400_000_000)
  }

  @Test(arguments: [
    "", "2026", "2026-08-01", "2026-13-01 00:00:00", "2026-08-01 24:00:00", "2026-08-01 10:00:00+02:00",
    "2026-08-01 10:00:00x", "äääääääääääääääääääää",
  ])
  func anythingElseIsRefused(text: String) {
    #expect(Timestamp(text) == nil)
  }
}
