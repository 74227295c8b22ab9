import Basics
import Charts
import DSL
import Studies

/// Files.
let fileBuiltins: [Builtin] = [
  Builtin(
    "read_file", [.required("path")], "The text of a file.",
    examples: [.init("length(lines(read_file(\"notes.txt\")))")], seeAlso: ["lines", "load_json", "save"]
  ) { (a: Arguments) throws(Exit) in .text(try read(a)) },
  Builtin(
    "load_json", [.required("path")], "The value in a JSON file: objects become records, arrays lists.",
    examples: [.init("load_json(\"settings.json\").epochs")], seeAlso: ["save", "read_file", "load"]
  ) { (a: Arguments) throws(Exit) in
    guard let json = JSON(parsing: try read(a)) else { throw failure("\(a[0]) is not JSON", a.span) }
    return Value(json)
  },
  Builtin(
    "load_csv", [.required("path")],
    """
    The rows of a table in CSV, as records whose fields are its columns: numbers, `true` and `false` are what they look \
    like, an empty cell is `none`. Columns are separated by commas, semicolons or tabs. `load` reads data to train on.
    """,
    examples: [.init("load_csv(\"trials.csv\") |> filter(fn(row) = row.value < 0.1)")],
    seeAlso: ["save", "from", "load_json", "load"]
  ) { (a: Arguments) throws(Exit) in
    var table = CSVRecords(ContiguousArray(try fileBytes(a)))
    return .list(try table.records(a))
  },
  Builtin(
    "save", [.required("path"), .required("value")],
    """
    Writes a value to a file: a string as it is, a table, a list of records or a study in CSV, a trained model or a \
    training as what `restore` reads, anything else, or what goes to a file named `.json`, as JSON.
    """,
    examples: [.init("save(\"results.csv\", [{lr: 0.1, loss: 0.25}])")], seeAlso: ["restore", "read_file", "load_json"]
  ) { (a: Arguments) throws(Exit) in
    let path = try a.string(0)
    guard !a.context.settings.isSandboxed else { throw refused("save", a) }
    let saved = try a.explained { try savedBytes(a[1]) }
    let bytes = if let saved { saved } else { Array(try fileText(a[1], isJSON: path.hasSuffix(".json"), a).utf8) }
    do throws(FileError) { try writeFile(bytes, to: path, isInterrupted: a.isInterrupted) } catch {
      if error.reason == .interrupted { throw .interrupted }
      throw failure("\(a[0]) cannot be written: \(error.words)", a.span)
    }
    return .none
  },
]

/// The failure of a builtin that reaches out of the program.
func refused(_ name: String, _ a: Arguments) -> Exit {
  failure("the sandbox refuses `\(name)`", a.span, hint: "`hpo run` without `--sandbox` allows it.")
}

private func read(_ a: Arguments) throws(Exit) -> String { String(decoding: try fileBytes(a), as: UTF8.self) }

/// What has no size, a pipe or a device, is read up to so many bytes: it may never end.
private let endlessCount = 1 << 28

/// The bytes of the file that the first argument names.
func fileBytes(_ a: Arguments) throws(Exit) -> [UInt8] {
  let path = try a.string(0)
  do throws(FileError) {
    return try FileReader(path, isInterrupted: a.isInterrupted).bytes(limit: endlessCount)
  } catch {
    if error.reason == .interrupted { throw .interrupted }
    throw failure("\(a[0]) cannot be read: \(error.words)", a.span, hint: error.hint)
  }
}

private func fileText(_ value: Value, isJSON: Bool, _ a: Arguments) throws(Exit) -> String {
  if case .text(let text) = value, !isJSON { return text.string }
  if let table = try Table(value, a), !table.titles.isEmpty {
    if !isJSON { return table.csv }
    return JSON.array(table.rows.map { .object(zip(table.titles, $0).map(JSON.Member.init)) }).description + "\n"
  }
  switch value {
  case .function, .builtin, .host: throw failure("\(value.kind) cannot be written to a file", a.span)
  default: return try a.machine.json(value, a.span).description + "\n"
  }
}
