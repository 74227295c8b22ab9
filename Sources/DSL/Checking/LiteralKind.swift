/// The kind of a value, as far as the text alone tells it.
enum LiteralKind: Hashable {
  case none, boolean, number, time, string, list, record, function, range, study
  case count(CountUnit)

  /// Whether it has a unit.
  var isQuantity: Bool {
    switch self {
    case .time, .count: true
    default: false
    }
  }

  /// The kind in words.
  var description: String {
    switch self {
    case .none: "`none`"
    case .boolean: "a boolean"
    case .number: "a number"
    case .time: "a time"
    case .string: "a string"
    case .list: "a list"
    case .record: "a record"
    case .function: "a function"
    case .range: "a range"
    case .study: "a study"
    case .count(let unit): "a number of \(unit.rawValue)"
    }
  }
}

extension Expression {
  /// Without parentheses around it.
  var bare: Expression {
    var inner = self
    while case .parenthesized(let next) = inner.kind { inner = next }
    return inner
  }

  /// The number that is written here, if it is written out.
  var literalNumber: Double? {
    switch bare.kind {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .unary(.negate, let inner): inner.literalNumber.map { -$0 }
    default: nil
    }
  }

  /// The integer that is written here, if it is written out.
  var literalInteger: Int? {
    switch bare.kind {
    case .integer(let value): value
    case .unary(.negate, let inner): inner.literalInteger.map { 0 - $0 }
    default: nil
    }
  }

  /// The amount of a number, time or count that is written out.
  var literalAmount: Double? {
    switch bare.kind {
    case .duration(let seconds): seconds
    case .quantity(let count, _): count.literalNumber
    case .unary(.negate, let inner): inner.literalAmount.map { -$0 }
    default: literalNumber
    }
  }
}
