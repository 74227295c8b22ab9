import Basics

/// What there is to say about a kind of message: what it means, what to do, and how a program looks before and after.
public struct TopicPage: Sendable {
  /// What goes wrong, and the same as it is right.
  public enum Example: Hashable, Sendable {
    /// Programs.
    case program(wrong: String, right: String)
    /// Lines of a shell, the last of which goes wrong.
    case shell(wrong: String, right: String)
  }

  /// The kind.
  public let topic: Topic
  /// What is wrong, in a few words.
  public let title: String
  /// What the message means, for somebody who meets it for the first time.
  public let cause: String
  /// What to do about it.
  public let cure: String
  /// Pairs that show it; none for what no program can bring about by itself.
  public let examples: [Example]

  /// A page; line breaks in its texts are blanks.
  init(_ topic: Topic, _ title: String, cause: String, cure: String, _ examples: [Example]) {
    func joined(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    (self.topic, self.title) = (topic, title)
    (self.cause, self.cure) = (joined(cause), joined(cure))
    self.examples = examples
  }

  /// The page of a kind.
  public init(of topic: Topic) { self = Self.byTopic[topic] ?? Self.all[0] }

  /// All pages in their groups.
  public static let groups: [(title: String, pages: [TopicPage])] = [
    ("The text of a program", textPages), ("Statements and expressions", statementPages), ("Names", namePages),
    ("Calls", callPages), ("Values", valuePages), ("Domains", domainPages), ("Searches", searchPages),
    ("Files, data and networks", filePages), ("Studies", studyPages), ("Programs and the command line", commandPages),
  ]

  /// All pages, by their numbers.
  public static let all = groups.flatMap(\.pages).sorted { $0.topic.rawValue < $1.topic.rawValue }

  private static let byTopic = Dictionary(all.map { ($0.topic, $0) }) { first, _ in first }
}

extension TopicPage {
  /// The page as the prompt shows it; `width` columns.
  public func text(width: Int = 80) -> String {
    func paragraph(_ text: String) -> [String] { text.wrappedByWords(to: width - 2).map { "  " + $0 } }
    var lines = ["\(topic.code)    \(title)"] + paragraph(cause) + paragraph(cure)
    for example in examples {
      let (wrong, right) = example.lines
      lines += ["  Wrong:"] + wrong.map { "    " + $0 } + ["  Right:"] + right.map { "    " + $0 }
    }
    return lines.joined(separator: "\n")
  }

  /// All kinds in one line each.
  public static var list: String {
    all.map { "  \($0.topic.code.padded(to: 4))  \($0.title)" }.joined(separator: "\n")
  }
}

extension TopicPage.Example {
  /// What is wrong and what is right, in lines.
  var lines: (wrong: [String], right: [String]) {
    func split(_ text: String, _ mark: String) -> [String] {
      text.split(separator: "\n", omittingEmptySubsequences: false).map { mark + $0 }
    }
    return switch self {
    case .program(let wrong, let right): (split(wrong, ""), split(right, ""))
    case .shell(let wrong, let right): (split(wrong, "$ "), split(right, "$ "))
    }
  }
}
