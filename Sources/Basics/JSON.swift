/// A JSON value that keeps the order of its members and tells integers from reals.
///
/// Choices of parameters, notes of trials and every attribute of a stored study are JSON. Python's tokens `NaN`,
/// `Infinity` and `-Infinity` are part of it, because Optuna writes them.
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case real(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One name and its value in an object.
  public struct Member: Hashable, Sendable {
    /// The name, unique in its object.
    public let name: String
    /// The value under that name.
    public let value: JSON

    /// Pairs a name with a value.
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of the member `name`, `nil` where there is none or this is no object.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The number, also of an integer.
  public var number: Double? {
    switch self {
    case .real(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// The integer, also of a real that is whole.
  public var wholeNumber: Int? {
    switch self {
    case .integer(let value): value
    case .real(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The text of a string.
  public var text: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The truth value of a boolean.
  public var truth: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The items of an array.
  public var items: [JSON]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// The members of an object, in the order they are written.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An integer.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A real.
  public init(floatLiteral value: Double) { self = .real(value) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// The null value.
  public init(nilLiteral: ()) { self = .null }
  /// An array.
  public init(arrayLiteral items: JSON...) { self = .array(items) }
  /// An object, its members in the order written.
  public init(dictionaryLiteral members: (String, JSON)...) { self = .object(members.map(Member.init)) }
}
