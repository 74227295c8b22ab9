import Basics
import DSL
import Foundation

/// Strings.
let stringBuiltins: [Builtin] =
  [
    text("upper", "A string in capital letters.", ("upper(\"Adam\")", "\"ADAM\""), seeAlso: ["lower"]) {
      $0.uppercased()
    },
    text("lower", "A string in small letters.", ("lower(\"Adam\")", "\"adam\""), seeAlso: ["upper"]) {
      $0.lowercased()
    },
    text("trim", "A string without the white space at its ends.", ("trim(\" ok \")", "\"ok\""), seeAlso: ["words"]) {
      trimmed($0)
    },
    text(
      "last_line", "The last line of a string that is not blank.",
      ("last_line(\"epoch 1\\nepoch 2\\n\")", "\"epoch 2\""),
      seeAlso: ["lines"]
    ) { lastLine(of: $0) },
    parts(
      "lines", "The lines of a string.", ("lines(\"a\\nb\\n\")", "[\"a\", \"b\"]"), seeAlso: ["last_line", "words"]
    ) { (text, machine) throws(Exit) in
      var lines = try machine.parts(of: text, omittingEmpty: false, isSeparator: \.isNewline)
      if case .text(let last)? = lines.last, last.utf8.isEmpty { lines.removeLast() }
      return lines
    },
    parts(
      "words", "The parts of a string between white space.", ("words(\" a  b \")", "[\"a\", \"b\"]"), seeAlso: ["split"]
    ) { (text, machine) throws(Exit) in
      try machine.parts(of: text, omittingEmpty: true, isSeparator: \.isWhitespace)
    },
    parts(
      "characters", "The characters of a string.", ("characters(\"abc\")", "[\"a\", \"b\", \"c\"]"), seeAlso: ["split"]
    ) { (text, machine) throws(Exit) in
      var characters = ContiguousArray<Value>()
      for character in text.characters {
        try machine.poll()
        characters.append(.text(character))
      }
      return characters
    },
    Builtin(
      "join", [.required("items"), .optional("separator", .text(""))],
      "The items of a list in one string, with a separator between them.",
      examples: [.init("join([\"a\", \"b\"], \", \")", "\"a, b\""), .init("join(1..3)", "\"123\"")], seeAlso: ["split"]
    ) { (a: Arguments) throws(Exit) in
      .text(try a.joined(try a.list(0), separator: try a.text(1)))
    },
    Builtin(
      "replace", [.required("text"), .required("old"), .required("new")],
      "A string with another in place of each of its parts `old`.",
      examples: [.init("replace(\"batch_size\", \"_\", \"-\")", "\"batch-size\"")], seeAlso: ["split", "join"]
    ) { (a: Arguments) throws(Exit) in
      let (text, old, new) = (try a.text(0), try a.text(1), try a.text(2))
      guard !old.utf8.isEmpty else { throw failure(.argumentRange, "`old` must not be empty", a.place(1)) }
      var bytes = ContiguousArray<UInt8>()
      var begin = 0
      try a.machine.forEachRange(of: old, in: text) { (range) throws(Exit) in
        try Capacity.check(bytes: bytes.count + range.lowerBound - begin + new.utf8.count, a.span)
        bytes += text.utf8[begin..<range.lowerBound]
        bytes += new.utf8
        begin = range.upperBound
        return true
      }
      try Capacity.check(bytes: bytes.count + text.utf8.count - begin, a.span)
      bytes += text.utf8[begin...]
      return .text(Text(utf8: bytes))
    },
    comparison("starts_with", "Whether a string begins with another.", "starts_with(\"valid_loss\", \"valid\")") {
      $0.starts(with: $1)
    },
    comparison("ends_with", "Whether a string ends with another.", "ends_with(\"iris.csv\", \".csv\")") {
      $0.suffix($1.count).elementsEqual($1)
    },
    around("after", "What follows the first `marker` in a string.", "after(\"loss=0.25\", \"loss=\")", "\"0.25\"") {
      $0[$1.upperBound...]
    },
    around("before", "What precedes the first `marker` in a string.", "before(\"0.25 nats\", \" \")", "\"0.25\"") {
      $0[..<$1.lowerBound]
    },
    Builtin(
      "repeat", [.required("text"), .required("count")], "A string so many times.",
      examples: [.init("repeat(\"-\", 5)", "\"-----\"")], seeAlso: ["pad_left", "pad_right"]
    ) { (a: Arguments) throws(Exit) in
      .text(try a.repeated(try a.text(0), count: try a.count(1)))
    },
    padding("pad_left", "A value as a string of at least `width` characters, filled from the left.", "\"  7\"") {
      ($1, $0)
    },
    padding("pad_right", "A value as a string of at least `width` characters, filled to the right.", "\"7  \"") {
      ($0, $1)
    },
  ]

/// `split(text, separator)`; the other form of the name divides data.
let splitText = Builtin.Form(
  parameters: [.required("text"), .required("separator")], summary: "The parts of a string between separators."
) { (a: Arguments) throws(Exit) in
  if DataValue.parts(of: a[0]) != nil {
    let share = a[1].number.map { $0 > 0 && $0 < 1 ? "\(realText($0 * 100))%" : "20%" } ?? "20%"
    throw failure(
      .labelForm, "the shares of a split have labels", a.place(1), hint: "write `split(data, valid: \(share))`.")
  }
  let (text, separator) = (try a.text(0), try a.text(1))
  guard !separator.utf8.isEmpty else {
    throw failure(
      .argumentRange, "`separator` must not be empty", a.place(1), hint: "`characters(text)` gives the characters.")
  }
  // A text of signs alone within what is to separate it stands in the separator's place.
  if separator.utf8.count > text.utf8.count, !text.utf8.isEmpty, !text.string.contains(where: \.isLetterOrNumber),
    separator.string.contains(where: \.isLetterOrNumber), separator.string.contains(text.string)
  {
    throw failure(
      .argumentRange,
      "\(a[0]) is split by \(a[1]), which is longer", a.place(1), hint: a.turned(0) { $0.string != nil })
  }
  var parts = ContiguousArray<Value>()
  var begin = 0
  try a.machine.forEachRange(of: separator, in: text) { (range) throws(Exit) in
    parts.append(.text(Text(utf8: ContiguousArray(text.utf8[begin..<range.lowerBound]))))
    begin = range.upperBound
    return true
  }
  parts.append(.text(Text(utf8: ContiguousArray(text.utf8[begin...]))))
  return .list(parts)
}

extension Character {
  fileprivate var isLetterOrNumber: Bool { isLetter || isNumber }
}

func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

private func text(
  _ name: String, _ summary: String, _ example: (String, String), seeAlso: [String],
  _ body: @escaping @Sendable (String) -> String
) -> Builtin {
  Builtin(name, [.required("text")], summary, examples: [.init(example.0, example.1)], seeAlso: seeAlso) {
    (a: Arguments) throws(Exit) in .text(body(try a.string(0)))
  }
}

private func parts(
  _ name: String, _ summary: String, _ example: (String, String), seeAlso: [String],
  _ body: @escaping @Sendable (Text, UnsafeMutablePointer<Machine>) throws(Exit) -> ContiguousArray<Value>
) -> Builtin {
  Builtin(name, [.required("text")], summary, examples: [.init(example.0, example.1)], seeAlso: seeAlso) {
    (a: Arguments) throws(Exit) in .list(try body(try a.text(0), a.machine))
  }
}

private func comparison(
  _ name: String, _ summary: String, _ example: String,
  _ body: @escaping @Sendable (ContiguousArray<UInt8>, ContiguousArray<UInt8>) -> Bool
) -> Builtin {
  Builtin(
    name, [.required("text"), .required("part")], summary, examples: [.init(example, "true")],
    seeAlso: [name == "ends_with" ? "starts_with" : "ends_with", "in"]
  ) { (a: Arguments) throws(Exit) in .bool(body(try a.text(0).utf8, try a.text(1).utf8)) }
}

/// A part of a string next to a marker that must be there.
private func around(
  _ name: String, _ summary: String, _ example: String, _ result: String,
  _ body: @escaping @Sendable (ContiguousArray<UInt8>, Range<Int>) -> ContiguousArray<UInt8>.SubSequence
) -> Builtin {
  Builtin(
    name, [.required("text"), .required("marker")], summary, examples: [.init(example, result)],
    seeAlso: [name == "before" ? "after" : "before", "split", "number_after"]
  ) { (a: Arguments) throws(Exit) in
    let (text, marker) = (try a.text(0), try a.text(1))
    guard let found = try a.machine.firstRange(of: marker, in: text) else {
      throw try a.nothingFound(
        "there is no \(Value.text(marker)) in \(excerpt(text.string))", in: text, marker: marker, hint: nil)
    }
    return .text(Text(utf8: ContiguousArray(body(text.utf8, found))))
  }
}

private func padding(
  _ name: String, _ summary: String, _ result: String, _ body: @escaping @Sendable (Text, Text) -> (Text, Text)
) -> Builtin {
  Builtin(
    name, [.required("value"), .required("width"), .optional("fill", .text(" "))], summary,
    examples: [.init("\(name)(7, 3)", result)], seeAlso: [name == "pad_left" ? "pad_right" : "pad_left", "fixed"]
  ) { (a: Arguments) throws(Exit) in
    let text = try a.shown(a[0])
    let fill = try a.text(2)
    let width = try a.count(1)
    guard fill.count == 1 else { throw failure(.argumentRange, "`fill` must be one character", a.place(2)) }
    let (first, second) = body(text, try a.repeated(fill, count: max(0, width - text.count)))
    try Capacity.check(bytes: first.utf8.count + second.utf8.count, a.span)
    return .text(Text(utf8: first.utf8 + second.utf8))
  }
}

/// A string in quotes for a message, shortened to its end, where programs say what went wrong.
func excerpt(_ text: String) -> String {
  let text = trimmed(text)
  guard !text.isEmpty else { return "an empty string" }
  return text.count <= 60
    ? "\(Value.text(text))" : "\"...\(Value.text(String(text.suffix(57))).description.dropFirst())"
}
