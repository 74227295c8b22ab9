/// How a program looks to an editor that knows no more than regular expressions: from the words of `Vocabulary`.
///
/// Whoever writes a grammar for an editor writes these rules in its form.
struct Grammar {
  /// What is matched at a place; of several rules that match at the same place, the first counts.
  enum Rule: Sendable {
    /// A piece, of a class or of none.
    case piece(SyntaxClass?, Pattern)
    /// What begins a region.
    case region(String)
  }

  /// What stands between two marks.
  struct Region: Sendable {
    let name: String
    let begin, end: String
    /// The class of the marks, and of what is between them and matched by no rule.
    let marks, content: SyntaxClass?
    /// Whether it cannot go on behind the end of a line.
    let isOnLine: Bool
    /// What is matched in it, before the rules of the program if `holdsProgram`.
    let rules: [Rule]
    let holdsProgram: Bool
  }

  static let regions =
    strings("Block", quotes: "\"\"\"", isOnLine: false) + strings("Line", quotes: "\"", isOnLine: true)

  /// A string, the expressions in it, and the braces within these.
  private static func strings(_ name: String, quotes: String, isOnLine: Bool) -> [Region] {
    func region(
      _ suffix: String, _ begin: String, _ end: String, _ marks: SyntaxClass?, content: SyntaxClass? = nil,
      _ rules: [Rule], holdsProgram: Bool
    ) -> Region {
      Region(
        name: name + suffix, begin: begin, end: end, marks: marks, content: content, isOnLine: isOnLine, rules: rules,
        holdsProgram: holdsProgram)
    }
    let escape = Pattern.sequence([
      .text("\\"), .oneOf([.sequence([.text("u{"), .many(.set("0-9a-fA-F")), .text("}")]), .any]),
    ])
    return [
      region(
        "String", quotes, quotes, .string, content: .string,
        [.piece(.escape, escape), .region(name + "Expression")], holdsProgram: false),
      region("Expression", "{", "}", .interpolation, [.region(name + "Braces")], holdsProgram: true),
      region("Braces", "{", "}", nil, [.region(name + "Braces")], holdsProgram: true),
    ]
  }

  static let program: [Rule] = [
    .piece(.documentation, .sequence([.text("##"), .notAhead(.text("#")), .many(.any)])),
    .piece(.comment, .sequence([.text("#"), .many(.any)])), .region("BlockString"), .region("LineString"),
    .piece(.number, number), .piece(.unit, unitOfNumber),
    .piece(.field, .sequence([.behind(.text(".")), .notBehind(.text("..")), .nameStart, .many(.namePart)])),
    .piece(.label, .sequence([.name, .ahead(.sequence([.many(.set(" \\t")), .text(":")]))])),
    .piece(.constant, .words(Keyword.all(.constant).map(\.rawValue))),
    .piece(.keyword, .words(Keyword.allCases.filter { $0.role != .constant }.map(\.rawValue))),
    .piece(.unit, unitOfCount), .piece(.clause, wordBeforeBlock), .piece(.clause, softWord),
    .piece(.call, .sequence([.name, .ahead(.text("("))])), .piece(nil, .name),
    .piece(.operator, .oneOf(Symbol.allCases.filter(\.isOperator).map { .text($0.rawValue) })),
  ]

  private static let number: Pattern = {
    let digits = Pattern.sequence([.set("0-9"), .many(.sequence([.optional(.text("_")), .set("0-9")]))])
    return .sequence([
      .wordStart, digits, .optional(.sequence([.text("."), digits])),
      .optional(.sequence([.set("eE"), .optional(.set("-+")), digits])),
    ])
  }()

  private static let unitOfNumber = Pattern.sequence([
    .behind(.set("0-9")),
    .oneOf([.text("%"), .sequence([.oneOf(TimeUnit.allCases.map { .text($0.rawValue) }), .wordEnd])]),
  ])

  /// `50 trials`, and not `in trials`.
  private static let unitOfCount = Pattern.sequence([
    .behind(.sequence([.oneOf([.namePart, .set(")\\]")]), .text(" ")])),
    .notBehind(.oneOf((Keyword.allCases.map(\.rawValue) + softWords).map { .text($0 + " ") })),
    .words(CountUnit.allCases.flatMap { [$0.rawValue, $0.singular] }),
  ])

  /// The words that mean something only in their places.
  private static let softWords =
    ClauseWord.allCases.map(\.rawValue) + DomainWord.allCases.map(\.rawValue) + PruneWord.allCases.map(\.rawValue)
    + StudyWord.allCases.map(\.rawValue)

  private static let spaces = Pattern.sequence([.set(" \\t"), .many(.set(" \\t"))])

  /// A word that means something before an expression, for a name cannot stand there.
  private static let softWord: Pattern = {
    let infix = (Keyword.all(.infix) + Keyword.all(.alternative) + [.if, .for]).map(\.rawValue)
    let following = ClauseWord.allCases.map(\.rawValue) + DomainWord.allCases.map(\.rawValue)
    let next = Pattern.oneOf([
      .set("0-9\"(\\["), .sequence([.text("-"), .notAhead(.set(" \\t="))]),
      .sequence([.notAhead(.words(infix + following)), .nameStart]),
      // Such a word is a name where nothing stands behind it that it could be about.
      .sequence([
        .words(following),
        .oneOf([.set("(.,)"), .end, .sequence([spaces, .oneOf([.set("-+*/<>=^|#"), .words(infix + following)])])]),
      ]),
    ])
    return .sequence([.words(softWords), .ahead(.sequence([spaces, next]))])
  }()

  /// Where a brace cannot begin the block of an `if`.
  private static let wordBeforeBlock = Pattern.sequence([
    .words([ClauseWord.minimize, .maximize, .from].map(\.rawValue)),
    .ahead(.sequence([spaces, .text("{")])),
  ])
}
