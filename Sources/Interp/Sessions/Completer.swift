import DSL
import Foundation

/// Finds the ways to go on from a text, by the place where it ends.
public struct Completer {
  let session: Session
  /// The folder that imports are looked for in; nil for the current one.
  let folder: String?
  /// Names that are bound besides those of the session, with what they are.
  let others: [Completion.Candidate]

  /// A completer of a session's programs.
  ///
  /// - Parameters:
  ///   - session: what is bound, and the storage of studies.
  ///   - folder: the folder that imports are looked for in; nil for the current one.
  ///   - others: names that are bound besides, with what they are.
  public init(session: Session, folder: String? = nil, others: [Completion.Candidate] = []) {
    (self.session, self.folder, self.others) = (session, folder, others)
  }

  /// The ways to go on from `text`, which need be no program.
  public func complete(_ text: String) -> Completion {
    let place = CursorPlace(endOf: text)
    let (candidates, advice) = candidates(at: place)
    return Completion(of: lastPart(of: place), candidates, advice: advice)
  }

  // MARK: Places

  private func lastPart(of place: CursorPlace) -> String {
    guard case .text(let text) = place.kind else { return place.typed }
    return content(of: text, place).isFile ? lastComponent(of: place.typed) : place.typed
  }

  private func candidates(at place: CursorPlace) -> (candidates: [Completion.Candidate], advice: String) {
    switch place.kind {
    case .nowhere: return ([], "")
    case .text(let text): return (content(of: text, place).candidates, "")
    case .attachedUnit: return (words(TimeUnit.allCases.map(\.rawValue)), "")
    case .field(let steps):
      let isList = steps.last.map(session.givesList) ?? false
      return (fields(of: steps, place), isList ? "a list: `[0]` is its first item" : "")
    case .continuation(let isNumber): return (continuations(place, isNumber: isNumber), "")
    case .clause: return (clauses(place) + suggestedParameters(place), "")
    case .domain:
      return (
        domains() + (place.typed.isEmpty ? [] : expressions(place)), "a range such as 0.0..1.0, or a list of choices"
      )
    case .clauseValue(let clause): return clauseValues(clause, place)
    case .budget(let isFurther):
      let budgets = [
        Completion.Candidate(text: "50 trials", summary: "So many trials."),
        .init(text: "10min", summary: "A time: ms, s, min, h or d directly behind the number."),
      ]
      return (
        budgets + (isFurther ? clauses(place) + suggestedParameters(place) : [])
          + (place.typed.isEmpty ? [] : expressions(place)), "any number, with its unit"
      )
    case .near: return (place.typed.isEmpty ? [] : expressions(place), "a value of the domain")
    case .statement:
      return (expressions(place) + words(.statement, suffix: " ") + words(.wholeStatement), "")
    case .expression: return (arguments(place), "")
    }
  }

  private func arguments(_ place: CursorPlace) -> [Completion.Candidate] {
    if let argument = place.argument, let label = argument.label {
      let choices = session.choices(of: label, in: argument.callee)
        .map { Completion.Candidate(text: $0.text, summary: $0.summary) }
      // Before anything is typed, all names would hide the choices.
      if place.typed.isEmpty, !choices.isEmpty { return choices }
      return choices + expressions(place)
    }
    let labels = labels(place)
    return place.typed.isEmpty && labels.count > 1 ? labels : labels + expressions(place)
  }

  private func words(_ role: Keyword.Role, suffix: String = "") -> [Completion.Candidate] {
    words(Keyword.all(role).map(\.rawValue), suffix: suffix)
  }

  private func words(_ words: [String], suffix: String = "") -> [Completion.Candidate] {
    words.map { .init(text: $0, suffix: suffix, summary: session.summary(of: $0)) }
  }

  /// Names with what they are: functions with the parenthesis that follows on them.
  private func names(_ names: [String]) -> [Completion.Candidate] {
    names.map { name in
      let (isCalled, isEmpty) = session.isCalled(name)
      return .init(text: name, suffix: isCalled ? isEmpty ? "()" : "(" : "", summary: session.summary(of: name))
    }
  }

  private func expressions(_ place: CursorPlace) -> [Completion.Candidate] {
    let locals = place.locals.reversed().map { local -> Completion.Candidate in
      switch local.role {
      case .function: .init(text: local.name, suffix: "(", summary: "a function of this input")
      case .variable: .init(text: local.name, summary: "bound in this input")
      case .parameter: .init(text: local.name, summary: "a parameter of the function")
      }
    }
    let parameters = place.parameters.map { Completion.Candidate(text: $0, summary: "a parameter of the search") }
    let trial = parameters.isEmpty ? [] : words(TrialName.allCases.map(\.rawValue))
    return locals + parameters + trial + others + names(session.boundNames) + words(.constant)
      + words(.expression, suffix: " ")
      + (place.typed.isEmpty ? [] : words(StudyWord.allCases.map(\.rawValue), suffix: " "))
  }

  private func continuations(_ place: CursorPlace, isNumber: Bool) -> [Completion.Candidate] {
    let units: [CountUnit] =
      switch place.clause {
      case _ where !isNumber: []
      case Keyword.for.rawValue?: [.trials]
      case ClauseWord.on.rawValue?: [.workers]
      default: CountUnit.allCases
      }
    let further = Keyword.all(.infix).map(\.rawValue) + [Keyword.not, .if].map(\.rawValue) + [DomainWord.by.rawValue]
    return words(units.map(\.rawValue)) + words(further, suffix: " ")
      + (place.clauses == nil ? [] : words([DomainWord.near.rawValue], suffix: " ") + clauses(place))
  }

  // MARK: Searches

  /// Clauses that the search does not have yet; `where` and objectives may be repeated.
  private func clauses(_ place: CursorPlace) -> [Completion.Candidate] {
    let open = ClauseWord.spellings.filter { word in
      place.clauses?.contains(word) != true || ClauseWord(rawValue: word)?.mayRepeat == true
    }
    return words(open, suffix: " ")
  }

  /// What the default objective takes: a search without an objective of its own may seek these.
  private func suggestedParameters(_ place: CursorPlace) -> [Completion.Candidate] {
    session.labels(of: "objective").filter { !place.parameters.contains($0) }
      .map { .init(text: $0, suffix: " in ", summary: "a parameter of the default objective") }
  }

  private func domains() -> [Completion.Candidate] {
    session.domainMakers.map { .init(text: $0.name + "(", summary: $0.summary) }
      + [
        .init(text: "0.0..1.0", summary: "Real numbers, both ends included."),
        .init(text: "1..10", summary: "Whole numbers, both ends included."),
        .init(text: "[", summary: "A choice: the items of a list."),
      ]
  }

  private func clauseValues(
    _ clause: ClauseWord, _ place: CursorPlace
  ) -> (candidates: [Completion.Candidate], advice: String) {
    let others = place.typed.isEmpty ? [] : expressions(place)
    switch clause {
    case .with: return (strategies, "")
    case .on:
      let cores = Completion.Candidate(text: "cores() workers", summary: "As many as there are processors.")
      let four = Completion.Candidate(text: "4 workers", summary: "Trials side by side, each on a thread of its own.")
      return ([four, cores] + names(["slurm"]) + others, "any number of workers")
    case .prune:
      return (
        names(["asha", "hyperband", "pasha", "median", "percentile", "patient", "threshold", "wilcoxon"])
          .map { pruner in
            var pruner = pruner
            pruner.summary = session.summary(ofPruner: pruner.text)
            return pruner
          } + [.init(text: PruneWord.when.rawValue, suffix: " ", summary: "Ends a trial by what it has reported.")]
          + others,
        ""
      )
    case .from:
      let point = "{" + (place.parameters.first.map { "\($0): " } ?? "")
      return (
        session.variables.filter { $0.value.kind == "a study" }.map {
          .init(text: $0.name + ".params", summary: "The best trial of a study.")
        } + [.init(text: point, summary: "A point to try first.")] + others, ""
      )
    case .as:
      let studies = storedStudies.map {
        Completion.Candidate(text: "\"\($0)\"", summary: "A stored study to carry on with.")
      }
      return (studies.isEmpty ? [.init(text: "\"")] : studies, "a name in quotes")
    case .until:
      let gain = Completion.Candidate(text: "gain < ", summary: "What the rest of the budget is expected to add.")
      let stalled = Completion.Candidate(text: "stalled >= ", summary: "The number of trials since the best one.")
      let best = Completion.Candidate(text: "best ", summary: "The best value so far.")
      return ([gain, stalled, best], "a condition")
    case .within: return ([.init(text: "5min", summary: "How long a trial may take.")], "")
    case .minimize, .maximize, .where, .require: return (expressions(place), "")
    }
  }

  private var strategies: [Completion.Candidate] {
    session.strategies.filter { $0 != "default_strategy" }
      .map { .init(text: $0, suffix: $0 == "hull" ? "(" : "", summary: session.summary(of: $0)) }
  }

  /// The names of stored studies; looking makes no file.
  private var storedStudies: [String] { session.studyNames.map(TextEscapes.written) }

  // MARK: Calls and fields

  private func labels(_ place: CursorPlace) -> [Completion.Candidate] {
    guard let callee = place.callee else { return [] }
    return session.labels(of: callee).filter { !place.labels.contains($0) }
      .map { .init(text: $0, suffix: ": ", summary: session.summary(ofOption: $0, in: callee)) }
  }

  private func fields(of steps: [CursorPlace.Step], _ place: CursorPlace) -> [Completion.Candidate] {
    if steps == [.name(TrialName.params.rawValue)], !place.parameters.isEmpty {
      return place.parameters.map { .init(text: $0, summary: "a parameter of the search") }
    }
    return session.fields(of: CursorPlace.followed(steps, through: place.locals)).map {
      .init(text: $0.name, summary: $0.summary)
    }
  }

  // MARK: Strings

  /// What can stand in a string, and whether that is the path of a file.
  private func content(
    of text: CursorPlace.Text, _ place: CursorPlace
  ) -> (candidates: [Completion.Candidate], isFile: Bool) {
    switch text {
    case .choice: return ([], false)
    case .importedFile: return (files(place.typed, onlyPrograms: true), true)
    case .studyName:
      return (storedStudies.map { .init(text: $0, suffix: "\"", summary: "A stored study to carry on with.") }, false)
    case .other:
      guard let argument = place.argument else { return (files(place.typed), true) }
      let name = argument.label ?? session.parameter(at: argument.index, of: argument.callee)
      if let name {
        let choices = session.choices(of: name, in: argument.callee).filter { $0.text.hasPrefix("\"") }
        if !choices.isEmpty {
          return (choices.map { .init(text: $0.name, suffix: "\"", summary: $0.summary) }, false)
        }
        if let columns = columns(for: name, argument) { return (columns, false) }
      }
      let isFile = session.takesFile(name, in: argument.callee)
      return (isFile ? files(place.typed) : [], isFile)
    }
  }

  /// The columns of the file that is loaded, for an option that names some.
  private func columns(for label: String, _ argument: CursorPlace.Argument) -> [Completion.Candidate]? {
    guard ["target", "drop", "columns"].contains(label), let file = argument.firstText,
      session.parameter(at: 0, of: argument.callee) == "file"
    else { return nil }
    return ColumnNames.of(file).map {
      .init(text: TextEscapes.written($0), suffix: "\"", summary: "a column of \(file)")
    }
  }

  private func files(_ written: String, onlyPrograms: Bool = false) -> [Completion.Candidate] {
    paths(to: TextEscapes.meant(written), onlyPrograms: onlyPrograms).map {
      .init(text: TextEscapes.written($0.text), suffix: $0.text.hasSuffix("/") ? "" : "\"", summary: $0.summary)
    }
  }

  // MARK: Paths

  /// What stands behind the last `/` of a path.
  public func lastComponent(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  /// The files and directories beside what is typed; hidden ones only if a point is.
  public func paths(to typed: String, onlyPrograms: Bool = false) -> [Completion.Candidate] {
    let last = lastComponent(of: typed)
    let base = onlyPrograms ? folder.map { URL(fileURLWithPath: $0, isDirectory: true) } : nil
    let directory = URL(fileURLWithPath: String(typed.dropLast(last.count)) + ".", relativeTo: base)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { $0.hasPrefix(last) && (!$0.hasPrefix(".") || last.hasPrefix(".")) }.compactMap { name in
      var isDirectory: ObjCBool = false
      let path = directory.appendingPathComponent(name).path
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
        return .init(text: name + "/")
      }
      return onlyPrograms && !name.hasSuffix(".hpo") ? nil : .init(text: name)
    }
  }
}
