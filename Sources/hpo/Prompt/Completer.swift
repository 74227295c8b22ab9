import DSL
import Foundation
import Interp

/// Finds the ways to go on from a text, by the place where it ends.
struct Completer {
  let session: Session

  /// The ways to go on from `text`.
  func complete(_ text: String) -> Completion {
    if text.hasPrefix("?") {
      return Completion(of: String(text.drop { $0 == "?" }), session.helpTopics)
    }
    if text.hasPrefix(":") { return completeCommand(text) }
    let place = CursorPlace(endOf: text)
    return Completion(of: lastPart(of: place), candidates(at: place))
  }

  private func completeCommand(_ text: String) -> Completion {
    guard let space = text.firstIndex(of: " ") else {
      return Completion(
        of: text, MetaCommand.allCases.map { .init(text: $0.spelling, suffix: $0.argument == nil ? "" : " ") })
    }
    let argument = text[text.index(after: space)...].drop { $0 == " " }
    switch MetaCommand(text[..<space]) {
    case .load, .save: return Completion(of: lastComponent(of: String(argument)), paths(String(argument), suffix: ""))
    case .time: return complete(String(argument))
    default: return Completion(of: "", [])
    }
  }

  // MARK: Places

  private func lastPart(of place: CursorPlace) -> String {
    if case .path = place.kind { return lastComponent(of: place.typed) }
    return place.typed
  }

  private func candidates(at place: CursorPlace) -> [Completion.Candidate] {
    switch place.kind {
    case .nowhere: return []
    case .path(let isImport): return paths(place.typed, suffix: "\"", onlyPrograms: isImport)
    case .attachedUnit: return words(TimeUnit.allCases.map(\.rawValue))
    case .field(let steps): return words(fields(of: steps, place))
    case .continuation(let isNumber): return continuations(place, isNumber: isNumber)
    case .clause: return clauses(place) + suggestedParameters(place)
    case .strategy: return words(session.strategies)
    case .statement: return expressions(place) + words(.statement, suffix: " ") + words(.wholeStatement)
    case .expression:
      let labels = labels(place)
      // Before anything is typed, all names would hide the labels.
      return place.typed.isEmpty && labels.count > 1 ? labels : labels + expressions(place)
    }
  }

  private func words(_ role: Keyword.Role, suffix: String = "") -> [Completion.Candidate] {
    words(Keyword.all(role).map(\.rawValue), suffix: suffix)
  }

  private func words(_ words: [String], suffix: String = "") -> [Completion.Candidate] {
    words.map { .init(text: $0, suffix: suffix) }
  }

  private func expressions(_ place: CursorPlace) -> [Completion.Candidate] {
    let bound = place.parameters.isEmpty ? [] : place.parameters + TrialName.allCases.map(\.rawValue)
    let values = words(session.boundNames + bound) + words(.constant)
    return values + words(.expression, suffix: " ")
  }

  private func continuations(_ place: CursorPlace, isNumber: Bool) -> [Completion.Candidate] {
    let units = isNumber ? CountUnit.allCases.map(\.rawValue) : []
    let further = Keyword.all(.infix).map(\.rawValue) + [Keyword.not, .if].map(\.rawValue) + [DomainWord.by.rawValue]
    return words(units) + words(further, suffix: " ")
      + (place.clauses == nil ? [] : words([DomainWord.near.rawValue], suffix: " ") + clauses(place))
  }

  /// Clauses that the search does not have yet; `where` and objectives may be repeated.
  private func clauses(_ place: CursorPlace) -> [Completion.Candidate] {
    let open = ClauseWord.spellings.filter { word in
      place.clauses?.contains(word) != true || ClauseWord(rawValue: word)?.mayRepeat == true
    }
    return words(open, suffix: " ")
  }

  /// What the default objective takes: a search without an objective of its own may seek these.
  private func suggestedParameters(_ place: CursorPlace) -> [Completion.Candidate] {
    words(session.labels(of: "objective").filter { !place.parameters.contains($0) }, suffix: " in ")
  }

  private func labels(_ place: CursorPlace) -> [Completion.Candidate] {
    guard let callee = place.callee else { return [] }
    return words(session.labels(of: callee).filter { !place.labels.contains($0) }, suffix: ": ")
  }

  private func fields(of steps: [CursorPlace.Step], _ place: CursorPlace) -> [String] {
    if steps == [.name(TrialName.params.rawValue)], !place.parameters.isEmpty { return place.parameters }
    guard case .name(let name)? = steps.first, var value = session.value(of: name) else { return [] }
    for step in steps.dropFirst() {
      guard let inner = step.from(value) else { return [] }
      value = inner
    }
    switch value {
    case .record(let record): return record.fields.map(\.name)
    case .host(let host): return host.fieldNames
    default: return []
    }
  }
}

extension CursorPlace.Step {
  /// The value this step leads to.
  fileprivate func from(_ value: Value) -> Value? {
    switch (self, value) {
    case (.name(let name), .record(let record)): record[name]
    case (.name(let name), .host(let host)): try? host.field(name)
    case (.item, .list(let items)): items.first
    case (.item, .host(let host)): (host.length ?? 0) > 0 ? host.item(at: 0) : nil
    default: nil
    }
  }
}

// MARK: Paths

extension Completer {
  /// What stands behind the last `/`.
  private func lastComponent(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  /// The files and directories beside what is typed; hidden ones only if a point is.
  private func paths(_ typed: String, suffix: String, onlyPrograms: Bool = false) -> [Completion.Candidate] {
    let last = lastComponent(of: typed)
    let directory = URL(fileURLWithPath: String(typed.dropLast(last.count)) + ".")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { $0.hasPrefix(last) && (!$0.hasPrefix(".") || last.hasPrefix(".")) }.compactMap { name in
      var isDirectory: ObjCBool = false
      let path = directory.appendingPathComponent(name).path
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
        return .init(text: name + "/")
      }
      return onlyPrograms && !name.hasSuffix(".hpo") ? nil : .init(text: name, suffix: suffix)
    }
  }
}
