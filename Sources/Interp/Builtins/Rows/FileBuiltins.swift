import Basics
import Charts
import DSL
import Glibc
import NN
import Studies

/// Files.
let fileBuiltins: [Builtin] = [
  Builtin(
    "read_file", [.required("path")], "The text of a file.",
    examples: [.init("length(lines(read_file(\"notes.txt\")))")], seeAlso: ["lines", "load_json", "save"]
  ) { (a: Arguments) throws(Exit) in
    .text(String(decoding: try textBytes(a), as: UTF8.self))
  },
  Builtin(
    "exists", [.required("path")], "Whether there is a file or a folder of that name.",
    examples: [.init("exists(\"no such file\")", "false")], seeAlso: ["read_file", "load"]
  ) { (a: Arguments) throws(Exit) in
    .bool(access(try a.string(0), F_OK) == 0)
  },
  Builtin(
    "load_json", [.required("path")],
    "The value in a JSON file: objects become records, arrays lists, null none. Of members with one name, the last counts.",
    examples: [.init("load_json(\"settings.json\").epochs")], seeAlso: ["save", "read_file", "load"]
  ) { (a: Arguments) throws(Exit) in
    try a.refuseForeignFile(0, readers: ["load_json"], "JSON")
    let bytes = try textBytes(a)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw failure(.numberInText, "\(a[0]) is not JSON: it is not UTF-8", a.place(0))
    }
    do throws(JSONError) { return Value(try JSON(reading: bytes)) } catch {
      throw failure(.numberInText, "\(a[0]) is not JSON: \(error.message)", a.place(0))
    }
  },
  Builtin(
    "load_csv", [.required("path")],
    """
    The rows of a table in CSV, as records whose fields are its columns: numbers, `true` and `false` are what they look \
    like, an empty cell is `none`. What separates them is told from the first rows. `load` reads data to train on.
    """,
    examples: [.init("load_csv(\"trials.csv\") |> filter(fn(row) = row.value < 0.1)")],
    seeAlso: ["save", "from", "load_json", "load"]
  ) { (a: Arguments) throws(Exit) in
    let path = try a.string(0)
    if !["csv", "tsv"].contains(fileEnding(of: path.lowercased().replacing(/\.gz$/, with: ""))) {
      try a.refuseForeignFile(0, readers: ["load_csv"], "a table in CSV")
    }
    let table = try a.reading { try TextTable(contentsOf: path, isInterrupted: a.isInterrupted) }
    for (index, title) in table.titles.enumerated() {
      guard let first = table.titles[..<index].firstIndex(of: title) else { continue }
      throw failure(
        .table,
        "line 1 of \(a[0]): columns \(first + 1) and \(index + 1) "
          + (title.isEmpty ? "have no name" : "are both called `\(title)`"), a.place(0),
        hint: "a field of a record has a name of its own.")
    }
    return .list(
      try a.map(table.rows) { (row) throws(Exit) in .record(Array(zip(table.titles, row.map { Value(JSON($0)) }))) })
  },
  Builtin(
    "save", [.required("path"), .required("value"), .label("keep")],
    """
    Writes a value to a file. A table, a list of records or a study: as the name ends, in CSV (`.csv`), with tabs (`.tsv`), \
    as a table of Markdown (`.md`) or of LaTeX with booktabs (`.tex`), or as JSON (`.json`); the first two and JSON have \
    every digit, the others as many as `print`. A string is written as it is, a training as what `restore` goes on with \
    (`.net`), a trained model as what `load_model` reads (`.net`, `.safetensors`) or as a graph for other programs that takes \
    rows of the table (`.onnx`), anything else as JSON (`.json`, `.txt`). What is no number of JSON, `nan` or an infinity, is \
    a text there: "NaN", "Infinity", "-Infinity". In an objective, `keep: 3` leaves the files of the three best trials alone and removes those of others; the number \
    of the trial stands for the `*` in the name.
    """,
    examples: [
      .init("save(\"results.csv\", [{lr: 0.1, loss: 0.25}])"),
      .init("save(\"results.tex\", table([{lr: 0.1, loss: 0.25}]))"), .init("save(\"best.onnx\", run)"),
      .init("save(\"net-*.net\", run, keep: 3)"),
    ], seeAlso: ["load_model", "restore", "read_file", "load_json", "table"]
  ) { (a: Arguments) throws(Exit) in
    // That the two are turned is told where the call is right otherwise.
    let isTurned = a[0].string == nil && a[1].string != nil
    let (path, value) = isTurned ? (1, 0) : (0, 1)
    let name = try a.string(path)
    guard !a.context.settings.isSandboxed else { throw refused("save", a) }
    let bytes = try a.contents(of: value, for: path, name)
    if isTurned { _ = try a.string(0) }
    guard let kept = try a.given("keep", { (i) throws(Exit) in try a.keptFiles(i, name) }) else {
      try a.write(bytes, to: 0)
      return .none
    }
    try a.write(bytes, to: 0, as: kept.files.name(of: kept.trial.number))
    kept.trial.keptFiles[kept.files] = kept.count
    return .none
  },
]

extension Arguments {
  /// The files of which only the best are kept, how many, and the trial that saves one.
  fileprivate func keptFiles(
    _ index: Int, _ name: String
  ) throws(Exit) -> (trial: RunningTrial, files: NumberedFiles, count: Int) {
    let count = try int(index)
    guard count > 0 else { throw failure(.argumentRange, "`keep` must be at least 1, and is \(count)", place(index)) }
    guard let trial = machine.pointee.trial else {
      throw failure(
        .trialReport,
        "`keep` belongs in the objective of a search", place(index), hint: "elsewhere, what is saved is kept.")
    }
    guard let files = NumberedFiles(name) else {
      let ending = fileEnding(of: name).map { "." + $0 } ?? ""
      let stem = name.dropLast(ending.count).filter { $0 != NumberedFiles.mark }
      throw failure(
        .unwritableFile,
        "with `keep`, the name of the file has one `*`, for the number of the trial", place(0),
        hint: "write `\(Value.text("\(stem)-*\(ending)"))`.")
    }
    return (trial, files, count)
  }
}

/// The failure of a builtin that reaches out of the program.
func refused(_ name: String, _ a: Arguments) -> Exit {
  failure(.sandbox, "the sandbox refuses `\(name)`", a.span, hint: "`hpo run` without `--sandbox` allows it.")
}

/// What has no size, a pipe or a device, is read up to so many bytes: it may never end.
private let endlessCount = 1 << 28

/// The bytes of the file that the first argument names.
func fileBytes(_ a: Arguments) throws(Exit) -> [UInt8] {
  try reading(a) { (file) throws(FileError) in try file.bytes(limit: endlessCount) }
}

/// The same of a file that holds text in UTF-8.
private func textBytes(_ a: Arguments) throws(Exit) -> [UInt8] {
  try reading(a) { (file) throws(FileError) in try file.textBytes(limit: endlessCount) }
}

private func reading(_ a: Arguments, _ body: (FileReader) throws(FileError) -> [UInt8]) throws(Exit) -> [UInt8] {
  let path = try a.string(0)
  do throws(FileError) { return try body(FileReader(path, isInterrupted: a.isInterrupted)) } catch {
    if error.reason == .interrupted { throw .interrupted }
    throw failure(
      error.topic,
      "\(a[0]) cannot be read: \(error.words)", a.place(0),
      advice: error.hint ?? (error.reason == .missing ? nearestFile(to: path).map { "did you mean \"\($0)\"?" } : nil))
  }
}
