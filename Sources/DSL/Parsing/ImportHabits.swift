import Basics

/// Modules as they are imported elsewhere.
extension Parser {
  /// `import numpy as np` and `import iris.csv`; the current token is the name.
  func importOfName() -> Diagnostic { importOfName(from: index - 1, isOfModule: false) }

  /// `from sklearn.datasets import load_iris`; the current token follows on `from`.
  func importFromModule() -> Diagnostic? {
    guard let previous, previous.kind == .name(ClauseWord.from.rawValue) else { return nil }
    if case .string(let file) = current.kind, kind(1) == .keyword(.import) {
      let path = file.hasSuffix(".hpo") ? file : "\(file).hpo"
      return Diagnostic(
        .importForm,
        "a file is imported as a whole", at: previous.span.joined(to: tokens[index + 1].span),
        "write `import \"\(path)\"`", hint: "all that it binds is known then, by its own names.")
    }
    guard case .name = current.kind, kind(path(at: index).count) == .keyword(.import)
    else { return nil }
    return importOfName(from: index - 1, isOfModule: true)
  }

  /// An import that begins at `start`; what is imported begins with the current token.
  private func importOfName(from start: Int, isOfModule: Bool) -> Diagnostic {
    let path = path(at: index)
    let place = current.span.joined(to: tokens[path.upperBound - 1].span)
    let name = source.text(under: place)
    let words = name.split(separator: ".").map(String.init)
    let ending = words.count > 1 ? words.last ?? "" : ""
    if ending == "hpo" {
      return Diagnostic(.importForm, "`import` takes a file, in quotes", at: place, "write `\"\(name)\"`")
    }
    if NameHabits.fileEndings.contains(ending.lowercased()), ending != "py" {
      return Diagnostic(
        .importForm,
        "`import` takes a program of hpo", at: place, "this names data",
        hint: "a table is read by `let data = load(\"\(name)\")`.")
    }
    let end = tokens[index...].firstIndex { $0.kind == .newline || $0.kind == .semicolon || $0.kind == .end }
    let isModule =
      isOfModule || words.count > 1 || NameHabits.modules.contains(name) || isRenamed(path.upperBound)
    guard isModule, let end else {
      return Diagnostic(
        .importForm,
        "`import` takes a file, in quotes", at: place, "write `\"\(name).hpo\"` if there is such a file",
        hint: "`sqrt`, `mean` and all others are there without it.")
    }
    return Diagnostic(
      .importForm,
      "there are no modules to import", at: tokens[start].span.joined(to: tokens[end - 1].span), "leave the line out",
      hint: "`sqrt`, `mean` and all others are there without it; a file is `import \"file.hpo\"`.")
  }

  private func isRenamed(_ position: Int) -> Bool {
    tokens.indices.contains(position) && tokens[position].kind == .name(ClauseWord.as.rawValue)
  }

  /// The tokens of `a.b.c` from `position` on.
  private func path(at position: Int) -> Range<Int> {
    var end = position + 1
    while end + 1 < tokens.count, tokens[end].kind == .symbol(.dot), case .name = tokens[end + 1].kind { end += 2 }
    return position..<end
  }
}
