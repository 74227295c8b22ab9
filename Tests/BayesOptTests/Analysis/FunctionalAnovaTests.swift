import Basics
import RealModule
import Testing

@testable import BayesOpt

@Suite struct FunctionalAnovaTests {
  @Test func `the references are all there`() {
    #expect(ImportanceReferences.trees.count == 4 && ImportanceReferences.forests.count == 5)
  }

  // MARK: Trees

  @Test(arguments: ImportanceReferences.trees)
  func `a tree is scikit-learn's, and its variances are Optuna's`(reference: ImportanceReference) throws {
    let points = try #require(reference.json["points"]?.items).map(\.numbers)
    let axes = points[0].indices
    let data = RegressionData(
      axes: axes.map { _ in .line }, columns: axes.map { axis in points.map { $0[axis] } },
      values: try #require(reference.json["values"]?.numbers))
    var random = CounterRandom(seed: 1)
    let tree = RegressionTree(
      data, weights: points.map { _ in 1 }, mostDepth: try #require(reference.json["depth"]?.wholeNumber), &random)
    let anova = TreeAnova(tree, dimension: axes.count)
    #expect(relativeError(anova.variance, try #require(reference.json["variance"]?.number)) < 1e-9)
    for (axis, variance) in try #require(reference.json["alone"]?.numbers).enumerated() {
      #expect(abs(anova.variance(of: axis) - variance) < 1e-9 * anova.variance)
    }
    for both in try #require(reference.json["both"]?.items).map(\.numbers) {
      #expect(abs(anova.variance(of: Int(both[0]), and: Int(both[1])) - both[2]) < 1e-9 * anova.variance)
    }
  }

  /// Marginals by summing the tree's values over all boxes that its thresholds and choices cut the cube into.
  @Test(arguments: 0..<6) func `variances are those of brute force`(seed: UInt64) {
    var random = CounterRandom(seed: seed)
    let axes: [TreeAxis] = [.line, .choices(5), .line, .choices(2)]
    let columns = axes.map { axis in
      (0..<30).map { _ -> Double in
        guard case .choices(let count) = axis else { return random.uniform() }
        return (Double(random.index(below: count)) + 0.5) / Double(count)
      }
    }
    let data = RegressionData(axes: axes, columns: columns, values: (0..<30).map { _ in random.normal() })
    let weights = (0..<30).map { _ in random.index(below: 3) }
    let tree = RegressionTree(data, weights: weights, mostDepth: seed < 3 ? 64 : 4, &random)
    let anova = TreeAnova(tree, dimension: axes.count)

    // The middles and the lengths of the cells of each axis.
    let cells = axes.indices.map { axis -> [(middle: Double, length: Double)] in
      var ends: Set<Double> = [0, 1]
      for case .split(let split) in tree.nodes where split.axis == axis {
        ends.formUnion([split.left.lowerBound, split.left.upperBound])
      }
      let sorted = ends.sorted()
      return zip(sorted, sorted.dropFirst()).map { (($0 + $1) / 2, $1 - $0) }
    }
    func integral(_ free: [Int], _ point: [Double], _ function: ([Double]) -> Double) -> Double {
      guard let axis = free.first else { return function(point) }
      return cells[axis].reduce(0) { sum, cell in
        var point = point
        point[axis] = cell.middle
        return sum + cell.length * integral(Array(free.dropFirst()), point, function)
      }
    }
    let middle = axes.map { _ in 0.5 }
    let mean = integral(Array(axes.indices), middle, tree.value)
    func variance(_ fixed: [Int]) -> Double {
      let free = axes.indices.filter { !fixed.contains($0) }
      return integral(fixed, middle) { .pow(integral(free, $0, tree.value) - mean, 2) }
    }
    #expect(abs(variance(Array(axes.indices)) - anova.variance) < 1e-12)
    for first in axes.indices {
      #expect(abs(variance([first]) - anova.variance(of: first)) < 1e-12)
      for second in axes.indices where second != first {
        #expect(abs(variance([first, second]) - anova.variance(of: first, and: second)) < 1e-12)
      }
    }
  }

  /// The tree that has seen every point of a lattice, and is the function there.
  private func lattice(_ axes: [TreeAxis], sizes: [Int], _ function: ([Int]) -> Double) -> TreeAnova {
    let points = sizes.reduce([[]]) { points, size in points.flatMap { point in (0..<size).map { point + [$0] } } }
    let columns = sizes.indices.map { axis in points.map { (Double($0[axis]) + 0.5) / Double(sizes[axis]) } }
    let data = RegressionData(axes: axes, columns: columns, values: points.map(function))
    var random = CounterRandom(seed: 2)
    let tree = RegressionTree(data, weights: points.map { _ in 1 }, mostDepth: 64, &random)
    return TreeAnova(tree, dimension: axes.count)
  }

  @Test func `the variances of a sum and of a product are exact`() {
    let factors = [[0.0, 1, 4, 9], [1.0, -2, 0.5], [2.0, 3, 7]]
    let axes: [TreeAxis] = [.line, .line, .choices(3)]
    let variances = factors.map { moments($0).deviation * moments($0).deviation }
    let squares = factors.map { moments($0).mean * moments($0).mean }

    let sum = lattice(axes, sizes: [4, 3, 3]) { $0.enumerated().reduce(0) { $0 + factors[$1.offset][$1.element] } }
    #expect(abs(sum.variance - variances.reduce(0, +)) < 1e-11)
    for axis in 0..<3 { #expect(abs(sum.variance(of: axis) - variances[axis]) < 1e-11) }
    #expect(abs(sum.variance(of: 0, and: 2) - variances[0] - variances[2]) < 1e-11)

    let product = lattice(axes, sizes: [4, 3, 3]) { $0.enumerated().reduce(1) { $0 * factors[$1.offset][$1.element] } }
    // E of the square of a product of independent factors is the product of the E of their squares.
    func expected(_ axes: [Int]) -> Double {
      (0..<3).reduce(1) { $0 * (squares[$1] + (axes.contains($1) ? variances[$1] : 0)) } - squares.reduce(1, *)
    }
    #expect(abs(product.variance - expected([0, 1, 2])) < 1e-9)
    for axis in 0..<3 { #expect(abs(product.variance(of: axis) - expected([axis])) < 1e-9) }
    #expect(abs(product.variance(of: 1, and: 2) - expected([1, 2])) < 1e-9)
  }

  /// sin a + 7 sin^2 b + 0.1 c^4 sin a on [-pi, pi]^3, by Ishigami and Homma, 1990.
  private func ishigami(_ x: [Double]) -> Double { .sin(x[0]) * (1 + 0.1 * .pow(x[2], 4)) + 7 * .pow(.sin(x[1]), 2) }

  /// On a lattice the means of sin^2 and sin^4 are 1/2 and 3/8, as in the whole range; those of c^4 are the lattice's own.
  @Test func `the variances of Ishigami's function are exact`() {
    let places = (0..<8).map { ((Double($0) + 0.5) / 4 - 1) * Double.pi }
    let anova = lattice([.line, .line, .line], sizes: [8, 8, 8]) { ishigami($0.map { places[$0] }) }
    let powers = moments(places.map { 0.1 * .pow($0, 4) })
    let (a, b) = (.pow(1 + powers.mean, 2) / 2, 49 * (3.0 / 8 - 1.0 / 4))
    let both = powers.deviation * powers.deviation / 2
    #expect(relativeError(anova.variance, a + b + both) < 1e-12)
    #expect(relativeError(anova.variance(of: 0), a) < 1e-12 && relativeError(anova.variance(of: 1), b) < 1e-12)
    #expect(anova.variance(of: 2) < 1e-12)
    #expect(relativeError(anova.variance(of: 0, and: 2), a + both) < 1e-12)
    #expect(relativeError(anova.variance(of: 0, and: 1), a + b) < 1e-12)
    #expect(relativeError(anova.variance(of: 1, and: 2), b) < 1e-12)
  }

  // MARK: Forests

  @Test(arguments: ImportanceReferences.forests) func `forests are as Optuna's`(reference: ImportanceReference) throws {
    let study = try ImportanceStudy(reference.json)
    let runs = (0..<2).map { FunctionalAnova(seed: $0).importance(study.history, in: study.space) }
    let name = try #require(reference.json["name"]?.text)
    for (index, parameter) in study.space.parameters.enumerated() {
      let own = runs.compactMap { run in
        run.parameters.first { $0.parameters == [parameter.name] }.map { $0.value * run.total }
      }
      let theirs = try #require(reference.json["mean"]?.numbers)[index]
      let spread = try #require(reference.json["spread"]?.numbers)[index]
      // The difference of a mean of two runs and one of ten, and what other weights of levels and choices make of it.
      let tolerance = name == "mixed" ? 0.05 : 0.002
      #expect(abs(moments(own).mean - theirs) < tolerance + 4 * spread * 0.6.squareRoot(), "\(parameter.name)")
      let deviations = runs.compactMap { run in
        run.parameters.first { $0.parameters == [parameter.name] }?.deviation.map { $0 * run.total }
      }
      let deviation = try #require(reference.json["deviation"]?.numbers)[index]
      if name != "mixed" { #expect(abs(moments(deviations).mean - deviation) < 0.25 * deviation + 0.001) }
    }
    // The order, as far as the forests of Optuna agree on it.
    let means = try #require(reference.json["mean"]?.numbers)
    let spreads = try #require(reference.json["spread"]?.numbers)
    let ranks = Dictionary(uniqueKeysWithValues: runs[0].parameters.enumerated().map { ($1.parameters[0], $0) })
    for i in means.indices {
      for j in means.indices where means[i] - 4 * spreads[i] > means[j] + 4 * spreads[j] {
        #expect((ranks["x\(i)"] ?? .max) < ranks["x\(j)"] ?? -1)
      }
    }
  }

  /// The shares of the variance are 0.442 of b, 0.314 of a, 0 of c and 0.244 of a with c.
  ///
  /// Trees are slow to find b, whose halves have equal means.
  @Test func `a forest finds what Ishigami's function depends on`() throws {
    let domain = Domain.real(low: -.pi, high: .pi, scale: .linear, step: nil)
    let space = try Space(parameters: ["a", "b", "c"].map { Parameter(name: $0, domain: domain) })
    let sequence = Sobol(dimension: 3, scrambledBy: 5)
    let history = History(
      (0..<1024).map { index in
        let x = sequence.point(index).map { (2 * $0 - 1) * .pi }
        return Observation(Configuration(values: x.map { .real($0) }), .complete([ishigami(x)]))
      })
    let importance = FunctionalAnova(trees: 8).importance(history, in: space, pairs: true)
    #expect(importance.parameters.map { $0.parameters[0] } == ["b", "a", "c"])
    let main = importance.parameters.map { $0.value * importance.total }
    #expect(abs(main[1] - 0.314) < 0.05 && main[2] < 0.02)
    let joint = importance.interactions
    #expect(joint.count == 3 && joint[0].parameters == ["a", "c"])
    #expect(abs(joint[0].value * importance.total - 0.244) < 0.05)
    #expect(joint[1].value * importance.total < 0.1)
  }

  /// Decades count alike: of ln x + 4 z with ln x uniform in [ln 10^-4, 0], the variances are ln(10^4)^2 / 12 and 16 / 12.
  @Test func `a logarithmic range is seen as it is searched`() throws {
    let space = try Space(parameters: [
      Parameter(name: "x", domain: .real(low: 1e-4, high: 1, scale: .logarithmic, step: nil)),
      Parameter(name: "n", domain: .integer(low: 0, high: 2, scale: .linear, step: 1)),
      Parameter(name: "c", domain: .choice(count: 5, isOrdered: false)),
    ])
    var random = CounterRandom(seed: 3)
    let levels = [0.0, 0, 8, 0, 0]
    let history = History(
      try (0..<1000).map { _ in
        let configuration = try space.decode((0..<3).map { _ in random.uniform() })
        let values = configuration.values.map { $0?.number ?? 0 }
        return Observation(configuration, .complete([.log(values[0]) + 4 * values[1] + levels[Int(values[2])]]))
      })
    let importance = FunctionalAnova(trees: 8).importance(history, in: space)
    let variances = ["x": .pow(.log(1e4), 2) / 12, "n": 32.0 / 3, "c": 64.0 * 4 / 25]
    let total = variances.values.reduce(0, +)
    for share in importance.parameters {
      #expect(abs(share.value * importance.total - (variances[share.parameters[0]] ?? 0) / total) < 0.03)
    }
    #expect(importance.total > 0.95)
  }

  @Test func `what cannot be analysed has equal shares, and what is partly there none`() throws {
    let space = try Space(parameters: [
      Parameter(name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: nil)),
      Parameter(name: "one", domain: .integer(low: 3, high: 3, scale: .linear, step: 1)),
      Parameter(name: "part", domain: .choice(count: 2, isOrdered: false)),
    ])
    func trial(_ x: Double, _ part: Int?, _ value: Double) -> Observation {
      Observation(Configuration(values: [.real(x), .integer(3), part.map { .choice($0) }]), .complete([value]))
    }
    func shares(_ trials: [Observation]) -> [String: Double] {
      let importance = FunctionalAnova(trees: 8).importance(History(trials), in: space, pairs: true)
      return Dictionary(uniqueKeysWithValues: importance.parameters.map { ($0.parameters[0], $0.value) })
    }
    #expect(shares([]).isEmpty)
    #expect(shares([trial(0.5, nil, 1)]) == ["x": 0.5, "one": 0.5])
    #expect(shares((0..<9).map { trial(Double($0) / 9, 1, 5) }).values.allSatisfy { $0 == 1.0 / 3 })
    let uneven = (0..<9).map { trial(Double($0) / 9, $0 < 5 ? $0 % 2 : nil, Double($0) * 1e307) }
    #expect(shares(uneven) == ["x": 1, "one": 0])
    #expect(shares(uneven + [trial(0.1, nil, .infinity)]) == ["x": 1, "one": 0])
    #expect(shares(uneven.prefix(5) + [trial(0.1, nil, .infinity)]).count == 2)
    #expect(shares(Array(uneven.prefix(5))).count == 3)
  }

  @Test func `a seed fixes every number, and an error ends the analysis`() throws {
    struct Stop: Error {}
    let study = try ImportanceStudy(ImportanceReferences.forests[3].json)
    func importance(_ seed: UInt64) -> ParameterImportance {
      FunctionalAnova(seed: seed).importance(study.history, in: study.space, pairs: true)
    }
    #expect(importance(7) == importance(7) && importance(7) != importance(8))
    var trees = 0
    #expect(throws: Stop.self) {
      try FunctionalAnova().importance(study.history, in: study.space, pairs: false) {
        trees += 1
        if trees > 3 { throw Stop() }
      }
    }
    #expect(trees == 4)
  }
}
