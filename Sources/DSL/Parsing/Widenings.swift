import Basics

/// `widen`, and what goes on with more room.
extension Parser {
  /// Whether `widen` stands here before the name of a parameter: anywhere else it is a name.
  var isAtWidening: Bool {
    guard current.kind == .name(StudyWord.widen.rawValue), case .name(let next) = kind(1) else { return false }
    if kind(2) == .keyword(.in) { return true }
    let isSoft =
      ClauseWord(rawValue: next) != nil || DomainWord(rawValue: next) != nil || PruneWord(rawValue: next) != nil
      || CountUnit(word: next) != nil
    return !isSoft
  }

  // widening = "widen" widened { "," widened } { "for" expression { "," expression } | "from" expression } ;
  mutating func widening() throws(Diagnostic) -> Expression {
    let keyword = current.span
    mark(.word)
    advance()
    var parameters = [try widened()]
    while isAt(.comma), case .name = kind(1), kind(2) != .symbol(.colon) {
      mark(.comma)
      advance()
      parameters.append(try widened())
    }
    var widening = Widening(parameters, keyword: keyword)
    var places: [String: Span] = [:]
    while true {
      let start = current.span
      if isAt(.for) {
        try note(Keyword.for.rawValue, in: &places)
        widening.budgets = try budgets(from: start)
      } else if isAt(ClauseWord.from) {
        mark(.word)
        try note(ClauseWord.from.rawValue, in: &places)
        widening.start = try expression()
      } else {
        break
      }
    }
    if case .name(let word) = current.kind, ClauseWord(rawValue: word) != nil {
      throw Diagnostic(
        .widening,
        "`widen` goes on with the search as it is", at: current.span, "it takes `for` and `from`",
        hint: "to change anything else, write the search anew, with `from` and the study.")
    }
    return Expression(.widening(widening), span(from: keyword))
  }

  // widened = NAME [ "in" expression ] ;
  private mutating func widened() throws(Diagnostic) -> Widening.Parameter {
    let name = try name("the name of a parameter")
    guard consume(.in) else { return Widening.Parameter(name: name, domain: nil) }
    return Widening.Parameter(name: name, domain: try expression())
  }
}
