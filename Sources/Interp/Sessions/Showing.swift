import Charts
import DSL
import Studies

// How values, studies and diagnostics are shown to people.

extension Value {
  /// The value as the prompt shows it: as it is written, a study as its summary, a long list shortened.
  func displayed(_ settings: Settings) -> String {
    if let study { return StudySummary(study.titled).text(width: settings.columns) }
    if case .list(let items) = self, items.count > Self.longestList {
      let shown = items.prefix(Self.longestList / 2).map(\.description).joined(separator: ", ")
      return "[\(shown), ... \(items.count) items]"
    }
    return description
  }

  /// Lists with more items are shortened when they are shown, never when they are printed.
  private static let longestList = 40
}

extension StudyValue {
  /// The study with the strategy's short name as its title.
  fileprivate var titled: Study {
    var description = study.description
    description.strategy = strategyName
    return Study(description, trials: study.trials, isInterrupted: study.isInterrupted, seconds: study.seconds)
  }
}

extension Session {
  /// A diagnostic as text, without a line break at its end.
  ///
  /// - Parameters:
  ///   - diagnostic: what is to be said.
  ///   - colour: whether the terminal's colours are used.
  ///   - atPrompt: whether the line that names file and place is left out.
  /// - Returns: the text.
  public func render(_ diagnostic: Diagnostic, colour: Bool = false, atPrompt: Bool = false) -> String {
    let renderer = Renderer(
      sources: context.sources, usesColor: colour, showsLocation: !atPrompt, width: max(40, context.settings.columns))
    let text = renderer.render(diagnostic)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
