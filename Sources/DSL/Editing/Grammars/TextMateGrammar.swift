import Basics

/// A grammar for Visual Studio Code and whatever else reads TextMate's.
public enum TextMateGrammar {
  /// `hpo.tmLanguage.json`.
  public static let text: String = {
    let grammar: JSON = [
      "name": "hpo", "scopeName": "source.hpo", "fileTypes": ["hpo"], "patterns": [["include": "#program"]],
      "repository": .object(
        [.init("program", ["patterns": .array(Grammar.program.map(rule))])]
          + Grammar.regions.map { .init($0.name, region($0)) }),
    ]
    return grammar.description + "\n"
  }()

  private static func rule(_ rule: Grammar.Rule) -> JSON {
    switch rule {
    case .region(let name): ["include": .string("#" + name)]
    case .piece(nil, let pattern): ["match": .string(pattern.perl)]
    case .piece(let found?, let pattern): ["name": .string(found.scope), "match": .string(pattern.perl)]
    }
  }

  private static func region(_ region: Grammar.Region) -> JSON {
    let end = Pattern.text(region.end).perl + (region.isOnLine ? "|$" : "")
    var members: [JSON.Member] = [
      .init("begin", .string(Pattern.text(region.begin).perl)), .init("end", .string(end)),
    ]
    if let content = region.content {
      members.append(.init("name", .string(content.scope)))
    } else if let marks = region.marks {
      let captures: JSON = ["0": ["name": .string(marks.scope)]]
      members += [
        .init("contentName", "meta.embedded.line.hpo"), .init("beginCaptures", captures),
        .init("endCaptures", captures),
      ]
    }
    let inner = region.rules.map(rule) + (region.holdsProgram ? [["include": "#program"]] : [])
    return .object(members + [.init("patterns", .array(inner))])
  }
}

extension SyntaxClass {
  /// The scope that themes know.
  public var scope: String {
    switch self {
    case .comment: "comment.line.number-sign.hpo"
    case .documentation: "comment.line.documentation.hpo"
    case .string: "string.quoted.double.hpo"
    case .escape: "constant.character.escape.hpo"
    case .interpolation: "punctuation.section.embedded.hpo"
    case .number: "constant.numeric.hpo"
    case .unit: "keyword.other.unit.hpo"
    case .keyword: "keyword.control.hpo"
    case .constant: "constant.language.hpo"
    case .clause: "keyword.other.clause.hpo"
    case .label: "variable.parameter.label.hpo"
    case .field: "variable.other.member.hpo"
    case .call: "entity.name.function.hpo"
    case .operator: "keyword.operator.hpo"
    }
  }
}
