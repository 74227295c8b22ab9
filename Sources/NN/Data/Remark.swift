/// Something that is worth knowing about how data was read or fitted to other data.
public struct Remark: Hashable, Sendable {
  /// Whether it may well be a mistake.
  public let isWarning: Bool
  /// What is to be known, in one sentence without a full stop.
  public let text: String

  static func note(_ text: String) -> Remark { Remark(isWarning: false, text: text) }
  static func ignored(_ columns: [String], in data: String) -> Remark {
    .note("columns of \(data) are ignored, since the data that it is read like has none such: \(listText(columns))")
  }

  static func unknown(_ texts: [String], of column: String, count: Int, in data: String) -> Remark {
    .note(
      "\(data): \(count) \(count == 1 ? "cell" : "cells") of column \"\(column)\" \(count == 1 ? "counts" : "count") as missing, "
        + "since the data that it is read like has no such category: \(listText(texts, most: 5))")
  }

  static func warning(_ text: String) -> Remark { Remark(isWarning: true, text: text) }
}

/// A list of names or words as a sentence has it, cut after a few.
func listText(_ items: some Collection<String>, most: Int = 8) -> String {
  let shown = items.prefix(most).joined(separator: ", ")
  return items.count > most ? "\(shown) and \(items.count - most) more" : shown
}
