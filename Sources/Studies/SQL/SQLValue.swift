/// One value of a row, or one argument of a statement.
enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)

  var integer: Int? {
    switch self {
    case .integer(let value): value
    case .real(let value): Int(exactly: value)
    default: nil
    }
  }

  var real: Double? {
    switch self {
    case .real(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  var text: String? {
    if case .text(let value) = self { value } else { nil }
  }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(nilLiteral: ()) { self = .null }
}

/// One row of a result.
///
/// A column that is missing reads as null.
struct SQLRow {
  let values: [SQLValue]

  subscript(column: Int) -> SQLValue {
    values.indices.contains(column) ? values[column] : .null
  }
}
