import Testing

@testable import BayesOpt

@Suite struct ResponseSurfaceTests {
  private static let domain = Domain.real(low: -1, high: 1, scale: .linear, step: nil)
  private static let space = try? Space(parameters: ["x", "y"].map { Parameter(name: $0, domain: domain) })

  private func grid(_ count: Int) -> [Configuration] {
    (0..<count * count).map { index in
      let places = [index % count, index / count].map { 2 * Double($0) / Double(count - 1) - 1 }
      return Configuration(values: places.map { .real($0) })
    }
  }

  /// Between the points of a grid, a smooth function is found to a few per cent of its range, whatever its scale.
  @Test(arguments: [1, 1e-200, 1e200])
  func aSmoothFunctionIsInterpolated(scale: Double) throws {
    func value(_ configuration: Configuration) -> Double {
      let (x, y) = (configuration.values[0]?.number ?? 0, configuration.values[1]?.number ?? 0)
      return scale * (x * x + 2 * (y - 0.5) * (y - 0.5) + x * y)
    }
    let space = try #require(Self.space)
    let surface = try #require(ResponseSurface(grid(7).map { ($0, value($0)) }, in: space))
    let others = grid(10)
    let errors = zip(others, surface.values(at: others)).map { abs($1 - value($0)) / scale }
    #expect((errors.max() ?? 1) < 0.15)
  }

  @Test func whatIsExpectedWasObservedNearby() throws {
    let space = try #require(Self.space)
    // Values over twelve powers of ten, of which some are infinite.
    let observations = grid(5).enumerated().map { index, configuration in
      (configuration, index % 7 == 3 ? Double.infinity : Double(index + 1) * (index > 20 ? 1e12 : 1))
    }
    let surface = try #require(ResponseSurface(observations, in: space))
    let values = surface.values(at: grid(9))
    let finite = observations.map(\.1).filter(\.isFinite)
    #expect(values.allSatisfy { (finite.min() ?? 0)...(finite.max() ?? 0) ~= $0 })
    #expect(ResponseSurface([(grid(2)[0], 1)], in: space) == nil)
    #expect(ResponseSurface(grid(2).map { ($0, .infinity) }, in: space) == nil)
    // Constants are expected to stay what they are.
    #expect(ResponseSurface(grid(3).map { ($0, 4) }, in: space)?.values(at: grid(2)) == [4, 4, 4, 4])
  }
}
