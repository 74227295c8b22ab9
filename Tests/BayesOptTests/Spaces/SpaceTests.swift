import Testing

@testable import BayesOpt

@Suite struct SpaceTests {
  /// `opt in [2]`, `momentum in 0..0.99 if opt == 0`, `width in 1..8 * (opt + 1)`.
  static func conditional() throws -> Space {
    try Space(parameters: [
      Parameter(name: "opt", domain: .choice(count: 2, isOrdered: false)),
      Parameter(name: "momentum", domain: .real(low: 0, high: 0.99, scale: .linear, step: nil)) {
        $0.values[0] == .choice(0) ? .real(low: 0, high: 0.99, scale: .linear, step: nil) : nil
      },
      Parameter(name: "width", domain: .integer(low: 1, high: 16, scale: .linear, step: 1)) {
        .integer(low: 1, high: $0.values[0] == .choice(0) ? 8 : 16, scale: .linear, step: 1)
      },
    ])
  }

  @Test func `inactive parameters have no value and the coordinate one half`() throws {
    let space = try Self.conditional()
    let inactive = try space.decode([0.9, 0.3, 1])
    #expect(inactive.values == [.choice(1), nil, .integer(16)])
    #expect(space.encode(inactive) == [0.75, 0.5, 15.5 / 16])
    let active = try space.decode([0.1, 1, 1])
    #expect(active.values == [.choice(0), .real(0.99), .integer(8)])
    #expect(space.encode(active) == [0.25, 1, 7.5 / 8])
    #expect(space.count == nil)
  }

  @Test func `points are counted where they can be`() throws {
    let five = Parameter(name: "a", domain: .choice(count: 5, isOrdered: false))
    let three = Parameter(name: "b", domain: .integer(low: 0, high: 4, scale: .linear, step: 2))
    #expect(try Space(parameters: [five, three]).count == 15)
    let huge = Parameter(name: "c", domain: .integer(low: .min, high: .max, scale: .linear, step: 1))
    #expect(try Space(parameters: [five, huge]).count == nil)
  }

  @Test func `mistakes are errors, also those of a rule`() throws {
    #expect(throws: SpaceError.noParameters) { try Space(parameters: []) }
    let x = Parameter(name: "x", domain: .choice(count: 2, isOrdered: false))
    #expect(throws: SpaceError.duplicate("x")) { try Space(parameters: [x, x]) }
    let empty = Parameter(name: "y", domain: .choice(count: 0, isOrdered: false))
    #expect(throws: SpaceError.badDomain(parameter: "y", .noChoices)) { try Space(parameters: [x, empty]) }
    #expect(throws: SpaceError.wrongDimension(2, expected: 1)) { try Space(parameters: [x]).decode([0, 0]) }
    let reversed = Parameter(name: "z", domain: .choice(count: 2, isOrdered: false)) { _ in
      .real(low: 1, high: 0, scale: .linear, step: nil)
    }
    let space = try Space(parameters: [x, reversed])
    #expect(throws: DomainError.self) { try space.decode([0, 0]) }
    #expect(space.encode(Configuration(values: [.choice(0), .choice(1)])) == [0.25, 0.75])
    #expect(space.encode(Configuration(values: [])) == [0.5, 0.5])
  }
}
