import Basics
import DSL

extension Session {
  /// Whether a program may look at its arguments: `args` stands somewhere in it, or in a file that it imports.
  ///
  /// A program that cannot be parsed may; what is wrong with it is said when it runs.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - path: the file it came from, for imports beside it.
  /// - Returns: whether it may.
  public func looksAtArguments(_ text: String, path: String?) -> Bool {
    var seen: Set<String> = []
    func looks(_ text: String, _ path: String?) -> Bool {
      if text.contains(/\bargs\b/) { return true }
      guard let program = try? parse(Source(name: "program", text: text, base: 0)) else { return true }
      return importedFiles(of: program, path: path).contains { file in
        guard seen.insert(file).inserted, let imported = try? readSource(file, interruption) else { return false }
        return looks(imported, file)
      }
    }
    return looks(text, path)
  }
}
