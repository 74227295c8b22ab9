import Basics
import DSL
import Interp

/// A text that an editor has open.
struct OpenDocument {
  let uri: String
  /// Where it lies; nil for a text that was never saved.
  let path: String?
  /// The editor's number of the text.
  var version: Int?
  var lines: TextLines
  /// What is known of the text; nil since it has changed.
  var analysis: Analysis?
  /// Whether what is wrong with it was not told yet.
  var isUntold = true

  init(uri: String, version: Int?, text: String, unit: TextLines.Unit) {
    (self.uri, self.version) = (uri, version)
    path = FileAddress.path(of: uri)
    lines = TextLines(Array(text.utf8), unit: unit)
  }

  var text: String { String(decoding: lines.utf8, as: UTF8.self) }

  /// Changes the text as an editor tells: all of it, or what stands from one place to another.
  mutating func apply(_ changes: [JSON]) throws(RemoteCall.Failure) {
    for change in changes {
      guard let text = change["text"]?.text else { throw RemoteCall.Failure(.invalidParams, "a change has a `text`") }
      if let range = change["range"], range != .null {
        let (start, end) = try TextLines.Place.range(range)
        lines = lines.replacing(from: start, to: end, with: text)
      } else {
        lines = TextLines(Array(text.utf8), unit: lines.unit)
      }
    }
    forget()
  }

  /// Makes it be looked at again.
  mutating func forget() {
    analysis = nil
    isUntold = true
  }
}

extension TextLines.Place {
  /// The place that a position of the protocol means.
  init(_ position: JSON?) throws(RemoteCall.Failure) {
    guard let line = position?["line"]?.wholeNumber, let column = position?["character"]?.wholeNumber else {
      throw RemoteCall.Failure(.invalidParams, "a position has a `line` and a `character`")
    }
    self.init(line: line, column: column)
  }

  /// Both ends of a range.
  static func range(_ range: JSON?) throws(RemoteCall.Failure) -> (start: Self, end: Self) {
    (try Self(range?["start"]), try Self(range?["end"]))
  }

  /// The position of the protocol.
  var json: JSON { ["line": .integer(line), "character": .integer(column)] }
}

extension TextLines {
  /// A stretch of bytes as a range of the protocol.
  func range(_ bytes: Range<Int>) -> JSON {
    ["start": place(at: bytes.lowerBound).json, "end": place(at: bytes.upperBound).json]
  }
}
