import Basics
import Charts
import DSL
import NN
import Studies

// From values to figures: what kind of value is drawn as what.

/// The figures of a study, as `kind` names them.
enum StudyFigure: String, CaseIterable {
  case history, slice, contour, parallel, rank, importance, edf, curves, timeline, front
}

/// The figures of several studies.
enum StudiesFigure: String, CaseIterable {
  case history, edf
}

/// The figures of a run.
enum RunFigure: String, CaseIterable {
  case curves, confusion
}

extension Arguments {
  /// The figure that a call of `plot` asks for.
  func figure(_ request: PlotRequest) throws(Exit) -> Figure {
    try refuseColumnsOfStudy()
    if let study = self[0].study?.study, try given("x", string) == nil, try given("y", string) == nil {
      return try figure(of: study, request)
    }
    switch self[0] {
    case .host(let host):
      if let course = TrainingCourse("run", host) {
        return try figure(ofRun: host, course, request)
      }
      if let table = try Table(self[0], self) { return try figure(of: table, request) }
    case .list(let items):
      guard !items.isEmpty else { throw failure(.figure, "there is nothing to draw in an empty list", place(0)) }
      if let figure = try figure(ofList: items, request) { return figure }
      if let table = try Table(self[0], self) { return try figure(of: table, request) }
    case .record(let record):
      if let figure = try figure(of: record, request) { return figure }
    default: break
    }
    throw wrongKind(
      0, "something that can be drawn: a study, a run, records, a table or a list of numbers", hint: hintAtDrawn)
  }

  /// Makes sure that no column is named where a figure of a study is asked for.
  private func refuseColumnsOfStudy() throws(Exit) {
    guard self[0].study != nil, let kind = try given("kind", string), StudyFigure(rawValue: kind) != nil else { return }
    let labels = ["x", "y"].filter { label in
      form.parameters.indices.contains { form.parameters[$0].name == label && isGiven($0) && !self[$0].isNone }
    }
    guard let first = labels.first else { return }
    let names = labels.map { label in place(label) }.compactMap {
      context.sources.source(at: $0.start)?.text(under: $0)
    }
    throw failure(
      .figure,
      "`\(first)` is a column; \(Value.text(kind)) shows parameters, whose names stand without a label", place(first),
      hint: "write `plot(\(words(0) ?? "study"), \(names.joined(separator: ", ")), kind: \(Value.text(kind)))`.")
  }

  /// What is drawn instead of a text, a model or a function.
  private var hintAtDrawn: String? {
    switch self[0] {
    case .builtin(let builtin) where builtin.name == "study": hintAtStudyFunction(0)
    case .text(let text):
      ForeignFile(text.string)?.expression.map { "write `plot(\($0))`, which reads the file." } ?? hintAtStudy(0)
        ?? "write `plot(study(\(self[0])))`, which opens a stored study."
    case .host(let host) where host is ModelValue: "`summary(model, data)` shows a model."
    case .host(let host) where host is TrialValue: "the study is drawn that has it."
    case .function, .builtin: "write `plot([{x: x, y: f(x)} for x in 0..10])`, with the function in the place of `f`."
    default: nil
    }
  }

  /// What a part below the language draws; what it refuses is a failure here.
  private func drawn(
    _ request: PlotRequest? = nil, _ body: () throws(FigureError) -> Figure
  ) throws(Exit) -> Figure {
    do throws(FigureError) { return try body() } catch {
      throw failure(error.topic, error.message, place(of: error, request), advice: error.hint)
    }
  }

  /// The argument that an error is about: the option that it names, or the name in its place; otherwise what is drawn.
  private func place(of error: FigureError, _ request: PlotRequest?) -> Span {
    guard let option = error.option else { return place(0) }
    if let index = form.parameters.firstIndex(where: { $0.name == option }), isGiven(index) { return place(index) }
    let index = option == "x" && request?.places.count == 2 ? request?.places.first : request?.places.last
    return place(index ?? 0)
  }

  /// The kind that is asked for; nil without one.
  private func kind<Kind: RawRepresentable & CaseIterable>(
    of kinds: Kind.Type
  ) throws(Exit) -> Kind? where Kind.RawValue == String {
    try given("kind", choice(of: kinds))
  }

  /// The classes' names that are given.
  private func classNames() throws(Exit) -> [String] {
    guard let items = try given("classes", list) else { return [] }
    return Array(try map(items) { (item) throws(Exit) in try shown(item).string })
  }

  // MARK: Studies

  private func figure(of study: Study, _ request: PlotRequest) throws(Exit) -> Figure {
    var unnamed = request
    unnamed.names = []
    try allow(["kind", "objective"], unnamed)
    let names = try parameterNames(request, of: study)
    let objective = try objective(of: study)
    let usual: StudyFigure =
      switch names.count {
      case 0: study.description.objectives.count > 1 && objective == nil ? .front : .history
      case 1: .slice
      case 2: .contour
      default: .parallel
      }
    let kind = try kind(of: StudyFigure.self)
    if kind == .contour, names.count == 1, let place = request.places.first {
      let other = study.description.parameters.map(\.name).first { $0 != names[0] }
      throw failure(
        .figure,
        "a contour needs two parameters, not `\(names[0])` alone", self.place(place),
        hint: other.map { "write `plot(\(words(0) ?? "study"), \(Value.text(names[0])), \(Value.text($0)))`." })
    }
    if let kind, ![.slice, .contour, .parallel, .rank, .importance].contains(kind), let place = request.places.first {
      throw failure(
        .figure,
        "\(Value.text(kind.rawValue)) shows no parameter", self.place(place),
        hint: "leave the name out, or `kind`: `plot(\(words(0) ?? "study"), \(Value.text(names[0])))`.")
    }
    return try drawn { () throws(FigureError) in
      switch kind ?? usual {
      case .history where kind == nil: try .overview(study, objective: objective)
      case .history: try .history(study, objective: objective)
      case .slice: try .slice(study, parameters: names, objective: objective ?? 0)
      case .contour: try .contour(study, parameters: names, objective: objective ?? 0)
      case .parallel: try .parallel(study, parameters: names, objective: objective ?? 0)
      case .rank: try .rank(study, parameters: names, objective: objective ?? 0)
      case .importance: try .importance(study, parameters: names, objective: objective ?? 0)
      case .edf: try .distribution([NamedStudy(study.description.strategy, study)], objective: objective ?? 0)
      case .curves: try .reports(study)
      case .timeline: try .timeline(study)
      case .front: try .front(study)
      }
    }
  }

  /// The objective that is asked for, from 0: by its number from 1, or by its metric.
  private func objective(of study: Study) throws(Exit) -> Int? {
    guard let index = form.parameters.firstIndex(where: { $0.name == "objective" }), !self[index].isNone else {
      return nil
    }
    let objectives = study.description.objectives
    if case .text(let text) = self[index] {
      if let found = objectives.firstIndex(where: { $0.metric == text.string }) { return found }
      let metrics = objectives.compactMap(\.metric)
      throw failure(
        .unknownField,
        "the study has no objective \(self[index])", place(index),
        hint: metrics.isEmpty ? "write its number, from 1." : "its objectives are \(metrics.joined(separator: ", ")).")
    }
    let number = try int(index)
    guard objectives.indices.contains(number - 1) else {
      throw failure(
        .unknownField,
        "the study has \(objectives.count == 1 ? "one objective" : "\(objectives.count) objectives"), counted from 1",
        place(index))
    }
    return number - 1
  }

  private func figure(of studies: [NamedStudy], _ request: PlotRequest) throws(Exit) -> Figure {
    try allow(["kind", "objective"], request)
    let kind = try kind(of: StudiesFigure.self) ?? .history
    let objective = try objective(of: studies[0].study) ?? 0
    return try drawn { () throws(FigureError) in
      switch kind {
      case .history: try .comparison(studies, objective: objective)
      case .edf: try .distribution(studies, objective: objective)
      }
    }
  }

  // MARK: Runs

  private func figure(
    ofRun host: Host, _ course: TrainingCourse, _ request: PlotRequest
  ) throws(Exit) -> Figure {
    try allow(["kind", "classes"], request)
    guard try kind(of: RunFigure.self) == .confusion else {
      return try drawn { () throws(FigureError) in try .training([course]) }
    }
    let metrics = try explained { try host.field("valid") } ?? Value.none
    let measured = metrics.isNone ? try explained { try host.field("train") } ?? Value.none : metrics
    let network = try network(0)
    guard case .record(let record) = measured, let counts = record["confusion"]?.counts else {
      throw failure(.figure, "a confusion matrix is of classes, and the data has a numeric target", place("kind"))
    }
    let given = try classNames()
    return try drawn { () throws(FigureError) in
      try .confusion(counts, classes: given.isEmpty ? network.classNames : given)
    }
  }

  // MARK: Rows

  private func figure(of table: Table, _ request: PlotRequest) throws(Exit) -> Figure {
    if let matrix = table.confusion {
      try allow([], request)
      return try drawn { () throws(FigureError) in try .confusion(matrix.counts, classes: matrix.classes) }
    }
    try allow(["x", "y", "by", "kind", "log"], request)
    var options = TableFigureOptions(
      x: try given("x", string), y: try given("y", string), by: try given("by", string),
      marks: try kind(of: TableMarks.self), scales: try scales())
    guard request.names.count <= 2 else {
      throw failure(.figure, "rows are drawn by two columns, one over the other", place(request.places[2]))
    }
    // `plot(rows, "loss")` and `plot(rows, "lr", "loss")`.
    if let last = request.names.last { options.y = options.y ?? last }
    if request.names.count == 2 { options.x = options.x ?? request.names[0] }
    return try drawn(request) { () throws(FigureError) in try .table(table, options) }
  }

  // MARK: Lists and records

  /// A list of numbers, of lists of numbers, of studies, of runs or of curves; nil for another.
  private func figure(
    ofList items: ContiguousArray<Value>, _ request: PlotRequest
  ) throws(Exit) -> Figure? {
    let studies = items.compactMap(\.study)
    if studies.count == items.count { return try figure(of: named(studies), request) }
    let courses = items.enumerated().compactMap { index, item in TrainingCourse("run \(index + 1)", item.host) }
    if courses.count == items.count {
      try allow([], request)
      return try drawn { () throws(FigureError) in try .training(courses) }
    }
    if let curves = try curves(items) {
      try allow(["log"], request)
      let scales = try scales()
      return try drawn { () throws(FigureError) in
        try .curves("\(curves.count) curves", x: "x", y: "y", curves, scales: scales)
      }
    }
    if let counts = self[0].counts {
      try allow(["classes"], request)
      let names = try classNames()
      return try drawn { () throws(FigureError) in try .confusion(counts, classes: names) }
    }
    let lists =
      self[0].numbers.map { [("", $0)] }
      ?? items.enumerated().compactMap { index, item in
        item.numbers.map { ("\(index + 1)", $0) }
      }
    guard self[0].numbers != nil || lists.count == items.count else { return nil }
    return try figure(ofNumbers: lists, request)
  }

  private func figure(ofNumbers lists: [(String, [Double])], _ request: PlotRequest) throws(Exit) -> Figure {
    try allow(["log"], request)
    let scales = try scales()
    let curves = lists.map { name, numbers in
      Curve(name, points: numbers.enumerated().map { Point(Double($0.offset), $0.element) })
    }
    let count = lists.map(\.1.count).max() ?? 0
    return try drawn { () throws(FigureError) in
      try .curves(
        lists.count > 1 ? "\(lists.count) lists of numbers" : "\(count) numbers", x: "index", y: "value", curves,
        scales: scales)
    }
  }

  /// What `lr_find` and `curve` give, metrics with a confusion matrix, a belief, or things to compare under their names.
  private func figure(of record: Record, _ request: PlotRequest) throws(Exit) -> Figure? {
    if let curve = record["curve"]?.columns(["lr", "loss", "smoothed"]) {
      try allow([], request)
      return try drawn { () throws(FigureError) in
        try .learningRates(curve[0], losses: curve[1], smoothed: curve[2], suggestion: record["lr"]?.number)
      }
    }
    if let counts = record["confusion"]?.counts {
      try allow(["classes"], request)
      let names = try classNames()
      return try drawn { () throws(FigureError) in try .confusion(counts, classes: names) }
    }
    if let mean = record["mean"]?.number, let deviation = record["deviation"]?.number,
      let bound = record["bound"]?.number
    {
      try allow([], request)
      return try drawn { () throws(FigureError) in
        let belief = try BoundedBelief(mean: mean, deviation: deviation, bound: bound)
        return .densities("value", belief, best: record["best"]?.number)
      }
    }
    if let curves = try curves([.record(record)]) {
      try allow(["log"], request)
      let scales = try scales()
      return try drawn { () throws(FigureError) in
        try .curves(curves[0].name, x: "x", y: "y", curves, scales: scales)
      }
    }
    return try figure(ofNamed: record.fields, request)
  }

  /// Studies, runs or lists of numbers under the names of fields; nil for others.
  private func figure(
    ofNamed fields: [(name: String, value: Value)], _ request: PlotRequest
  ) throws(Exit) -> Figure? {
    guard !fields.isEmpty else { return nil }
    if fields.allSatisfy({ $0.value.studies != nil }) {
      let studies = fields.flatMap { name, value in
        (value.studies ?? []).map { NamedStudy(name, $0.study) }
      }
      return try figure(of: studies, request)
    }
    let courses = fields.compactMap { name, value in TrainingCourse(name, value.host) }
    if courses.count == fields.count {
      try allow([], request)
      return try drawn { () throws(FigureError) in try .training(courses) }
    }
    let lists = fields.compactMap { name, value in value.numbers.map { (name, $0) } }
    return lists.count < fields.count ? nil : try figure(ofNumbers: lists, request)
  }

  /// Records with lists `x` and `y`, and perhaps a `band`, as `curve` gives them; nil for other values.
  private func curves(_ items: ContiguousArray<Value>) throws(Exit) -> [Curve]? {
    var curves: [Curve] = []
    for item in items {
      guard case .record(let record) = item, let x = record["x"]?.numbers, let y = record["y"]?.numbers,
        x.count == y.count
      else { return nil }
      let others = record.fields.filter { !["x", "y", "band"].contains($0.name) }
      let name = try joined(others.map(\.value), separator: Text(", ")).string
      curves.append(Curve(name, points: zip(x, y).map { Point($0, $1) }, deviations: record["band"]?.numbers ?? []))
    }
    return curves
  }

  /// Studies under the names that tell them apart: of their strategies, or where there is one, their own or their seeds'.
  private func named(_ studies: [StudyValue]) -> [NamedStudy] {
    func distinct(_ names: [String]) -> Bool { Set(names).count == names.count }
    // A stored strategy is known as it was written, and only its seed may be another.
    let strategies = studies.map { String($0.strategyName.replacing(/\(seed: \d+\)$/, with: "")) }
    let own = studies.compactMap(\.study.description.name)
    let seeds = studies.map { "seed \($0.study.description.seed)" }
    var names = studies.indices.map { "study \($0 + 1)" }
    if Set(strategies).count > 1 || studies.count == 1 {
      names = strategies
    } else if own.count == studies.count, distinct(own) {
      names = own
    } else if distinct(seeds) {
      names = seeds
    }
    return zip(names, studies).map { NamedStudy($0, $1.study) }
  }
}
