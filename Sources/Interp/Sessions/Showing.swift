import Charts
import DSL
import Studies

// How values, studies and diagnostics are shown to people.

extension UnsafeMutablePointer<Machine> {
  /// A value as the prompt shows it: as it is written, a study as its summary, a long list shortened.
  func displayed(_ value: Value) throws(Exit) -> String {
    if let study = value.study { return study.displayed(pointee.context.settings) }
    guard case .list(let items) = value, items.count > longestList else { return try written(value) }
    let shown = try written(.list(ContiguousArray(items.prefix(longestList / 2)))).dropLast()
    return "\(shown), ... \(items.count) items]"
  }

  /// A value as it is written in a program; cut off where it would be longer than a string may be.
  private func written(_ value: Value) throws(Exit) -> String {
    var bytes = ContiguousArray<UInt8>()
    var isTooLong = false
    do throws(Exit) {
      try value.write(to: &bytes, isQuoted: true) { (count: Int) throws(Exit) in
        try poll()
        isTooLong = count > Capacity.bytes
        if isTooLong { throw .broke }
      }
    } catch {
      guard isTooLong else { throw error }
      bytes += "...".utf8
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Lists with more items are shortened when they are shown, never when they are printed.
private let longestList = 40

extension StudyValue {
  /// The summary.
  func displayed(_ settings: Settings) -> String { StudySummary(titled).text(width: settings.columns) }

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
    let renderer = Renderer(
      sources: context.sources, usesColor: colour, showsLocation: !atPrompt, width: max(40, context.settings.columns))
    let text = renderer.render(diagnostic)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
