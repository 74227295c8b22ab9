import Basics

/// A file that is not a program of the language, as the ending of its name says, and what makes use of it.
public struct ForeignFile: Sendable {
  /// What it is, with its article.
  public let kind: String
  /// The expression that makes use of it; nil where none does.
  public let expression: String?
  /// What does so in a shell.
  public let command: String?
  /// Whether studies may be kept in it.
  let isDatabase: Bool

  /// What a file of this name is; nil where it may be a program.
  public init?(_ path: String) {
    var name = (path.split(separator: "/").last ?? "").lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
    let ending = String(name[name.index(after: point)...])
    let file = Value.text(path).description
    switch ending {
    case "csv", "tsv", "npy", "npz": (kind, expression) = ("a file of data", "load(\(file))")
    case "json": (kind, expression) = ("a file of JSON", "load_json(\(file))")
    case "net", "safetensors": (kind, expression) = ("a saved model", "load_model(\(file))")
    case "onnx": (kind, expression) = ("a network in ONNX", nil)
    case "db", "sqlite", "sqlite3": (kind, expression) = ("a database", nil)
    case "html", "htm": (kind, expression) = ("a page of HTML", nil)
    case "svg": (kind, expression) = ("a figure", nil)
    case "xlsx", "parquet", "pkl", "h5", "pt", "pth", "ipynb", "yaml", "yml", "toml", "png", "jpg", "jpeg", "pdf":
      (kind, expression) = ("a file of another program", nil)
    default:
      guard let interpreter = Self.interpreters[ending] else { return nil }
      (kind, expression) = ("a program for `\(interpreter)`", "run(\(Value.text(interpreter)), \(file))")
    }
    isDatabase = kind == "a database"
    command =
      isDatabase
      ? "hpo studies --storage \(shellWord(path))" : expression.map { "hpo -e \(shellWord($0))" }
  }

  /// What does so in a shell with arguments behind the name of the file.
  ///
  /// - Parameter arguments: what stands behind it.
  /// - Returns: the command line; nil where nothing makes use of the file.
  public func command(_ arguments: [String]) -> String? {
    guard !arguments.isEmpty, let expression, expression.hasPrefix("run(") else { return command }
    let words = arguments.map { ", " + Value.text($0).description }.joined()
    return "hpo -e \(shellWord(expression.dropLast() + words + ")"))"
  }

  /// What runs the programs whose files end so.
  static let interpreters = [
    "py": "python3", "r": "Rscript", "jl": "julia", "sh": "sh", "bash": "bash", "pl": "perl", "rb": "ruby",
    "js": "node",
    "lua": "lua",
  ]
}

extension Arguments {
  /// What reads the file whose name stands in the place of what it holds; nil where none does.
  func hintAtFile(_ index: Int) -> String? {
    guard case .text(let text) = self[index], let use = ForeignFile(text.string)?.expression else { return nil }
    return "`\(use)` reads the file."
  }

  /// Makes sure that the file for parameter `index` is not, by its name, one of which another function makes use.
  ///
  /// - Parameters:
  ///   - index: the parameter.
  ///   - readers: the functions that read what this one reads, too.
  ///   - content: what the file should hold.
  /// - Throws: a failure that tells what makes use of it.
  func refuseForeignFile(_ index: Int, readers: Set<String>, _ content: String) throws(Exit) {
    let path = try string(index)
    let title: String
    let hint: String?
    if fileEnding(of: path)?.lowercased() == "hpo" {
      title = "a program of hpo"
      hint = "`import \(self[index])` takes what it binds; `hpo \(shellWord(path))` runs it."
    } else {
      guard let file = ForeignFile(path) else { return }
      title = file.kind
      if let use = file.expression {
        guard !readers.contains(where: { use.hasPrefix($0 + "(") }) else { return }
        hint = "`\(use)` makes use of it."
      } else if file.isDatabase {
        hint = "`study(\"name\")` opens a study in the file of `hpo --storage \(shellWord(path))`."
      } else {
        // What other files hold is told by their bytes.
        guard ["html", "htm", "svg", "onnx"].contains(fileEnding(of: path)?.lowercased()) else { return }
        hint = content == "data" ? "tables are read from CSV, .npy and .npz, and images from folders." : nil
      }
    }
    throw failure(.foreignFile, "\(self[index]) is \(title), not \(content)", place(index), hint: hint)
  }
}
