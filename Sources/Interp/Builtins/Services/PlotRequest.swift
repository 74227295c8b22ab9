import Basics
import Charts
import DSL
import Studies

/// What a call of `plot` asks for besides what is drawn.
struct PlotRequest {
  /// Where the figure goes, a string, and in which form; nil for the terminal.
  var file: (path: Value, format: FigureFormat)?
  /// The names that are given: of parameters, or of columns.
  var names: [String] = []
  /// The axes that are logarithmic.
  var scales = AxisScales()

  /// Reads the arguments.
  init(_ a: Arguments) throws(Exit) {
    for value in a.rest {
      let values: ContiguousArray<Value>
      if case .list(let items) = value { values = items } else { values = [value] }
      for value in values {
        guard case .text(let text) = value else {
          throw failure("`plot` takes names of parameters and of a file, not \(value.kind)", a.place(a.restIndex))
        }
        if let format = FigureFormat(path: text.string) {
          try write(to: value, format, a)
        } else {
          names.append(text.string)
        }
      }
    }
    if let name = try a.given("path", a.string) {
      let path = Value.text(name)
      guard let format = FigureFormat(path: name) else {
        throw failure(
          "\(path) does not say how the figure is written", a.span, hint: "a name ends in `.svg`, `.html` or `.txt`.")
      }
      try write(to: path, format, a)
    }
    guard let axes = try a.given("log", a.string) else { return }
    guard ["", "x", "y", "xy", "yx"].contains(axes) else {
      throw failure("`log` must be \"x\", \"y\", \"xy\" or \"\", not \"\(axes)\"", a.span)
    }
    scales = AxisScales(x: axes.contains("x"), y: axes.contains("y"))
  }

  private mutating func write(to path: Value, _ format: FigureFormat, _ a: Arguments) throws(Exit) {
    guard file == nil else { throw failure("`plot` writes one file, not two", a.span) }
    file = (path, format)
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
  /// The place of the rest parameter, which is the last.
  fileprivate var restIndex: Int { form.parameters.count - 1 }

  /// The names as the names of a study's parameters: what is neither that nor a path is an error that says so.
  func parameterNames(_ request: PlotRequest, of study: Study) throws(Exit) -> [String] {
    let known = study.description.parameters.map(\.name)
    for name in request.names where !known.contains(name) && !known.contains(where: { $0.hasPrefix(name + "[") }) {
      let near = Suggestion.nearest(to: name, among: known)
      throw failure(
        "\(Value.text(name)) is neither a parameter of the study nor a file that `plot` writes", place(restIndex),
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
      throw failure(
        "`\(parameter.name)` means nothing for \(self[0].kind)", place(index),
        hint: labels.isEmpty ? nil : "what does is \(labels.sorted().map { "`\($0)`" }.joined(separator: ", ")).")
    }
    guard !labels.contains("x"), let name = request.names.first else { return }
    throw failure(
      "\(Value.text(name)) is not a file that `plot` writes", place(restIndex),
      hint: "files end in `.svg`, `.html` or `.txt`; names of parameters go with a study, names of columns with rows.")
  }

  private func listed(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", ..." : "")
  }
}
