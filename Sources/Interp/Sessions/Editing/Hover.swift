import Basics
import DSL
import Studies

/// What there is to say about a word of a program.
public struct Hover: Sendable {
  /// The word.
  public let span: Span
  /// What is said, in lines.
  public let text: String
}

extension Session {
  /// What `?name` says about the word at an offset of a program, or what the program says of it; of a parameter of a search
  /// whose study is stored, also its best value and how much it matters.
  ///
  /// - Parameters:
  ///   - offset: in bytes.
  ///   - analysis: of the program.
  /// - Returns: nil where nothing is known.
  public func hover(at offset: Int, in analysis: Analysis) -> Hover? {
    let position = analysis.position(at: offset)
    if let (span, meaning) = analysis.occurrences.name(at: position) {
      let definition = meaning.definitions.contains(span) ? span : meaning.definitions[0]
      guard let program = analysis.program(holding: definition) else {
        return help(meaning.text).map { Hover(span: span, text: $0) }
      }
      return description(of: definition, in: program).map { Hover(span: span, text: $0) }
    }
    let tokens = tokenize(analysis.source, isRecovering: true).tokens
    guard
      let index = tokens.firstIndex(where: { token in
        token.kind.spelling != nil && token.span.start <= position && position <= token.span.end
      }), let word = tokens[index].kind.spelling
    else { return nil }
    let span = tokens[index].span
    if index + 1 < tokens.count, tokens[index + 1].kind == .symbol(.colon),
      let text = option(word, before: span, analysis)
    {
      return Hover(span: span, text: text)
    }
    return help(word).map { Hover(span: span, text: $0) }
  }

  /// What an option of the call around it means.
  private func option(_ label: String, before span: Span, _ analysis: Analysis) -> String? {
    let before = analysis.source.text(
      under: Span(start: analysis.source.base, length: span.start - analysis.source.base))
    guard let callee = CursorPlace(endOf: before).callee else { return nil }
    let meaning = summary(ofOption: label, in: callee)
    guard labels(of: callee).contains(label), !meaning.isEmpty else { return nil }
    let words = choices(of: label, in: callee).map { choice in
      "  \(choice.text)" + (choice.summary.isEmpty ? "" : "    \(choice.summary)")
    }
    return (["\(label):    \(meaning) An option of `\(callee)`."] + words).joined(separator: "\n")
  }

  /// What a program says of what it binds at a place.
  private func description(of definition: Span, in program: Program) -> String? {
    switch program.thing(boundAt: definition) {
    case .function(let declaration):
      let usage = declaration.name.text + program.text(declaration.function.signature)
      return page(usage, declaration.documentation)
    case .declaration(let declaration):
      let value = program.text(declaration.value.span)
      let word = declaration.isVariable ? Keyword.var : .let
      let usage = "\(word.rawValue) \(declaration.name.text) = \(value.count > 200 ? value.prefix(200) + "…" : value)"
      return page(usage, declaration.documentation)
    case .functionParameter(let parameter):
      let standard = parameter.defaultValue.map { " = \(program.text($0.span))" } ?? ""
      return "\(parameter.isRest ? "..." : "")\(parameter.name.text)\(standard)    a parameter of a function"
    case .searchParameter(let parameter, let search):
      let condition = parameter.condition.map { " if \(program.text($0.span))" } ?? ""
      let usage = "\(parameter.name.text) in \(program.text(parameter.domain.span))\(condition)"
      let found = search.studyName.flatMap { standing(of: parameter.name.text, inStudy: $0) } ?? []
      return (["\(usage)    a parameter of the search"] + found).joined(separator: "\n")
    case .loopVariable(let name, in: let values): return "\(name.text)    goes through \(program.text(values.span))"
    case .module(let name, let path): return "\(name.text)    the names of \"\(path)\""
    case .told(let name): return "\(name.text)    told by the objective"
    case nil: return nil
    }
  }

  private func page(_ usage: String, _ documentation: Documentation?) -> String {
    guard let documentation else { return usage }
    return ([usage] + documentation.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" })
      .joined(separator: "\n")
  }

  /// What a stored study tells of a parameter; nil where it is not there, or has no such parameter.
  private func standing(of parameter: String, inStudy name: String) -> [String]? {
    guard let storage = try? context.existingStorage(), let stored = try? storage.find(name),
      let value = try? StudyValue(stored, in: storage)
    else { return nil }
    let study = value.study
    guard study.description.parameters.contains(where: { $0.name == parameter }) else { return nil }
    let count = study.count(.complete)
    var lines = ["  of the study \"\(name)\" with \(count) complete \(count == 1 ? "trial" : "trials"):"]
    if case .record(let best)? = value.best?.parameters, let best = best[parameter] {
      lines.append("  best value  \(best.isNone ? "not active" : best.description)")
    }
    if count > 1, study.description.objectives.count == 1, study.description.parameters.count > 1,
      let importance = importance(of: parameter, in: value)
    {
      lines.append("  importance  \(importance)")
    }
    return lines
  }

  /// The share of a parameter in how trials differ, as `importance(study)` shows it.
  private func importance(of parameter: String, in study: StudyValue) -> String? {
    guard let function = BuiltinTable.value(of: "importance"),
      case .host(let host)? = try? invoke(
        function, BoundArguments(positional: [.host(study)]), machine.pointee.stack, machine, .nowhere),
      let table = (host as? TableValue)?.table
    else { return nil }
    return table.rows.first { $0.first?.text == parameter }?[1].number.map { NumberText.rounded($0) }
  }
}

extension Token.Kind {
  /// The text of a word, reserved or not.
  fileprivate var spelling: String? {
    switch self {
    case .name(let name): name
    case .keyword(let word): word.rawValue
    default: nil
    }
  }
}
