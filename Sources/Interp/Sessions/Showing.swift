import Charts
import DSL
import Studies

// How values, studies and diagnostics are shown to people.

extension Session {
  /// A value as it is shown: a study as its summary, rows as a table, what is long shortened.
  func displayed(_ value: Value, mode: Mode) throws(Exit) -> String {
    let settings = context.settings
    if let study = value.study { return study.displayed(settings) }
    if case .host(let host) = value, let drawing = host.drawing { return settings.glyphs.drawn(drawing) }
    guard mode != .example || value.isTable, let table = try table(of: value) else { return ShortText.text(value) }
    return settings.glyphs.drawn(
      settings.isTerminal ? table.text(width: settings.columns, limit: ShortText.longestTable) : table.text())
  }

  /// A table, or a list of records or trials as one.
  private func table(of value: Value) throws(Exit) -> Table? {
    switch value {
    case .host: return value.isTable ? try Table(value, machine, .nowhere) : nil
    case .list(let items):
      let isTabular = items.allSatisfy { item in
        switch item {
        case .record(let record): record.count > 0
        case .host(let host): host is TrialValue
        default: false
        }
      }
      return items.isEmpty || !isTabular ? nil : try Table(value, machine, .nowhere)
    default: return nil
    }
  }
}

extension Value {
  fileprivate var isTable: Bool { if case .host(let host) = self { host is TableValue } else { false } }
}

extension StudyValue {
  /// The summary.
  func displayed(_ settings: Settings) -> String {
    settings.glyphs.drawn(StudySummary(titled).text(width: settings.columns))
  }

  /// The study with the strategy's short name as its title.
  private var titled: Study {
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
    let text = context.renderer(colour: colour, showsLocation: !atPrompt).render(diagnostic)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// Says a warning, drawn as errors are.
  func warn(_ warning: Diagnostic, mode: Mode) {
    context.notes(render(warning, colour: context.settings.isErrorColoured, atPrompt: mode == .prompt))
  }
}
