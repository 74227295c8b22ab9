import Basics
import Studies

/// A study under the name by which it is compared with others.
public struct NamedStudy: Sendable {
  /// What the legend calls it.
  public var name: String
  /// The study.
  public var study: Study

  /// A study under a name.
  public init(_ name: String, _ study: Study) { (self.name, self.study) = (name, study) }
}

extension Figure {
  /// The empirical distribution of the values of studies: for every value the share of complete trials that have it or less.
  ///
  /// - Parameters:
  ///   - studies: at least one; studies of one name are taken together.
  ///   - objective: the objective, counted from 0.
  /// - Returns: the figure.
  /// - Throws: that a study has no complete trial, or that the studies have different directions.
  public static func distribution(_ studies: [NamedStudy], objective: Int = 0) throws(FigureError) -> Figure {
    let groups = try RankedStudies(studies, objective)
    let axis = groups.axis
    var notes: [String] = []
    var series: [Series] = []
    for (index, group) in groups.groups.enumerated() {
      let values = group.rankings.flatMap(\.values).sorted()
      let steps = values.indices.map { Point(axis.place(values[$0]), Double($0 + 1) / Double(values.count)) }
      let start = [Point(axis.axis.low, 0)]
      series.append(
        Series(
          group.name, .compared(index), .steps(start + steps + [Point(axis.axis.high, 1)])))
      let middle = groups.direction == .minimize ? values[(values.count - 1) / 2] : values[values.count / 2]
      let words = groups.direction == .minimize ? "or less" : "or more"
      notes.append(
        "\(group.name): half of \(trials(values.count)) have \(NumberText.rounded(middle)) \(words)")
    }
    return Figure(
      "distribution of \(groups.title)",
      panels: [
        Panel(
          x: axis.axis, y: Axis("share of trials", from: 0, to: 1), series: series)
      ], notes: notes + axis.notes)
  }
}

/// Studies that are compared, those of one name together.
struct RankedStudies {
  /// What one name stands for.
  struct Group {
    /// The name.
    let name: String
    /// Its studies, at least one.
    var rankings: [Ranking]
  }

  /// In the order in which their names first occur.
  let groups: [Group]

  /// Ranks studies by one objective.
  ///
  /// - Throws: that a study has no complete trial, or that the studies have different directions.
  init(_ studies: [NamedStudy], _ objective: Int) throws(FigureError) {
    guard !studies.isEmpty else { throw FigureError("there is no study to draw") }
    var groups: [Group] = []
    for named in studies {
      let ranking: Ranking
      do throws(FigureError) { ranking = try Ranking(named.study, by: objective) } catch {
        throw studies.count == 1 ? error : FigureError("\(named.name): \(error.message)", hint: error.hint)
      }
      let name = named.name.onOneLine.truncated(to: 40)
      if let index = groups.firstIndex(where: { $0.name == name }) {
        groups[index].rankings.append(ranking)
      } else {
        groups.append(Group(name: name, rankings: [ranking]))
      }
    }
    let directions = groups.flatMap { $0.rankings.map(\.direction) }
    guard directions.allSatisfy({ $0 == directions[0] }) else {
      throw FigureError("some of the studies minimize and others maximize, so that they cannot be compared")
    }
    self.groups = groups
  }

  /// Which way is better.
  var direction: Direction { groups[0].rankings[0].direction }

  /// What the values are, where that is the same.
  var title: String {
    let titles = Set(groups.flatMap { $0.rankings.map(\.title) })
    return titles.count == 1 ? titles.first ?? "value" : "value"
  }

  /// An axis for the values of all.
  var axis: ValueAxis { ValueAxis(title, groups.flatMap { $0.rankings.flatMap(\.values) }, direction) }
}
