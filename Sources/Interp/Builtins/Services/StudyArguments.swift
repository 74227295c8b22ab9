import Basics
import DSL
import Studies

extension Arguments {
  /// The study in parameter `index`.
  func study(_ index: Int) throws(Exit) -> StudyValue {
    if let study = self[index].study { return study }
    throw wrongKind(index, "a study", hint: hintAtStudy(index)) { $0.study != nil }
  }

  /// How a study is had from the name of a file that stands in its place; nil for what is no such name.
  func hintAtStudy(_ index: Int) -> String? {
    guard case .text(let text) = self[index], let file = ForeignFile(text.string) else { return nil }
    return file.isDatabase
      ? "a study is called by its name; its file is named by `hpo --storage \(shellWord(text.string))`."
      : "a study is what a search gives; `\(file.expression ?? "study(\"name\")")` \(file.expression == nil ? "opens a stored one" : "reads the file")."
  }
}
