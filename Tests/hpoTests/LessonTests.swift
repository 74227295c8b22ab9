import DSL
import Foundation
import Interp
import Synchronization
import Testing

@testable import hpo

/// The lessons: each runs, fits on the screen from one pause to the next, and what it says is what is seen.
@Suite struct LessonTests {
  /// What a lesson showed.
  private struct Course: Sendable {
    /// What was printed, up to each pause and to the end.
    var screens: [String] = [""]
    /// Errors and warnings.
    var notes: [String] = []
  }

  /// Runs a lesson, and then what it claims, each an expression that sees its names.
  private static func course(of lesson: Lesson, claims: [String]) -> Course {
    onDeepStack {
      let course = Mutex(Course())
      let context = Context(
        settings: Settings(), sources: SourceMap(),
        output: { text in course.withLock { $0.screens[$0.screens.count - 1] += text + "\n" } },
        notes: { note in course.withLock { $0.notes.append(note) } }, progress: { _ in },
        pause: { _, _ in
          course.withLock { $0.screens.append("") }
          return true
        })
      do throws(Diagnostic) {
        let session = try Session(context: context)
        for (index, text) in ([lesson.text] + claims.map { "expect \($0)" }).enumerated() {
          let execution = session.run(text, name: "lesson", mode: index == 0 ? .file : .code)
          for diagnostic in execution.diagnostics {
            context.notes(session.render(diagnostic, colour: false, atPrompt: false))
          }
        }
      } catch { context.notes(error.title) }
      return course.withLock { $0 }
    }
  }

  /// What each lesson says of its own numbers, in the order of the lessons.
  private static let claims: [[String]] = [
    [
      "losses[\"0.01\"][6] > 0.7", "losses[\"0.3\"][3] < 0.01", "losses[\"0.9\"][6] < losses[\"0.9\"][5]",
      "losses[\"1.1\"][6] > losses[\"1.1\"][5]",
      "0.3 < slow.valid.loss and slow.valid.loss < 1", "good.history[2].valid.loss < 0.2 and good.valid.loss < 0.1",
      "abs(wild.valid.loss - 2.303) < 0.1", "0.1 < best and best < 1",
    ],
    [
      "length(rows) == 9", "length(unique([row.lr for row in rows])) == 3", "0.8 < study.value and study.value < 0.95",
      "round(study.best.params.lr, 4) == rows[3].lr",
      "all([abs(row.accuracy - rows[3 * floor(i / 3)].accuracy) < 0.01 for i, row in enumerate(rows)])",
    ],
    [
      "by_lot.value > by_grid.value + 0.03", "length(unique([t.params.lr for t in by_lot.trials])) == 9",
      "race[0].strategy == \"random\"", "race[1].mean > 1.5 * race[0].mean", "race[0].std > race[0].mean",
    ],
    ["study.trials[5].params.lr > 0.9", "study.trials[5].value < 0.8", "study.value > 0.95"],
    [
      "gain(offers[1]) > gain(offers[0]) and gain(offers[0]) > gain(offers[2])", "gain(offers[2]) == 0",
      "abs(walks[\"ucb(0)\"].params.x - 0.25) < 0.01 and walks[\"ucb(0)\"].value > 0.35",
      "abs(walks[\"ucb(9)\"].params.x - 0.8) < 0.01", "walks[\"ucb(9)\"].value < walks[\"ucb(400)\"].value",
      "walks[\"ucb(400)\"].value < 0.2",
    ],
    [
      "all([0.03 < row.std / row.mean and row.std / row.mean < 0.12 for row in spread])",
      "spread[0].std > 2 * spread[2].std", "abs(study.value - with_gamma.value) < 0.01",
      "race[0].strategy == \"gamma\"",
    ],
    ["abs(bowl.trials[6].params.x - 0.3) < 1e-6", "two.trials[6].value > two.trials[1].value + 0.2"],
    ["burnt > 0 and burnt < 10", "study.value > 95", "abs(study.params.degrees - 225) < 20"],
  ]

  @Test(arguments: Lesson.all.indices)
  func aLessonShowsWhatItSays(index: Int) throws {
    let course = Self.course(of: Lesson.all[index], claims: Self.claims[index])
    #expect(course.notes == [])
    #expect(course.screens.count >= 3)
    #expect(course.screens.filter { $0.contains("Your guess: ") }.count >= 2)
    for screen in course.screens {
      let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
      // A terminal of 24 lines, of which the pause takes one; explanations are taller.
      #expect(lines.count <= 24 || screen.contains(#/(?m)^trial \d+, /#), "\(screen)")
      for line in lines { #expect(line.count <= 80, "\(line)") }
    }
  }

  @Test func theListNamesAllOfThem() throws {
    let result = try Hpo().run(["lesson"])
    #expect(result.code == 0 && result.errors.isEmpty)
    let lines = result.output.split(separator: "\n")
    for (line, lesson) in zip(lines, Lesson.all) {
      #expect(line.hasPrefix("  \(lesson.number)  \(lesson.name) ") && line.hasSuffix("  \(lesson.title)"))
      #expect(lesson.title.count > 10 && line.count <= 80)
    }
    #expect(lines.last?.contains("`hpo lesson 1`") == true)
  }

  /// The files of `Examples/lessons` are the lessons, in their order.
  @Test func theyAreTheFiles() throws {
    let files = Samples.files("Examples/lessons")
    let names = Lesson.all.map { "\($0.number)-\($0.name).hpo" }
    #expect(files.map { URL(fileURLWithPath: $0).lastPathComponent } == names)
    for (file, lesson) in zip(files, Lesson.all) {
      #expect(try String(contentsOfFile: file, encoding: .utf8) == lesson.text)
      for word in ["\(lesson.number)", lesson.name, "\(lesson.number)-\(lesson.name)"] {
        #expect(Lesson.find(word)?.number == lesson.number)
      }
    }
    let printed = try Hpo().run(["lesson", "grid", "--print"])
    #expect(printed.output == Lesson.all[1].text && printed.errors.isEmpty && printed.code == 0)
  }

  /// In a pipe the program shows the whole of a lesson, and waits for nobody.
  @Test func itRunsFromTheShell() throws {
    let result = try Hpo().run(["lesson", "8"])
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.hasPrefix("LESSON 8") && !result.output.contains("Enter goes on"))
  }

  @Test(arguments: [
    ("9", "there are lessons 1 to 8. `hpo lesson` lists them."), ("hul", "did you mean `hull`?"),
    ("learning_rate", "did you mean `learning-rate`?"), ("pasta", "there are lessons 1 to 8. `hpo lesson` lists them."),
  ])
  func anUnknownOneIsRefused(word: String, hint: String) throws {
    let result = try Hpo().run(["lesson", word])
    #expect(result.code == 64 && result.output.isEmpty)
    #expect(result.errors == "error: there is no lesson `\(word)` [E100]\nHint: \(hint)\n")
  }

  /// The plan of an hour has a row for each.
  @Test func thePlanHasAllOfThem() throws {
    let plan = try String(contentsOf: Samples.package.appendingPathComponent("docs/teaching.md"), encoding: .utf8)
    for lesson in Lesson.all { #expect(plan.contains("\n## \(lesson.number). \(lesson.title)\n"), "\(lesson.title)") }
  }
}
