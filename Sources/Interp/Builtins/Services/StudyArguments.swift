import Basics
import DSL
import Studies

extension Arguments {
  /// The study in parameter `index`.
  func study(_ index: Int) throws(Exit) -> StudyValue {
    if let study = self[index].study { return study }
    throw wrongKind(index, "a study", hint: hintAtStudy(index)) { $0.study != nil }
  }

  /// What is written for `study`, the function, where a study is meant; nil for other arguments.
  func hintAtStudyFunction(_ index: Int) -> String? {
    guard case .builtin(let builtin) = self[index], builtin.name == "study" else { return nil }
    return
      "`study` opens a stored study by its name; at the prompt the last one is `_`, and `let s = search ...` gives it a name."
  }

  /// How a study is had from the name of a file that stands in its place; nil for what is no such name.
  func hintAtStudy(_ index: Int) -> String? {
    guard case .text(let text) = self[index], let file = ForeignFile(text.string) else { return nil }
    return file.isDatabase
      ? "a study is called by its name; its file is named by `hpo --storage \(shellWord(text.string))`."
      : "a study is what a search gives; `\(file.expression ?? "study(\"name\")")` \(file.expression == nil ? "opens a stored one" : "reads the file")."
  }
}
