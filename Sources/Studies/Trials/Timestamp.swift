import Basics
import Glibc

/// A moment in universal time, to the microsecond.
///
/// Its text is the one Optuna stores: `YYYY-MM-DD HH:MM:SS.ffffff`, in UTC and without a zone.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01 00:00 UTC.
  public let microseconds: Int

  /// The moment so many microseconds after 1970-01-01 00:00 UTC.
  public init(microseconds: Int) {
    self.microseconds = microseconds
  }

  /// The clock of this machine, now.
  public static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microseconds: time.tv_sec * 1_000_000 + time.tv_nsec / 1_000)
  }

  /// Orders moments in time.
  public static func < (earlier: Timestamp, later: Timestamp) -> Bool {
    earlier.microseconds < later.microseconds
  }

  /// The seconds from `earlier` to this moment.
  public func seconds(since earlier: Timestamp) -> Double {
    Double(microseconds - earlier.microseconds) / 1e6
  }
}

extension Timestamp: CustomStringConvertible {
  /// The moment as `YYYY-MM-DD HH:MM:SS.ffffff`.
  public var description: String {
    let (days, rest) = microseconds.flooredQuotientAndRemainder(by: Self.microsecondsPerDay)
    let (year, month, day) = Self.date(daysSince1970: days)
    let seconds = rest / 1_000_000
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let time = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return "\(date) \(time).\(padded(rest % 1_000_000, 6))"
  }

  /// Reads a moment as databases write it: the fraction may have 0 to 6 digits or more, a `T` may stand for the space.
  ///
  /// A zone, where there is one, must be UTC: `Z` or `+00:00`.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)
    for zone in ["Z", "+00:00", "+00"] where text.hasSuffix(zone) {
      bytes.removeLast(zone.utf8.count)
      break
    }
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard 0x30...0x39 ~= byte else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x20 || bytes[10] == 0x54,
      bytes[13] == 0x3A, bytes[16] == 0x3A,
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second < 61
    else { return nil }
    var fraction = 0
    if bytes.count > 19 {
      let digits = min(bytes.count - 20, 6)
      guard bytes[19] == 0x2E, let value = number(20..<20 + digits) else { return nil }
      fraction = (digits..<6).reduce(value) { value, _ in value * 10 }
    }
    let days = Self.daysSince1970(year: year, month: month, day: day)
    // No 30 February.
    guard Self.date(daysSince1970: days) == (year, month, day) else { return nil }
    let seconds = hour * 3600 + minute * 60 + second
    self.init(microseconds: days * Self.microsecondsPerDay + seconds * 1_000_000 + fraction)
  }

  /// Reads a moment as Python writes it: with any zone, or without one by the clock on the wall where this machine is.
  ///
  /// - Parameter text: the moment: `2026-08-01T10:00:00.000000+02:00`.
  public init?(local text: String) {
    if let moment = Timestamp(text), text.hasSuffix("Z") || text.hasSuffix("+00:00") || text.hasSuffix("+00") {
      self = moment
      return
    }
    // Behind the date, a sign begins a zone.
    if let sign = text.dropFirst(10).lastIndex(where: { "+-".contains($0) }) {
      let zone = text[text.index(after: sign)...].split(separator: ":").map { Int($0) }
      guard let moment = Timestamp(String(text[..<sign])), zone.count == 2, let hours = zone[0], let minutes = zone[1],
        0..<24 ~= hours, 0..<60 ~= minutes
      else { return nil }
      let offset = (hours * 3600 + minutes * 60) * 1_000_000
      self.init(microseconds: moment.microseconds + (text[sign] == "+" ? -offset : offset))
      return
    }
    guard let wall = Timestamp(text) else { return nil }
    let (seconds, fraction) = wall.microseconds.flooredQuotientAndRemainder(by: 1_000_000)
    var (time, parts) = (time_t(seconds), tm())
    guard gmtime_r(&time, &parts) != nil else { return nil }
    // Whether there is summer time is for the system to tell.
    parts.tm_isdst = -1
    self.init(microseconds: mktime(&parts) * 1_000_000 + fraction)
  }

  private static let microsecondsPerDay = 86_400_000_000

  // The proleptic Gregorian calendar in eras of 400 years that begin on 1 March, so that the leap day ends a year:
  // H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days.

  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let (era, yearOfEra) = (month <= 2 ? year - 1 : year).flooredQuotientAndRemainder(by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).flooredQuotientAndRemainder(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

extension Int {
  /// The quotient rounded down, and the remainder that is never negative, for a positive divisor.
  fileprivate func flooredQuotientAndRemainder(by divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(width - digits.count, 0)) + digits
}
