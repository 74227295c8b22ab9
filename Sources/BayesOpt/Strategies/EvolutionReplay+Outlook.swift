import RealModule

extension EvolutionReplay {
  /// How likely coordinates of an axis are in the generation: the density of the normal distribution, or the probabilities
  /// of choices; nil where a rule offers other choices than are known.
  func density(of axis: Int, at places: SectionAxis) -> [Double]? {
    if let line = lines.firstIndex(of: axis) {
      let (mean, deviation) = (distribution.mean[line], distribution.deviation(line))
      return places.coordinates.map { NormalDistribution.density(($0 - mean) / deviation) / deviation }
    }
    let probabilities = probabilities[axis]
    return probabilities.count == places.values.count ? probabilities : nil
  }

  /// Where the distribution is one deviation away from its mean: m + sigma C^(1/2) (cos t, sin t); nil unless there are
  /// two ordered axes.
  var ellipse: Outlook.Ellipse? {
    guard lines.count == 2 else { return nil }
    let turns = 64
    let outline = (0...turns).map { turn in
      let angle = 2 * Double.pi * Double(turn % turns) / Double(turns)
      let step = distribution.step([.cos(angle), .sin(angle)])
      return (
        distribution.mean[0] + distribution.sigma * step[0], distribution.mean[1] + distribution.sigma * step[1]
      )
    }
    return Outlook.Ellipse(
      axes: (lines[0], lines[1]), mean: (distribution.mean[0], distribution.mean[1]), outline: outline)
  }
}
