import DSL
import Interp

/// The ways to go on at the prompt: those of the language, and what is said to the prompt itself.
struct PromptCompleter {
  let session: Session
  private var language: Completer { Completer(session: session) }

  init(session: Session) { self.session = session }

  /// The ways to go on from `text`.
  func complete(_ text: String) -> Completion {
    if text.hasPrefix("?") {
      let topics = session.helpTopics.map { Completion.Candidate(text: $0, summary: session.summary(of: $0)) }
      let commands = MetaCommand.allCases.map { Completion.Candidate(text: $0.spelling, summary: $0.summary) }
      let typed = String(text.drop { $0 == "?" })
      let numbers = TopicPage.all.filter { _ in typed.hasPrefix("E") }
        .map { Completion.Candidate(text: $0.topic.code, summary: $0.title) }
      return Completion(of: typed, topics + commands + numbers)
    }
    if text.hasPrefix(":") { return completeCommand(text) }
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    if line.allSatisfy(\.isWhitespace), !text.isEmpty, CursorPlace(endOf: text).kind == .statement {
      return Completion(of: "", [Indentation.step])
    }
    return language.complete(text)
  }

  private func completeCommand(_ text: String) -> Completion {
    guard let space = text.firstIndex(of: " ") else {
      return Completion(
        of: text,
        MetaCommand.allCases.map {
          .init(text: $0.spelling, suffix: $0.argument == nil ? "" : " ", summary: $0.summary)
        })
    }
    let argument = text[text.index(after: space)...].drop { $0 == " " }
    switch MetaCommand(text[..<space]) {
    case .load, .save:
      return Completion(of: language.lastComponent(of: String(argument)), language.paths(to: String(argument)))
    case .time: return complete(String(argument))
    default: return Completion(of: "", [])
    }
  }
}
