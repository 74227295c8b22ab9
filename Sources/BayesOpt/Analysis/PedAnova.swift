// Of n trials, R are those of the region, the best of them all up to a quantile, and T the target, the best of R. A
// regime of a parameter is a domain that it had in some trials, r of R and t of T; it has one where nothing depends on
// others, and where it is inactive it has none.
//
//   importance = sum over regimes of t^2 / (r |R|) D(p || q),   D(p || q) = sum_k (p_k - q_k)^2 / q_k
//
// p and q are the densities of the parameter in the t and the r trials, on a grid. D is Pearson's divergence, which is the
// variance of the indicator of being in T that is explained by the parameter alone, up to a constant factor: Watanabe,
// Bansal and Hutter, "PED-ANOVA", IJCAI 2023 (arXiv 2304.10255), theorem 1; the sum over regimes: "Conditional PED-ANOVA",
// 2026 (arXiv 2601.20800), theorem 4.2. Constants are those of Optuna 5.

/// The importance of parameters for being among the best trials: Pearson divergence ANOVA.
public struct PedAnova: Sendable {
  /// The share of the trials that are good, of 1.
  public let quantile: Double
  /// The share of the trials, the best of them, that these are compared with, of 1.
  public let region: Double

  /// In fewer trials a regime says nothing.
  private static let leastTrials = 2
  /// Added to all probabilities, so that none is zero.
  private static let leastProbability = 1e-12

  /// The analysis with its quantiles, checked.
  ///
  /// - Parameters:
  ///   - quantile: The share of the trials that are good, above 0.
  ///   - region: The share of the trials that they are compared with, above `quantile` and no more than 1.
  /// - Throws: `OptionError` that names one of the two.
  public init(quantile: Double = 0.1, region: Double = 1) throws(OptionError) {
    guard region > 0, region <= 1 else { throw .bad("region", reason: "it must be above 0 and no more than 1") }
    guard quantile > 0, quantile < region else {
      throw .bad("quantile", reason: "it must be above 0 and below \(region == 1 ? "1" : "the region")")
    }
    (self.quantile, self.region) = (quantile, region)
  }

  /// The importance of every parameter that is active in a complete trial.
  ///
  /// - Parameters:
  ///   - history: The trials; only those with a finite value of the first objective count.
  ///   - space: Their parameters.
  /// - Returns: Shares without deviations; equal ones of fewer than two trials, and of trials that are all as good.
  /// - Complexity: O(n log n + n d) for n trials of d parameters.
  public func importance(_ history: History, in space: Space) -> ParameterImportance {
    let complete = history.complete
    let trials = history.comparable
    let parameters = space.parameters.indices.filter { parameter in
      complete.contains { history.value(of: parameter, in: $0) != nil }
    }
    let costs = trials.compactMap { history.costs[$0] }.sorted()
    func best(_ share: Double) -> [Int] {
      guard costs.count > 1 else { return [] }
      let worst = costs[Int((share * Double(costs.count)).rounded(.up)) - 1]
      return trials.filter { (history.costs[$0] ?? .infinity) <= worst }
    }
    let region = best(self.region)
    let target = Set(best(quantile))
    return ParameterImportance(
      parameters.map { parameter in
        let value = Self.regimes(of: parameter, history, space, region, target).reduce(0) { sum, regime in
          sum + regime.divergence * regime.weight / Double(region.count)
        }
        return .init(parameters: [space.parameters[parameter].name], value: value, deviation: nil)
      }, trials: trials.count)
  }

  // MARK: Regimes

  /// The trials in which a parameter had one domain.
  private struct Regime {
    let grid: DensityGrid?
    /// How many trials of the region, and of the target, are at each point of the grid.
    var counts: (region: [Int], target: [Int])
    var trials = (region: 0, target: 0)

    init(_ domain: Domain) {
      let grid = DensityGrid(domain)
      self.grid = grid
      let none = [Int](repeating: 0, count: grid?.count ?? 0)
      counts = (none, none)
    }

    mutating func add(_ value: ParameterValue, isTarget: Bool) {
      trials.region += 1
      trials.target += isTarget ? 1 : 0
      guard let grid else { return }
      let place = grid.place(of: value)
      counts.region[place] += 1
      counts.target[place] += isTarget ? 1 : 0
    }

    /// Its t^2 / r.
    var weight: Double { Double(trials.target * trials.target) / Double(trials.region) }

    var divergence: Double {
      guard let grid, trials.region >= PedAnova.leastTrials, trials.target > 0 else { return 0 }
      return zip(grid.density(of: counts.target), grid.density(of: counts.region)).reduce(0) { sum, densities in
        let (p, q) = (densities.0 + PedAnova.leastProbability, densities.1 + PedAnova.leastProbability)
        return sum + (p - q) * (p - q) / q
      }
    }
  }

  private static func regimes(
    of parameter: Int, _ history: History, _ space: Space, _ region: [Int], _ target: Set<Int>
  ) -> [Regime] {
    var regimes: [Regime] = []
    var places: [Domain: Int] = [:]
    for trial in region {
      guard let value = history.value(of: parameter, in: trial) else { continue }
      let domain = space.domain(of: parameter, in: history.observations[trial].configuration)
      let place = places[domain] ?? regimes.count
      if place == regimes.count {
        places[domain] = place
        regimes.append(Regime(domain))
      }
      regimes[place].add(value, isTarget: target.contains(trial))
    }
    return regimes
  }
}

extension Space {
  /// The domain that a parameter has in a configuration; the widest one where its rule fails.
  fileprivate func domain(of index: Int, in configuration: Configuration) -> Domain {
    let parameter = parameters[index]
    guard parameter.rule != nil else { return parameter.domain }
    return (try? parameter.domain(after: Array(configuration.values[..<index]))).flatMap { $0 } ?? parameter.domain
  }
}
