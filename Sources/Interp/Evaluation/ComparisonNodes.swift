import DSL

// One short class per comparison and nearness of its operands; see ArithmeticNodes.swift.

final class LessNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsLess.self, &f) }
}

final class LessFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsLess.self, &f) }
}

final class LessNearFar: NearFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsLess.self, &f) }
}

final class LessFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsLess.self, &f) }
}

final class LessOrEqualNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsLessOrEqual.self, &f) }
}

final class LessOrEqualFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsLessOrEqual.self, &f) }
}

final class LessOrEqualNearFar: NearFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsLessOrEqual.self, &f) }
}

final class LessOrEqualFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsLessOrEqual.self, &f) }
}

final class GreaterNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsGreater.self, &f) }
}

final class GreaterFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsGreater.self, &f) }
}

final class GreaterNearFar: NearFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsGreater.self, &f) }
}

final class GreaterFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsGreater.self, &f) }
}

final class GreaterOrEqualNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsGreaterOrEqual.self, &f) }
}

final class GreaterOrEqualFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsGreaterOrEqual.self, &f) }
}

final class GreaterOrEqualNearFar: NearFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsGreaterOrEqual.self, &f) }
}

final class GreaterOrEqualFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try compare(IsGreaterOrEqual.self, &f) }
}
