import Basics
import BayesOpt
import Studies

/// The axis of a parameter, over the whole of its domain.
struct ParameterAxis: Sendable {
  /// Its place among the parameters of the study.
  let index: Int
  /// The parameter.
  let parameter: ParameterDescription
  /// The axis.
  let axis: Axis

  /// The axis of a parameter.
  ///
  /// - Parameters:
  ///   - index: its place among the parameters of the study.
  ///   - study: the study; what was tried counts where the domain has no ends.
  init(_ index: Int, of study: Study) {
    let described = study.description.parameters[index]
    (self.index, parameter) = (index, described)
    let name = described.name.onOneLine
    switch described.domain {
    case .real(let low, let high, let scale, _):
      axis = Axis(name, from: low, to: high, scale: Axis.Scale(scale))
    case .integer(let low, let high, let scale, _):
      axis = Axis(name, from: Double(low), to: Double(high), scale: Axis.Scale(scale), isWhole: true)
    case .gamma(let low, let high, _, _):
      axis = Axis(name, from: low, to: high)
    case .normal(let mean, let deviation):
      let tried = study.trials.compactMap { $0.value(of: index)?.number }
      axis = Axis(name, covering: tried + [mean - 2 * deviation, mean + 2 * deviation])
    case .choice(let count, _):
      axis = Axis(name, categories: (0..<max(count, 0)).map { shortText(described.json(.choice($0))) })
    }
  }

  /// Where a trial stands; NaN where the parameter is inactive.
  func place(of trial: Trial) -> Double { trial.value(of: index)?.number ?? .nan }

  /// The value at a place of the axis.
  func value(at place: Double) -> ParameterValue {
    switch parameter.domain {
    case .real, .normal, .gamma: .real(place)
    case .integer: .integer(Int(exactly: place.rounded()) ?? 0)
    case .choice: .choice(Int(place.rounded()))
    }
  }

  /// Whether the parameter takes one of a few things rather than a number.
  var isChoice: Bool { if case .choice = parameter.domain { true } else { false } }
}

extension Trial {
  /// The value of a parameter; nil where it is inactive.
  func value(of parameter: Int) -> ParameterValue? {
    configuration.values.indices.contains(parameter) ? configuration.values[parameter] : nil
  }
}

extension Axis.Scale {
  fileprivate init(_ scale: Scale) { self = scale == .logarithmic ? .logarithmic : .linear }
}

/// The parameters that a figure shows, and what is said of the others.
struct ShownParameters: Sendable {
  /// An axis for each parameter.
  let axes: [ParameterAxis]
  /// What is not shown.
  let notes: [String]

  /// The parameters that are asked for, or those that are not the same in all trials: of many, those that matter most.
  ///
  /// - Parameters:
  ///   - names: those that are asked for; none for all.
  ///   - ranking: the trials.
  ///   - most: how many there is room for.
  /// - Throws: that there is no such parameter, or that it was inactive in all trials.
  init(_ names: [String], of ranking: Ranking, atMost most: Int) throws(FigureError) {
    let parameters = ranking.study.description.parameters
    func distinct(_ index: Int) -> Set<ParameterValue> { Set(ranking.trials.compactMap { $0.value(of: index) }) }
    guard names.isEmpty else {
      let chosen = try parameters.expanded(names).map { (name) throws(FigureError) in
        guard let index = parameters.firstIndex(where: { $0.name == name }) else {
          let near = Suggestion.nearest(to: name, among: parameters.map(\.name))
          throw FigureError(
            "the study has no parameter `\(name)`", hint: near.map { "did you mean `\($0)`?" })
        }
        guard !distinct(index).isEmpty else { throw FigureError("`\(name)` is not active in any complete trial") }
        return ParameterAxis(index, of: ranking.study)
      }
      (axes, notes) = (chosen, [])
      return
    }
    let active = parameters.indices.filter { !distinct($0).isEmpty }
    guard !active.isEmpty else { throw FigureError("no parameter of the study is active in a complete trial") }
    let varying = active.filter { distinct($0).count > 1 }
    let candidates = varying.isEmpty ? active : varying
    let leading = candidates.count > most ? ranking.leading(candidates) : nil
    axes = (leading ?? candidates).prefix(most).map { ParameterAxis($0, of: ranking.study) }
    var notes: [String] = []
    let constant = parameters.indices.filter { !candidates.contains($0) }
    if !constant.isEmpty {
      let names = Self.listed(constant.map { parameters[$0].name.onOneLine })
      notes.append("\(names): the same in all complete trials, so not shown")
    }
    if candidates.count > axes.count {
      let which = leading == nil ? "" : ", those that matter most"
      notes.append(
        "\(axes.count) of \(candidates.count) parameters are shown\(which); others can be asked for by their names")
    }
    self.notes = notes
  }

  /// Names with commas, the first few of many.
  static func listed(_ names: [String]) -> String {
    let most = 12
    let shown = names.prefix(names.count > most ? most - 1 : most).map { $0.truncated(to: 30) }
    return shown.joined(separator: ", ") + (names.count > shown.count ? " and \(names.count - shown.count) more" : "")
  }

  /// All pairs of them.
  ///
  /// - Parameters:
  ///   - names: those that are asked for; none for all.
  ///   - ranking: the trials.
  ///   - kind: what needs two parameters, with its article.
  /// - Returns: the pairs, and what is not shown.
  /// - Throws: that there are too few of them, or too many.
  static func pairs(
    _ names: [String], of ranking: Ranking, for kind: String
  ) throws(FigureError) -> (pairs: [(x: ParameterAxis, y: ParameterAxis)], notes: [String]) {
    let most = 4
    let shown = try ShownParameters(names, of: ranking, atMost: .max)
    let axes = shown.axes
    let all = listed(axes.map(\.parameter.name))
    let quoted = axes.prefix(2).map { "\"\($0.parameter.name)\"" }
    guard axes.count > 1 else {
      throw FigureError(
        names.isEmpty
          ? "\(kind) needs two parameters, and only `\(all)` differs between the trials"
          : "\(kind) needs two parameters, not `\(all)` alone")
    }
    guard axes.count <= most else {
      throw FigureError(
        "\(kind) is of two parameters, up to \(most) in pairs, and here are \(axes.count)",
        hint: "name two of them, such as \(quoted.joined(separator: ", ")); they are \(all)")
    }
    let pairs = axes.indices.flatMap { first in
      axes.indices.filter { $0 > first }.map { (x: axes[first], y: axes[$0]) }
    }
    return (pairs, shown.notes)
  }
}

extension Ranking {
  /// Parameters by how much they matter, the most important first; nil where the trials do not tell.
  fileprivate func leading(_ parameters: [Int]) -> [Int]? {
    guard let importance = study.importance(for: objective), !importance.isUndetermined else { return nil }
    let places = Dictionary(study.description.parameters.enumerated().map { ($1.name, $0) }) { first, _ in first }
    return importance.parameters.compactMap { places[$0.parameters[0]] }.filter(Set(parameters).contains)
  }
}

extension [ParameterDescription] {
  /// Names of parameters, a list that a search has by one name being all of its members.
  fileprivate func expanded(_ names: [String]) -> [String] {
    names.flatMap { name in
      let members = map(\.name).filter { $0.hasPrefix(name + "[") && $0.hasSuffix("]") }
      return contains { $0.name == name } || members.isEmpty ? [name] : members
    }
  }
}
