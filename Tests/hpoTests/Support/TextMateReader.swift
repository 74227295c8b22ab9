import Basics
import Foundation

/// What an editor makes of a grammar of TextMate's, line by line: of all rules the one that matches first.
struct TextMateReader {
  /// A pattern, and what it does.
  private final class Rule {
    let expression: NSRegularExpression?
    let scope: String?
    let region: Region?
    init(_ expression: NSRegularExpression?, _ scope: String?, _ region: Region?) {
      (self.expression, self.scope, self.region) = (expression, scope, region)
    }
  }

  private final class Region {
    let end: NSRegularExpression?
    let content, marks: String?
    let patterns: [JSON]
    init(_ end: NSRegularExpression?, content: String?, marks: String?, _ patterns: [JSON]) {
      (self.end, self.content, self.marks, self.patterns) = (end, content, marks, patterns)
    }
    lazy var rules: [Rule] = []
    var isRead = false
  }

  private let grammar: JSON
  private let top: Region
  private var named: [String: [Rule]] = [:]

  init(_ grammar: JSON) throws {
    self.grammar = grammar
    top = Region(nil, content: nil, marks: nil, grammar["patterns"]?.items ?? [])
  }

  /// The innermost scope of each unit of UTF-16; nil where nothing has one, or code begins anew.
  mutating func scopes(_ text: String) throws -> [String?] {
    let text = text as NSString
    var scopes: [String?] = []
    var stack = [top]
    var start = 0
    while start < text.length {
      let line = text.lineRange(for: NSRange(location: start, length: 0))
      scopes += try self.line(text.substring(with: line) as NSString, &stack)
      start = NSMaxRange(line)
    }
    return scopes
  }

  private mutating func line(_ line: NSString, _ stack: inout [Region]) throws -> [String?] {
    var scopes = [String?](repeating: nil, count: line.length)
    var place = 0
    func fill(_ range: NSRange, _ scope: String?) {
      for index in range.location..<NSMaxRange(range) { scopes[index] = scope }
    }
    // At the end of the line, too, regions may end.
    while place <= line.length {
      let region = stack[stack.count - 1]
      var found: (match: NSRange, rule: Rule?)?
      func look(_ expression: NSRegularExpression?, _ rule: Rule?) {
        let rest = NSRange(location: place, length: line.length - place)
        guard
          let match = expression?.firstMatch(
            in: line as String, options: [.withTransparentBounds, .withoutAnchoringBounds], range: rest)
        else { return }
        if match.range.location < found?.match.location ?? .max { found = (match.range, rule) }
      }
      look(region.end, nil)
      for rule in try rules(of: region) { look(rule.expression, rule) }
      let end = found?.match.location ?? line.length
      fill(NSRange(location: place, length: end - place), region.content)
      guard let found else { return scopes }
      if let rule = found.rule {
        fill(found.match, rule.region.map { $0.marks ?? $0.content } ?? rule.scope)
        if let inner = rule.region { stack.append(inner) }
      } else {
        fill(found.match, region.marks ?? region.content)
        stack.removeLast()
      }
      if found.match.length == 0, found.rule != nil { throw CocoaError(.formatting) }
      place = NSMaxRange(found.match)
      if place == line.length, found.rule != nil { return scopes }
    }
    return scopes
  }

  private mutating func rules(of region: Region) throws -> [Rule] {
    if region.isRead { return region.rules }
    region.isRead = true
    for pattern in region.patterns { region.rules += try rules(pattern) }
    return region.rules
  }

  private mutating func rules(_ pattern: JSON) throws -> [Rule] {
    if let name = pattern["include"]?.text {
      if let known = named[name] { return known }
      guard let part = grammar["repository"]?[String(name.dropFirst())] else { throw CocoaError(.formatting) }
      let rules =
        try part["begin"] == nil ? (part["patterns"]?.items ?? []).flatMap { try self.rules($0) } : [begin(part)]
      named[name] = rules
      return rules
    }
    let match = try pattern["match"]?.text.map { try NSRegularExpression(pattern: $0) }
    return [Rule(match, pattern["name"]?.text, nil)]
  }

  private func begin(_ part: JSON) throws -> Rule {
    guard let begin = part["begin"]?.text, let end = part["end"]?.text else { throw CocoaError(.formatting) }
    let region = Region(
      try NSRegularExpression(pattern: end), content: part["name"]?.text,
      marks: part["beginCaptures"]?["0"]?["name"]?.text, part["patterns"]?.items ?? [])
    return Rule(try NSRegularExpression(pattern: begin), nil, region)
  }
}
