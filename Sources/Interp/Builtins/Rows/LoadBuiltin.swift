import Basics
import DSL
import NN

/// `load(file)`: data from a file or folder.
let loadBuiltin = Builtin(
  "load",
  [
    .required("file"), .optional("target"), .label("kind"), .label("categories", .text("one_hot")), .label("like"),
    .label("columns"), .label("drop"), .label("separator"), .label("decimal"), .label("missing"), .label("header"),
  ],
  """
  Data from a file or folder: a table in CSV, gzip'd or not (`target` names the column to predict, the last if there is \
  none), NumPy's .npy or .npz, or a folder of PNG images with a folder for each class. `kind` of the target is \
  "classes" or "number", by its look if not said; `categories: "ranks"` numbers them for an embedding. With `like`, data \
  or a trained model, the file is read as that was: columns are found by their names, categories and classes by their \
  texts; other columns are ignored, a category that is not known counts as missing, and the target may be absent, for \
  `predict`. \
  Of a table, `columns` is a list of those to read, or a record that says what they are, `{zip: "text"}` or "number"; \
  `drop` lists those to leave out. `separator`, `decimal` ("." or ","; the other one may set thousands apart) and `header` \
  (whether the first row names the columns, or a list of their names) are told from the first rows if not said. `missing` \
  lists the cells that stand for nothing, beside empty ones: "?", "NA", "N/A", "NaN", "null" and "none" if not said, of \
  which words are classes in a target of text. A missing number counts as the mean of the training part, a missing \
  category as none of them. In a column of numbers, a cell that is not one is an error.
  """,
  examples: [
    .init("load(\"iris.csv\", target: \"species\")"),
    .init("load(\"new.csv\", like: load(\"iris.csv\", target: \"species\"))"),
    .init("load(\"export.csv\", drop: [\"id\"], decimal: \",\", missing: [\"-\", -999])"),
  ], seeAlso: ["split", "predict", "show", "folds", "mnist", "cifar10"]
) { (a: Arguments) throws(Exit) in
  let file = try a.string(0)
  try a.refuseForeignFile(0, readers: ["load"], "data")
  let options = try a.tableOptions()
  let schema = try a.given("like", a.schema)
  if schema != nil, let label = a.saidBesideLike {
    throw failure(
      .unknownLabel,
      "`like` says what the columns are, and so does `\(label)`", a.place(label), hint: "leave one of the two out.")
  }
  let data = try a.reading { try Dataset.load(file, options, like: schema, isInterrupted: a.isInterrupted) }
  a.note(data.remarks)
  return .host(DataValue(DataParts(train: data)))
}

extension Arguments {
  /// A label of `load` that is given and would contradict `like`.
  fileprivate var saidBesideLike: String? {
    let labels = ["target", "kind", "categories", "columns", "drop"]
    return form.parameters.indices.lazy.filter { isGiven($0) && !self[$0].isNone }.map(name).first(
      where: labels.contains)
  }

  /// How a table is to be read.
  fileprivate func tableOptions() throws(Exit) -> TableOptions {
    var options = TableOptions()
    options.target = try given("target", target)
    options.kind = try given("kind", choice(among: ["classes": Dataset.TargetKind.classes, "number": .number]))
    options.categories = try named("categories", choice(among: ["one_hot": .oneHot, "ranks": .ranks]))
    options.dropped = try given("drop", names) ?? []
    if let index = form.parameters.firstIndex(where: { $0.name == "columns" }) {
      if case .record(let record) = self[index] {
        options.kinds = try cellKinds(record)
      } else {
        options.kept = try optional(index, names)
      }
    }
    options.separator = try given("separator", separator)
    options.decimal = try given("decimal", decimal)
    if let separator = options.separator, options.decimal?.rawValue.utf8.first == separator, separator != 0x2C {
      throw failure(.argumentRange, "`separator` and `decimal` are the same sign", place("decimal"))
    }
    options.missing = try given("missing", missing)
    options.header = try given("header", header)
    return options
  }

  /// The name of a column.
  private func target(_ index: Int) throws(Exit) -> String {
    guard let number = self[index].number else { return try string(index) }
    let names = columnNames
    // Counted from 0, from 1 or from the end.
    let isLast = [-1, names.count - 1, names.count].contains { Double($0) == number }
    let last = isLast ? names.last.map { "write `target: \(Value.text($0))`, the name of the last column." } : nil
    throw wrongKind(index, "the name of a column", hint: last ?? hintOfColumns(names))
  }

  private func hintOfColumns(_ names: [String]) -> String? {
    let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
    return names.isEmpty ? nil : "the columns are \(shown)."
  }

  /// The names of the columns of the file.
  private var columnNames: [String] {
    var options = TableOptions()
    options.separator = try? given("separator", separator)
    return (try? string(0)).map { Dataset.columnNames(of: $0, options) } ?? []
  }

  /// One name, or a list of them.
  private func names(_ index: Int) throws(Exit) -> [String] {
    if case .text(let name) = self[index] { return [name.string] }
    guard case .list(let items) = self[index] else {
      throw wrongKind(index, "a list of names", hint: self[index].number == nil ? nil : hintOfColumns(columnNames))
    }
    var names: [String] = []
    for item in items {
      guard let name = item.string else {
        throw failure(
          .argumentKind,
          "`\(name(index))` must be a list of names; it holds \(item.kind)", place(index),
          hint: item.number == nil || name(index) == "header" ? nil : hintOfColumns(columnNames))
      }
      names.append(name)
    }
    return names
  }

  private func cellKinds(_ record: Record) throws(Exit) -> [String: TableOptions.CellKind] {
    var kinds: [String: TableOptions.CellKind] = [:]
    for field in record.fields {
      guard let kind = field.value.string.flatMap(TableOptions.CellKind.init) else {
        throw failure(
          .unknownWord,
          "column `\(field.name)` cannot be \(field.value)", place("columns"),
          hint: "a column is \"text\" or \"number\".")
      }
      kinds[field.name] = kind
    }
    return kinds
  }

  private func separator(_ index: Int) throws(Exit) -> UInt8 {
    let text = try string(index)
    guard text.utf8.count == 1, let byte = text.utf8.first, byte != 0x22, byte != 0x0A, byte != 0x0D else {
      throw failure(
        .argumentRange,
        "`separator` must be one character, not \(self[index])", place(index),
        hint: "such as \",\", \";\", \"\\t\" (a tab) or \" \".")
    }
    return byte
  }

  private func decimal(_ index: Int) throws(Exit) -> TableOptions.DecimalSign {
    let text = try string(index)
    guard let sign = TableOptions.DecimalSign(rawValue: text) else {
      throw failure(.unknownWord, "`decimal` must be \".\" or \",\", not \(self[index])", place(index))
    }
    return sign
  }

  private func missing(_ index: Int) throws(Exit) -> MissingCells {
    var items: ContiguousArray<Value> = [self[index]]
    if case .list(let several) = self[index] { items = several }
    var (words, numbers) = ([String](), [Double]())
    for item in items {
      if let word = item.string {
        words.append(word)
      } else if let number = item.number {
        numbers.append(number)
      } else {
        throw failure(
          .argumentKind, "`missing` must be a list of strings and numbers; it holds \(item.kind)", place(index))
      }
    }
    return MissingCells(words: words, numbers: numbers)
  }

  private func header(_ index: Int) throws(Exit) -> TableOptions.Header {
    switch self[index] {
    case .bool(let isThere): return isThere ? .names : .none
    case .list: return .given(try names(index))
    default:
      let isNone = self[index].number.map { $0 != 0 } ?? false
      throw wrongKind(
        index, "`true`, `false` or a list of names",
        hint: self[index].number == nil ? nil : "write `header: \(!isNone)`: whether the first row has the names.")
    }
  }

  /// What the items are of the data, or of what was trained on it, in parameter `index`.
  fileprivate func schema(_ index: Int) throws(Exit) -> DataSchema {
    if let parts = DataValue.parts(of: self[index]) { return parts.train.schema }
    if case .host(let host) = self[index], host is ModelValue || host is RunValue || host is TrainingValue {
      return try network(index).schema
    }
    throw wrongKind(index, "data or a trained model")
  }
}
