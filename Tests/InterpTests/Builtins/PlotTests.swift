import Foundation
import Testing

@testable import Interp

@Suite struct PlotTests {
  private static let study = "let s = search lr in log(1e-4, 1), w in 1..9 with random for 12 trials minimize lr + w\n"
  private static let trained = "let r = train(model(dense(3)), blobs(), epochs: 3)\n"

  /// What is printed begins with the title of the figure.
  @Test(arguments: [
    (study + "plot(s)", "value, 12 trials, random"), (study + "plot(s, \"lr\")", "value over lr"),
    (study + "plot(s, \"lr\", \"w\")", "value over lr and w"),
    (study + "s |> plot([\"w\", \"lr\"])", "value over w and lr"),
    (study + "plot(s, kind: \"slice\")", "value, 12 trials"),
    (study + "plot(s, kind: \"parallel\")", "value, 12 trials"),
    (study + "plot(s, kind: \"importance\")", "what value depends on, ped_anova of 12 trials"),
    (study + "plot(s, \"w\", kind: \"importance\")", "what value depends on, ped_anova of 12 trials"),
    (study + "plot(s, kind: \"rank\")", "ranks of value"), (study + "plot(s, kind: \"edf\")", "distribution of value"),
    (study + "plot(s, kind: \"timeline\")", "12 trials, random over time"),
    (study + "plot(s, x: \"lr\", y: \"value\")", "value over lr, 12 rows"),
    (study + "plot([s, s])", "best value so far"),
    (study + "plot({a: s, b: [s, s]}, kind: \"edf\")", "distribution of value"),
    (
      "plot(search x in 0.0..1.0 for 3 trials minimize { report(x); report(x / 2); x }, kind: \"curves\")",
      "value over steps"
    ),
    (trained + "plot(r)", "learning curves, 3 epochs"), (trained + "plot([r, r])", "learning curves of 2 runs"),
    (trained + "plot({low: r, high: r})", "learning curves of 2 runs"),
    (trained + "plot(r.valid.confusion, classes: [\"a\", \"b\", \"c\"])", "confusion of 60 items"),
    (trained + "plot(r.valid)", "confusion of 60 items"),
    (trained + "plot(r, kind: \"confusion\")", "confusion of 60 items"),
    (trained + "plot(confusion(r, blobs()))", "confusion of 300 items"),
    ("plot(lr_find(model(dense(3)), blobs(), steps: 20))", "loss over learning rate"),
    ("plot([1, 4, 9])", "3 numbers"), ("plot({a: [1, 2], b: [2, 1]})", "2 lists of numbers"),
    ("plot([{a: 1, b: 2}, {a: 2, b: 3}])", "b over a, 2 rows"),
    ("[{s: \"a\", l: [3, 1]}, {s: \"b\", l: [5, 3]}] |> group_by(\"s\") |> curve(\"l\") |> plot", "2 curves"),
    (
      "plot(compare([grid, random], fn(s) = (search x in 1..3 with s for 3 trials minimize x), 1..2))",
      "minimize, best first"
    ),
    ("plot({mean: 0.9, deviation: 0.05, bound: 1})", "value, mean 0.9, deviation 0.05"),
  ])
  func isDrawn(_ code: String, _ title: String) {
    let transcript = run(code)
    #expect(transcript.failure == nil)
    #expect(transcript.output.count == 1)
    #expect(transcript.output.first?.hasPrefix(title) == true, "\(transcript.output.first ?? "")")
    let lines = transcript.output.first?.split(separator: "\n") ?? []
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    ("plot([])", "there is nothing to draw in an empty list", nil),
    (
      "plot(5)",
      "`data` must be something that can be drawn: a study, a run, records, a table or a list of numbers, not an integer",
      nil
    ),
    (study + "plot(s, kind: \"slize\")", "unknown kind \"slize\"", "did you mean \"slice\"?"),
    (study + "plot(s, kind: \"pareto\")", "unknown kind \"pareto\"", "did you mean \"front\"?"),
    (study + "plot(s, kind: \"front\")", "a front is of several objectives, and the study has one", nil),
    (
      study + "plot(s, \"lrr\")", "\"lrr\" is neither a parameter of the study nor a file that `plot` writes",
      "did you mean \"lr\"?"
    ),
    (study + "plot(s, \"s.png\")", "a figure is not written as `.png`", nil),
    (study + "plot(s, 5)", "`plot` takes names of parameters and of a file, not an integer", nil),
    (study + "plot(s, \"a.svg\", \"b.svg\")", "`plot` writes one file, not two", nil),
    (study + "plot(s, \"a.svg\", path: \"b.svg\")", "`plot` writes one file, not two", nil),
    (study + "plot(s, path: \"a.png\")", "a figure is not written as `.png`", nil),
    (study + "plot(s, path: \"a\")", "\"a\" does not say how the figure is written", nil),
    (study + "plot(s, by: \"lr\")", "`by` means nothing for a study", nil),
    (
      study + "plot(s, \"/nonexistent/s.svg\")",
      "\"/nonexistent/s.svg\" cannot be written: there is no folder `/nonexistent`", nil
    ),
    (study + "plot(s, objective: 2)", "the study has one objective, counted from 1", nil),
    (
      "plot(search x in 0.0..1.0 for 3 trials minimize x, kind: \"curves\")",
      "no trial of the study has reported anything", nil
    ),
    ("plot([1, 2], log: \"z\")", "`log` names the axes that are logarithmic, and is not \"z\"", nil),
    ("plot([{a: 1, b: 2, c: 3}])", "which columns are the axes?", nil),
    (trained + "plot(r, \"lr\")", "\"lr\" is not a file that `plot` writes", nil),
    ("plot(start(model(dense(3)), blobs()))", "no epoch was trained yet, so that there is no curve", nil),
  ])
  func isRefused(_ code: String, _ message: String, _ label: String?) {
    let transcript = run(code)
    #expect(transcript.failure == message)
    if let label { #expect(transcript.label == label) }
  }

  @Test func filesAreWrittenAsTheyEnd() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (ending, start) in [("svg", "<svg"), ("HTML", "<!DOCTYPE html>"), ("txt", "3 numbers")] {
      let path = "\(folder)/x.\(ending)"
      let transcript = run("plot([1, 4, 9], path: \"\(path)\")")
      #expect(transcript.failure == nil && transcript.output.isEmpty)
      #expect(try String(contentsOfFile: path, encoding: .utf8).contains(start))
    }
    var settings = Settings()
    settings.isSandboxed = true
    #expect(run("plot([1], \"\(folder)/y.svg\")", settings).failure == "the sandbox refuses `plot`")
    #expect(run("plot([1])", settings).failure == nil)
  }

  @Test func theTerminalDecidesWidthAndColour() {
    var settings = Settings()
    settings.isTerminal = true
    settings.columns = 120
    settings.isOutputColoured = true
    let wide = run(Self.study + "plot(s)", settings).output.first ?? ""
    #expect(wide.contains("\u{1B}["))
    settings.isTerminal = false
    settings.isOutputColoured = false
    let piped = run(Self.study + "plot(s)", settings).output.first ?? ""
    #expect(!piped.contains("\u{1B}["))
    #expect(piped.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
