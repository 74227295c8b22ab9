/// A grammar for Kate, KWrite, KDevelop and Qt Creator.
public enum KateGrammar {
  /// `hpo.xml`.
  public static let text: String = {
    let contexts =
      [context("Program", attribute: nil, end: nil, isOnLine: false, Grammar.program.map { rule($0) })]
      + Grammar.regions.map { region in
        let end = detection(region.end, attribute: region.marks ?? region.content, context: "#pop")
        let inner = region.rules.map { rule($0) } + (region.holdsProgram ? ["<IncludeRules context=\"Program\"/>"] : [])
        return context(region.name, attribute: region.content, end: end, isOnLine: region.isOnLine, inner)
      }
    let styles = SyntaxClass.allCases.map {
      "      <itemData name=\"\($0.rawValue)\" defStyleNum=\"\($0.kateStyle)\"/>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE language>
      <language name="hpo" section="Scientific" extensions="*.hpo" version="2" kateversion="5.0">
        <highlighting>
          <contexts>
      \(contexts.joined(separator: "\n"))
          </contexts>
          <itemDatas>
            <itemData name="plain" defStyleNum="dsNormal"/>
      \(styles.joined(separator: "\n"))
          </itemDatas>
        </highlighting>
        <general>
          <comments><comment name="singleLine" start="#"/></comments>
        </general>
      </language>

      """
  }()

  private static func context(
    _ name: String, attribute: SyntaxClass?, end: String?, isOnLine: Bool, _ rules: [String]
  ) -> String {
    let lines = (end.map { [$0] } ?? []) + rules
    return """
            <context name="\(name)" attribute="\(attribute?.rawValue ?? "plain")" lineEndContext="\(isOnLine ? "#pop" : "#stay")">
      \(lines.map { "          " + $0 }.joined(separator: "\n"))
            </context>
      """
  }

  private static func rule(_ rule: Grammar.Rule) -> String {
    switch rule {
    case .piece(let found, let pattern):
      return
        "<RegExpr attribute=\"\(found?.rawValue ?? "plain")\" context=\"#stay\" String=\"\(escaped(pattern.perl))\"/>"
    case .region(let name):
      guard let region = Grammar.regions.first(where: { $0.name == name }) else { return "" }
      return detection(region.begin, attribute: region.marks ?? region.content, context: name)
    }
  }

  private static func detection(_ text: String, attribute: SyntaxClass?, context: String) -> String {
    let name = attribute?.rawValue ?? "plain"
    return "<StringDetect attribute=\"\(name)\" context=\"\(context)\" String=\"\(escaped(text))\"/>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("\t", with: "&#9;")
  }
}

extension SyntaxClass {
  /// The style that themes know.
  fileprivate var kateStyle: String {
    switch self {
    case .comment: "dsComment"
    case .documentation: "dsDocumentation"
    case .string: "dsString"
    case .escape: "dsSpecialChar"
    case .interpolation: "dsOperator"
    case .number: "dsDecVal"
    case .unit: "dsDataType"
    case .keyword: "dsKeyword"
    case .constant: "dsConstant"
    case .clause: "dsControlFlow"
    case .label: "dsAttribute"
    case .field: "dsVariable"
    case .call: "dsFunction"
    case .operator: "dsOperator"
    }
  }
}
