import Basics
import Charts
import DSL
import Studies

/// What a call of `plot` asks for besides what is drawn.
struct PlotRequest {
  /// Where the figure goes: the parameter that names the file, or one of the rest; nil for the terminal.
  var file: (index: Int, format: FigureFormat)?
  /// The names that are given: of parameters, or of columns.
  var names: [String] = []
  /// Where each of them was given, as an index of the arguments.
  var places: [Int] = []

  /// Reads the arguments.
  init(_ a: Arguments) throws(Exit) {
    for (offset, value) in a.rest.enumerated() {
      let index = a.form.parameters.count - 1 + offset
      let values: ContiguousArray<Value>
      if case .list(let items) = value { values = items } else { values = [value] }
      for item in values {
        if offset == 0, case .list(let ys) = value, case .list = a[0], ys.allSatisfy({ $0.number != nil }) {
          throw failure(
            .figure,
            "`plot` takes records, not a list for each axis", a.place(index),
            hint:
              "write `plot([{x: x, y: y} for x, y in zip(\(a.words(0) ?? "xs"), \(a.words(index) ?? "ys"))], \"x\", \"y\")`."
          )
        }
        guard case .text(let text) = item else {
          throw failure(.figure, "`plot` takes names of parameters and of a file, not \(item.kind)", a.place(index))
        }
        if case .text = value, let format = FigureFormat(path: text.string) {
          try write(to: index, format, a)
        } else {
          names.append(text.string)
          places.append(index)
        }
      }
    }
    guard let index = a.form.parameters.firstIndex(where: { $0.name == "path" }),
      let path = try a.optional(index, a.string)
    else { return }
    guard let format = FigureFormat(path: path) else {
      throw a.notDrawn(path, index)
        ?? failure(
          .unwritableFile,
          "\(a[index]) does not say how the figure is written", a.place(index),
          hint: "a name ends in `.svg`, `.html` or `.txt`.")
    }
    try write(to: index, format, a)
  }

  private mutating func write(to index: Int, _ format: FigureFormat, _ a: Arguments) throws(Exit) {
    guard file == nil else {
      throw failure(.figure, "`plot` writes one file, not two", a.place(index), label: "the second")
    }
    file = (index, format)
  }
}

/// The forms in which a figure is written to a file, named as the files end.
enum FigureFormat: String, CaseIterable {
  case svg, html, txt

  /// The form that a path ends in, if it is one.
  init?(path: String) {
    guard let ending = fileEnding(of: path) else { return nil }
    self.init(rawValue: ending.lowercased())
  }

  /// A figure in this form, with an end of line at its end.
  func text(of figure: Figure) -> String {
    switch self {
    case .svg: figure.svg()
    case .html: figure.html()
    case .txt: figure.text(width: 100, color: false) + "\n"
    }
  }

  /// Figures below each other; nil in a form that holds one.
  func text(of figures: [Figure]) -> String? {
    switch self {
    case .svg: figures.count == 1 ? figures[0].svg() : nil
    case .html: FigurePage.html(figures)
    case .txt: figures.map { text(of: $0) }.joined(separator: "\n")
    }
  }
}

extension Figure {
  /// The figure as a session prints it.
  func text(_ settings: Settings) -> String {
    text(
      width: settings.isTerminal ? settings.columns : 80, glyphs: settings.glyphs, color: settings.isOutputColoured)
  }
}

extension Arguments {
  /// Which axes `log` makes logarithmic.
  func scales() throws(Exit) -> AxisScales {
    guard let index = form.parameters.firstIndex(where: { $0.name == "log" }), !self[index].isNone else {
      return AxisScales()
    }
    if let axes = self[index].string, ["", "x", "y", "xy", "yx"].contains(axes) {
      return AxisScales(x: axes.contains("x"), y: axes.contains("y"))
    }
    throw failure(
      .figure,
      "`log` names the axes that are logarithmic, and is not \(self[index])", place(index),
      hint: "write `log: \"x\"`, `log: \"y\"` or `log: \"xy\"`.")
  }

  /// The names as the names of a study's parameters: what is neither that nor a path is an error that says so.
  func parameterNames(_ request: PlotRequest, of study: Study) throws(Exit) -> [String] {
    let known = study.description.parameters.map(\.name)
    for (name, index) in zip(request.names, request.places)
    where !known.contains(name) && !known.contains(where: { $0.hasPrefix(name + "[") }) {
      if let failure = notDrawn(name, index) { throw failure }
      let near = Suggestion.nearest(to: name, among: known)
      throw failure(
        .unknownField,
        "\(Value.text(name)) is neither a parameter of the study nor a file that `plot` writes", place(index),
        label: near.map { "did you mean \"\($0)\"?" } ?? "",
        hint: "the parameters are \(listed(known)); files end in `.svg`, `.html` or `.txt`.")
    }
    return request.names
  }

  /// Makes sure that nothing is given that means nothing for what is drawn.
  ///
  /// - Parameters:
  ///   - labels: the labels that mean something.
  ///   - request: what is asked for; its names mean something together with `x`.
  /// - Throws: a failure that names what means nothing.
  func allow(_ labels: Set<String>, _ request: PlotRequest) throws(Exit) {
    for (index, parameter) in form.parameters.enumerated().dropFirst().dropLast()
    where !labels.contains(parameter.name) && parameter.name != "path" && isGiven(index) && !self[index].isNone {
      var hint = labels.isEmpty ? nil : "what does is \(labels.sorted().map { "`\($0)`" }.joined(separator: ", "))."
      if parameter.name == "log", self[0].study != nil {
        hint = "a parameter of the search `in log(1e-4, 1)` has a logarithmic axis by itself."
      }
      throw failure(.unknownLabel, "`\(parameter.name)` means nothing for \(self[0].kind)", place(index), hint: hint)
    }
    guard !labels.contains("x"), let name = request.names.first, let index = request.places.first else { return }
    if let failure = notDrawn(name, index) { throw failure }
    throw failure(
      .unwritableFile,
      "\(Value.text(name)) is not a file that `plot` writes", place(index),
      hint: self[0].host is RunValue
        ? "write `plot(\(words(0) ?? "run"))`, which draws all curves; a file ends in `.svg`, `.html` or `.txt`."
        : "files end in `.svg`, `.html` or `.txt`; names of parameters go with a study, names of columns with rows.")
  }

  /// The failure of a file whose name ends as those of figures in other forms do; nil for other names.
  func notDrawn(_ path: String, _ index: Int) -> Exit? {
    guard let ending = fileEnding(of: path),
      ["png", "pdf", "jpg", "jpeg", "gif", "eps", "ps", "webp", "tiff", "bmp"].contains(ending.lowercased())
    else { return nil }
    let stem = path.dropLast(ending.count)
    return failure(
      .unwritableFile,
      "a figure is not written as `.\(ending)`", place(index),
      hint: "write `\"\(stem)svg\"`, which a browser shows; `.html` and `.txt` are written, too.")
  }

  private func listed(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", ..." : "")
  }
}
