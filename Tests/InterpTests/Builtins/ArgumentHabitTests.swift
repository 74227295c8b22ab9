import Testing

@testable import Interp

/// Arguments that newcomers give to the builtins: the one that is wrong is underlined, and the hint works when it is followed.
struct ArgumentHabitTests {
  private static let study = "let s = search lr in 0.1..1.0, w in 1..9 with random for 6 trials minimize lr * w\n"
  private static let training = "let r = train(model(dense(2)), moons(n: 20), lr: 0.1)\n"
  private static let rows = "let rows = [{a: 1, b: \"u\"}, {a: 2, b: \"v\"}]\n"

  @Test(arguments: [
    (study + "report(\"study.html\", s)", "\"study.html\"", "the order is another: write `report(s, \"study.html\")`."),
    ("report(\"st\", \"x.html\")", "\"st\"", "`study(\"st\")` opens a stored study."),
    (training + "report(r, \"x.html\")", "r", "a study is what a search gives; `plot(r)` draws a run."),
    ("report(moons(), \"x.html\")", "moons()", "a study is what a search gives; `show(moons())` shows data."),
    ("plot(\"st\")", "\"st\"", "write `plot(study(\"st\"))`, which opens a stored study."),
    ("plot(\"t.csv\")", "\"t.csv\"", "write `plot(load(\"t.csv\"))`, which reads the file."),
    ("best(\"hpo.db\")", "\"hpo.db\"", "a study is called by its name; its file is named by `hpo --storage hpo.db`."),
    (study + "importance(s.best)", "s.best", "write `importance(s)`: the study, not a trial of it."),
    (study + "best(s.trials[0])", "s.trials[0]", "write `best(s)`: the study, not a trial of it."),
    (
      study + "plot(s, \"lr\", log: true)", "true",
      "a parameter of the search `in log(1e-4, 1)` has a logarithmic axis by itself."
    ),
    (rows + "plot(rows, \"a\", log: true)", "true", "write `log: \"x\"`, `log: \"y\"` or `log: \"xy\"`."),
    (study + "plot(s, x: \"lrr\")", "\"lrr\"", "did you mean `lr`?"),
    (study + "plot(s, \"lr\", \"z\")", "\"z\"", "the parameters are lr, w; files end in `.svg`, `.html` or `.txt`."),
    (rows + "plot(rows, \"a\", \"c\")", "\"c\"", "the columns are a, b."),
    (rows + "plot(rows, x: \"c\", y: \"a\")", "\"c\"", "the columns are a, b."),
    (study + "plot(s, kind: \"front\")", "\"front\"", "its `history` can be drawn."),
    ("train(dense(10), moons())", "dense(10)", "write `model(dense(10))`."),
    ("let layers = [dense(10)]\ntrain(layers, moons())", "layers", "write `model(...layers)`."),
    (training + "train(r, moons())", "r", "what it trained is `r.model`."),
    ("model(dense(3), 5)", "5", "write `model(dense(64, relu), dense(10))`."),
    ("each(3, 8..64)", "3", "the order is another: write `each(8..64, 3)`."),
    ("each(moons(), 8..64)", "moons()", nil),
    ("moons()[\"a\"]", "\"a\"", "it has train, valid, test, classes, features, target."),
    (
      rows + "rows[\"a\"]", "\"a\"",
      "its items have it: `[row.a for row in rows]` are all of them, `rows[0].a` is the first."
    ),
    ("split(\", \", \"a, b\")", "\"a, b\"", "the order is another: write `split(\"a, b\", \", \")`."),
    ("run(\"python3\", train.py)", "py", "a file stands in quotes: `\"train.py\"`."),
    (
      "load(\"a.hpo\")", "\"a.hpo\"", "`import \"a.hpo\"` takes what it binds; `hpo a.hpo` runs it."
    ),
    ("load(\"model.net\")", "\"model.net\"", "`load_model(\"model.net\")` makes use of it."),
    ("load(\"x.json\")", "\"x.json\"", "`load_json(\"x.json\")` makes use of it."),
    ("load(\"x.html\")", "\"x.html\"", "tables are read from CSV, .npy and .npz, and images from folders."),
    ("load_csv(\"x.json\")", "\"x.json\"", "`load_json(\"x.json\")` makes use of it."),
    ("load_json(\"x.csv\")", "\"x.csv\"", "`load(\"x.csv\")` makes use of it."),
    (
      study + "save(\"s.xlsx\", s)", "\"s.xlsx\"",
      "write `save(\"s.csv\", s)`; `.tsv`, `.md`, `.tex` and `.json` are written, too."
    ),
    (
      study + "save(\"s\", s)", "\"s\"",
      "write `save(\"s.csv\", s)`; `.tsv`, `.md`, `.tex` and `.json` are written, too."
    ),
    (study + "save(s, \"s.csv\")", "s", "the order is another: write `save(\"s.csv\", s)`."),
    (training + "save(\"q\", r)", "\"q\"", "write `save(\"q.net\", r)`; `.safetensors` and `.onnx` are written, too."),
    ("save(\"a.csv\", 3)", "\"a.csv\"", "write `save(\"a.json\", 3)`; `.txt` is written, too."),
    ("note(1)", "1", "write `note(name: 1)`."),
    ("spirals(100, 5)", "100", "write `spirals(n: 100, classes: 5)`."),
    (
      "study(\"st\", \"hpo.db\")", "\"hpo.db\"",
      "another file of studies is named on the command line: `hpo --storage \"hpo.db\"`."
    ),
  ])
  func saysWhatToWrite(_ code: String, _ place: String, _ hint: String?) {
    let transcript = run(code)
    #expect(transcript.failure != nil)
    #expect(transcript.place == place)
    #expect(transcript.hint == hint)
  }

  /// What is written beside the underline.
  @Test(arguments: [
    (study + "plot(s, file: \"x.svg\")", "did you mean `path`?"),
    (study + "importance(s, of: value)", "a text stands in quotes: `\"value\"`"),
    (study + "importance(s, method: fanova)", "a text stands in quotes: `\"fanova\"`"),
    ("number_after(\"loss 3\", loss)", "a text stands in quotes: `\"loss\"`"),
    ("moons().columns", "did you mean `features`?"), ("lesson(1)", "it is a command of the shell: `hpo lesson`"),
    ("note(\"lr\": 1)", "write `lr:`"),
  ])
  func labelsWhatIsMeant(_ code: String, _ label: String) { #expect(run(code).label == label) }

  /// That the argument is underlined of several, or of a list.
  @Test(arguments: [
    ("zip([1], 2)", "2"), ("zip([1, 2], [1])", "[1]"), ("quantile([1], 50)", "50"),
    ("replace(\"a\", \"\", \"b\")", "\"\""),
    ("without({a: 1}, \"a\", \"b\")", "\"b\""), ("normal(0, -1)", "-1"), ("ucb(-1)", "-1"),
    ("load(\"a.csv\", separator: \"ab\")", "\"ab\""), ("load(\"a.csv\", decimal: \";\")", "\";\""),
    ("run(\"true\", cwd: \"/nowhere\")", "\"/nowhere\""), ("run(\"true\", env: 3)", "3"),
    ("flags({a: 1}, lists: \"x\")", "\"x\""), ("sample([1], 2)", "2"), ("first([])", "[]"), ("fixed(1, 2000)", "2000"),
    ("save(\"/nowhere/a.json\", 1)", "\"/nowhere/a.json\""), ("plot([1, 2], \"/nowhere/a.svg\")", "\"/nowhere/a.svg\""),
    ("plot([1, 2], \"a.svg\", path: \"b.svg\")", "\"b.svg\""), ("plot([1, 2], path: \"b\")", "\"b\""),
    ("step(start(model(dense(2)), moons(n: 20)), -1)", "-1"),
  ])
  func theArgumentIsUnderlined(_ code: String, _ place: String) {
    let transcript = run(code)
    #expect(transcript.failure != nil)
    #expect(transcript.place == place)
  }

  /// A program failed over a word that a shell would have changed.
  @Test(arguments: [
    (
      "run(\"ls\", \"*.nothing\")",
      "note: `ls` was given `*.nothing` as it stands, since there is no shell: write `run(\"sh\", \"-c\", \"ls *.nothing\")`"
    ),
    (
      "run(\"cat\", \"a.py --lr 0.1\")",
      "note: `a.py --lr 0.1` is one word: write `run(\"cat\", \"a.py\", \"--lr\", \"0.1\")`"
    ),
  ])
  func wordsForAShellAreTold(_ code: String, _ note: String) { #expect(run(code).notes == [note]) }

  @Test(arguments: ["run(\"find\", \"/dev/null\", \"-name\", \"*.nothing\")", "run(\"false\", \"*\")"])
  func patternsForAProgramAreNot(_ code: String) { #expect(run(code).notes == []) }

  /// A label or a value that changes nothing is told, but not where a search gives the constants of all rules.
  @Test(arguments: [
    ("rho: 0.9", "note: `rho` does nothing with `optimizer: \"sgd\"`"),
    ("optimizer: \"adam\", momentum: 0.9", "note: `momentum` does nothing with `optimizer: \"adam\"`"),
    ("delta: 2", "note: `delta` does nothing without `loss: \"huber\"`"),
    ("min_delta: 0.1", "note: `min_delta` does nothing without `patience`"),
    ("epochs: 0", "note: `epochs: 0` trains nothing"),
    ("patience: 3", "note: `patience` cannot end a training of one epoch early: `epochs: 100` lets it run longer"),
  ])
  func labelsThatDoNothingAreTold(_ labels: String, _ note: String) {
    let call = "train(model(dense(2)), split(moons(n: 20), valid: 20%), \(labels))"
    #expect(run(call).notes == [note])
    guard !note.contains("patience` cannot") else { return }
    let search = "search lr in 0.1..1.0 with random for 1 trials minimize \(call).valid.loss"
    #expect(!run(search).notes.contains(note))
  }

  @Test func labelsAreTakenAsTheyAre() {
    let data = "split(moons(n: 20), valid: 20%)"
    #expect(run("train(model(dense(2)), \(data), momentum: 0.9, nesterov: true)").notes == [])
    #expect(run("train(model(dense(2)), \(data), optimizer: \"adam\", momentum: 0, beta1: 0.8)").notes == [])
    #expect(run("split(\" \", \" - \")").output == ["[\" \"]"])
  }
}
