import ArgumentParser
import Basics
import Interp

/// Lists the lessons, or runs one.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "List the lessons on tuning, or run one.",
    discussion: """
      A lesson is a program that needs neither a file nor a network and takes less
      than a minute. At a terminal it waits where a class is to look and to guess.
      """)

  @Flag(help: "Print the program of the lesson instead, to be read beside it or changed.")
  var print = false

  @Option(help: "Colour the output.")
  var color = Terminal.Colour.auto

  @Argument(
    help: ArgumentHelp("Its number or name; without one, the list.", valueName: "lesson"),
    completion: .list(Lesson.all.map(\.name)))
  var word: String?

  func run() throws {
    let terminal = Terminal(colour: color)
    guard let word else { return terminal.print(Self.list) }
    guard let lesson = Lesson.find(word) else { throw Self.unknown(word) }
    if print { return terminal.print(lesson.text.trimming { $0 == "\n" }) }
    let session = try Session(Settings(), on: terminal)
    try SourceText(text: lesson.text, name: "lesson \(lesson.number)", path: nil)
      .run(in: session, mode: .file, terminal)
  }

  /// A line for each lesson, and how to go on.
  private static var list: String {
    let width = Lesson.all.map(\.name.count).max() ?? 0
    let lines = Lesson.all.map { "  \($0.number)  \($0.name.padded(to: width + 2))\($0.title)" }
    let hints = ["`hpo lesson 1` runs the first; `hpo lesson 1 --print` shows its program."]
    return (lines + [""] + hints).joined(separator: "\n")
  }

  private static func unknown(_ word: String) -> ValidationError {
    let near = Suggestion.nearest(to: word, among: Lesson.all.map(\.name)).map { "did you mean `\($0)`?" }
    let all = "there are lessons 1 to \(Lesson.all.count). `hpo lesson` lists them."
    return ValidationError("there is no lesson `\(word)`. \(near ?? all)")
  }
}
