/// How the numbers of a column, or of a target, are stored and written.
public struct NumberForm: Hashable, Sendable {
  /// What is taken off in double precision before a number is rounded to single precision.
  ///
  /// It is 0 unless the numbers are so large beside their spread that rounding would blur them, as those of timestamps are.
  public internal(set) var offset = 0.0
  /// Whether all numbers are whole.
  public internal(set) var isWhole = false

  /// The form of numbers that are small beside their spread.
  public init() {}

  init(isWhole: Bool) { self.isWhole = isWhole }

  /// How a number is stored.
  func stored(_ number: Double) -> Float { Float(number - offset) }

  /// The number that is stored: of those that are stored alike, one with few digits.
  func number(_ stored: Float) -> Double {
    if offset == 0 { return Double(stored.description) ?? Double(stored) }
    let number = offset + Double(stored)
    var power = 1.0
    for _ in 0..<10 {
      let short = (number * power).rounded() / power
      if self.stored(short) == stored { return short }
      power *= 10
    }
    return number
  }
}

/// What is known of a stream of numbers: enough to choose the form that they are stored in.
struct NumberStream {
  private(set) var count = 0
  private var first = 0.0
  private var lowest = Double.infinity
  private var highest = -Double.infinity
  private var isWhole = true
  // Of the differences from the first number, so that little cancels.
  private var sum = 0.0
  private var squares = 0.0
  private(set) var varies = false

  mutating func add(_ number: Double) {
    if count == 0 { first = number }
    count += 1
    let difference = number - first
    varies = varies || difference != 0
    sum += difference
    squares += difference * difference
    lowest = min(lowest, number)
    highest = max(highest, number)
    isWhole = isWhole && number == number.rounded()
  }

  /// Whether the numbers are whole and have more digits than single precision holds, as those that name rows do.
  var isLong: Bool {
    let offset = form.offset
    return isWhole && count > 0 && max(highest - offset, offset - lowest) > 0x1p24
  }

  /// The form for these numbers: with an offset where their largest is over a thousand deviations.
  ///
  /// Rounding to single precision then costs at most 1024 / 2^24 of a deviation.
  var form: NumberForm {
    var form = NumberForm(isWhole: isWhole)
    guard count > 0 else { return form }
    guard varies else {
      if Double(Float(first)) != first { form.offset = first }
      return form
    }
    let mean = sum / Double(count)
    let deviation = max(squares / Double(count) - mean * mean, 0).squareRoot()
    guard deviation.isFinite, deviation > 0, max(-lowest, highest) > 1024 * deviation else { return form }
    // With few bits, the offset is taken off without rounding.
    let unit = deviation.binade
    form.offset = ((first + mean) / unit).rounded() * unit
    return form
  }
}
