import DSL
import Testing

@testable import Interp

/// What is wrong only when it runs names the argument, and what is written instead.
struct HabitTests {
  /// The text that is underlined is the argument, not the call around it.
  @Test(arguments: [
    ("train(model(dense(10)), digits(), optimizer: \"adma\")", "\"adma\""),
    ("train(model(dense(10)), digits(), lr: -1)", "-1"), ("train(model(dense(10)), digits(), lr: \"0.1\")", "\"0.1\""),
    ("train(model(dense(10)), digits(), batch: 0)", "0"), ("train(model(dense(10)), digits(), clip: -2.0)", "-2.0"),
    ("train(model(dense(10)), digits(), threads: 0)", "0"), ("train(3, digits())", "3"),
    ("digits() |> train(3)", "digits()"),
    ("take([1], -1)", "-1"), ("[1] |> take(-2)", "-2"), ("run(\"sleep\", 1, timeout: \"x\")", "\"x\""),
    ("mean([1]) + quantile([\"a\"], 0.5)", "[\"a\"]"), ("load(\"missing.csv\")", "\"missing.csv\""),
    ("split(digits(), valid: 20)", "20"), ("split(digits(), 20%)", "20%"), ("(([1]) |> (take)(\"a\"))", "\"a\""),
    ("[[1]] |> map(fn(x) = take(x, -1))", "-1"), ("let first_of = take\nfirst_of([1], -1)", "first_of([1], -1)"),
    ("run(\"a\", \"b\", [1], \"c\")", "[1]"), ("take(...[[1], -1])", "take(...[[1], -1])"),
    ("run(\"ls *.csv\")", "\"ls *.csv\""), ("read_file(\"~/missing\")", "\"~/missing\""),
    ("map(sqrt, [1])", "sqrt"), ("sort([{a: 1}], \"a\")", "\"a\""),
    ("random(seed: \"a\")", "\"a\""), ("tpe(seed: 1, candidates: 0)", "0"), ("let t = tpe\nt(candidates: 0)", "0"),
    ("gamma(seed: 1)(kernel: \"matren\")", "\"matren\""), ("hull(gamma)(seed: 1.5)", "1.5"), ("ucb(-1)", "-1"),
    ("dense(-3)", "-3"), ("conv(4, [0, 3])", "[0, 3]"), ("conv(4, 3, padding: -1)", "-1"), ("pool(2, stride: 0)", "0"),
    ("model(dense(4), \"relU\")", "\"relU\""), ("residual(3)", "3"), ("embedding(0, 2)", "0"),
  ])
  func theArgumentIsUnderlined(_ code: String, _ place: String) {
    let transcript = run(code)
    #expect(transcript.failure != nil)
    #expect(transcript.place == place)
  }

  @Test(arguments: [
    ("let d = digits()\nsplit(d, 20%)", "write `split(data, valid: 20%)`."),
    ("split(digits(), valid: 20)", "write `valid: 20%`."), ("\"a\" * 3", "`repeat(text, 3)` is a text three times."),
    ("[1, 2] * 2", "`[x * 2 for x in xs]` changes each item."),
    ("[1, 2] - [3, 4]", "`[x - y for x, y in zip(xs, ys)]` goes through both lists."),
    ("[1][4]", "the only element is 0."), ("dense(10, \"relU\")", "it stands without quotes: `relu`."),
    ("model(\"sigmod\")", "it stands without quotes: `sigmoid`."),
    ("gamma(acquisition: \"EI\")", "did you mean `ei`?"), ("gamma(prior: \"gama\")", "did you mean `gamma`?"),
    ("let s = search x in 1..3 with grid for 3 trials minimize x\ns[0]", "its trials are a list: write `s.trials[0]`."),
    ("run(\"ls -l\")", "arguments stand apart, and there is no shell: write `run(\"ls\", \"-l\")`."),
    ("run(\"ls *.csv\")", "there is no shell: write `run(\"sh\", \"-c\", \"ls *.csv\")`."),
    ("run(\"ls | wc -l\")", "there is no shell: write `run(\"sh\", \"-c\", \"ls | wc -l\")`."),
    ("run(\"A=1 env\")", "there is no shell: write `run(\"sh\", \"-c\", \"A=1 env\")`."),
    ("run(\"a\", \"b\", flags({lr: 0.1}))", "write `...flags({lr: 0.1})`."),
    ("run(\"a\", \"b\", {lr: 0.1})", "`...flags({lr: 0.1})` passes its fields as options."),
    ("run(\"a\", \"b\", lr: 0.1)", "the program takes words: `...flags({lr: 1})`."),
    ("number_after(run(\"echo\", 1), \"loss\")", "`run(\"echo\", 1).text` is what the program printed."),
    ("run([\"ls\", \"-l\"])", "`run(...words)` passes each item as a word."),
    ("dropout(50)", "write `dropout(50%)`."), ("dropout(1.5)", "write `dropout(20%)`."),
    (
      "split(digits(), valid: 50%, test: 50%)",
      "write `split(data, valid: 20%, test: 20%)`; what is left is the training part."
    ),
    ("split(\"iris.csv\", valid: 20%)", "`load(\"iris.csv\")` reads data from a file."),
    ("split(\"iris.csv\")", "`load(\"iris.csv\")` reads data from a file."),
    ("train(model(dense(3)), \"iris.csv\")", "`load(\"iris.csv\")` reads data from a file."),
    ("table(\"iris.csv\")", "`load(\"iris.csv\")` reads the file."),
    ("show(\"iris.csv\")", "`load(\"iris.csv\")` reads the file."),
    (
      "restore(\"iris.net\", moons())",
      "leave it out: a saved network needs nothing else; a training needs `restore(path, model, data)`."
    ),
    ("train(digits(), model(dense(10)))", "the order is another: write `train(model(dense(10)), digits())`."),
    ("save(model(dense(3)), \"a.net\")", "save the run that `train(model, data)` gives."),
    ("save(\"a.net\", model(dense(3)))", "save the run that `train(model, data)` gives."),
    ("map(fn(x) = x, [1, 2])", "the order is another: write `map([1, 2], fn(x) = x)`."),
    ("predict(\"iris.net\", digits())", "`load_model(\"iris.net\")` reads a trained model from a file."),
    ("note(\"mcc\", 1)", "write `note(mcc: 1)`."), ("let m = 1\nnote(m)", "write `note(m: m)`."),
    ("note({mcc: 1})", "write `note(mcc: 1)`."),
    ("number(\"loss: 0.5 of 3\")", "`number_after(text, \"of\")` is the number behind the last `of` of a text."),
    ("number(\"97.5%\")", "`numbers(text)[0]` is the first number in a text."),
    ("number(\"0,5\")", "the decimal sign is a point: `number(replace(text, \",\", \".\"))`."),
    ("number_after(\"loss\", \"loss 0.5\")", "the text stands first: `number_after(text, \"loss\")`."),
    ("sqrt(load(number))", "a text stands in quotes: `\"number\"`."),
    ("map(sqrt, [1])", "the order is another: write `map([1], sqrt)`."),
    ("filter(fn(x) = x > 1, [1, 2])", "the order is another: write `filter([1, 2], fn(x) = x > 1)`."),
    ("reduce([1, 2], 0, max)", "the order is another: write `reduce([1, 2], max, 0)`."),
    ("sort_by(\"a\", [{a: 1}])", "the order is another: write `sort_by([{a: 1}], \"a\")`."),
    ("join(\", \", [\"a\"])", "the order is another: write `join([\"a\"], \", \")`."),
    ("take(3, [1, 2, 3, 4])", "the order is another: write `take([1, 2, 3, 4], 3)`."),
    ("save([1], \"x.csv\")", "write `save(\"x.json\", [1])`; `.txt` is written, too."),
    ("save([1], \"x.json\")", "the order is another: write `save(\"x.json\", [1])`."),
    ("each(fn(x) = x, [1])", "`map(xs, f)` calls a function for each item."),
    ("[1] |> each(print)", "`map(xs, f)` calls a function for each item."),
    ("sort([{a: 1}], \"a\")", "rows are sorted by a column with `sort_by(rows, \"a\")`."),
    ("sort([2, 1], \"desc\")", "write `descending: true`."),
    ("sort([{a: 1}, {a: 2}])", "rows are sorted by a column: `sort_by(rows, \"column\")`."),
    ("sort([2, 1], abs)", "`sort_by(xs, f)` sorts by what a function gives for each item."),
    ("best(\"s\")", "`study(\"s\")` opens a stored study."), ("table(\"s\")", "`study(\"s\")` opens a stored study."),
    ("\"s\".trials", "a stored study is opened by `study(\"s\")`."),
    ("search x in 1..3 from \"s\" minimize x", "write `from study(\"s\")` of a stored study."),
    (
      "let s = search x in 1..3 with grid for 3 trials minimize x\ndelete_study(s)",
      "this study is not stored, and has no name: one of a search with `as \"name\"` is."
    ),
    ("train(model(dense(10)), digits(), patience: \"2\")", "it stands without quotes: `2`."),
    ("train(model(dense(10)), digits)", "it is called with parentheses: `digits()`."),
    ("filter([1], \"x > 1\")", "a function is written `fn(x) = x > 1`."),
    (study + "best(2, s)", "the order is another: write `best(s, 2)`."),
    (
      study + "s |> sort_by(\"x\")",
      "its trials are a list, `.trials`; `table(study)` has a row for each, with its parameters."
    ),
    (study + "length(s)", "its trials are a list: write `length(study.trials)`."),
    (
      study + "s.trials.value",
      "its items have it: `[row.value for row in s.trials]` are all of them, `s.trials[0].value` is the first."
    ),
    (
      study + "table(s).x",
      "its items have it: `[row.x for row in table(s)]` are all of them, `table(s)[0].x` is the first."
    ),
    ("run.acc", "`run` is a function; what it gives has fields, as in `let x = run(...)` and `x.acc`."),
    (
      "let s = search x in 1..3 with grid for 3 trials minimize x\ns.best()",
      "without parentheses it is a value: `s.best`."
    ),
    ("model(dense(3), relu())", "in a network it stands without parentheses: `relu`, or `dense(64, relu)`."),
    ("model([dense(3)])", "the items of a list are spread by `...`: `model(...layers)`."),
    ("model(\"relu\")", "it stands without quotes: `relu`."), ("hull(\"gamma\")", "it stands without quotes: `gamma`."),
    (
      "fn f(s) = search x in 1..3 with s minimize x\nf(\"random\")", "it stands without quotes: `random`."
    ),
    ("train(model(dense(10)), digits(), patience: 2min)", "write `patience: 5`, or `5 epochs`."),
    ("train(model(dense(10)), digits(), batch: 32 steps)", "it has no unit: write `batch: 32`."),
    ("load(\"file:///tmp/x.csv\")", "write \"/tmp/x.csv\"."),
    (
      "read_file(\"https://a.org/x.csv\")",
      "it is an address, and hpo reads files: fetch it first, for instance by "
        + "`run(\"curl\", \"-O\", \"https://a.org/x.csv\")`."
    ),
  ])
  func hintsSayWhatToWrite(_ code: String, _ hint: String) {
    let transcript = run(code)
    #expect(transcript.failure != nil)
    #expect(transcript.hint == hint)
  }

  @Test(arguments: [
    ("split(digits(), train: 60%)", "the training part is what the others leave: leave it out"),
    ("split(digits(), test_size: 20%)", "did you mean `test`?"),
    ("run(\"ls\", shell: true)", "a shell is a program: `run(\"sh\", \"-c\", \"a | b\")`"),
    ("load(\"a.csv\", delimiter: \";\")", "did you mean `separator`?"),
    ("run(\"true\").stdout", "did you mean `text`?"), ("run(\"true\").returncode", "did you mean `code`?"),
    ("lr_find(model(dense(10)), digits(), steps: 3).suggestion", "did you mean `lr`?"),
    ("dropout(50)", "this is 50"), ("split(digits(), valid: -0.5)", "this is -0.5"),
  ])
  func labelsSayWhatIsMeant(_ code: String, _ label: String) { #expect(run(code).label == label) }

  private static let study = "let s = search x in 1..3 with grid for 3 trials minimize x\n"
  private static let training = "let run = train(model(dense(10)), digits(), lr: 0.1)\n"

  /// What is written beside the underline.
  @Test(arguments: [
    (training + "run.valid.acc", "did you mean `accuracy`?"), (training + "run.val.accuracy", "did you mean `valid`?"),
    (training + "run.accuracy", "write `valid.accuracy`"), (study + "s.best_params", "write `best.params`"),
    (study + "s.best.x", "write `params.x`"), (study + "s.x", "write `params.x`"),
    (study + "s.plot()", "write `plot(s)`"),
    (study + "s.parameters", "did you mean `params`?"), (study + "s.best_trial", "did you mean `best`?"),
    (study + "s.sampler", "did you mean `strategy`?"), (study + "s.duration", "did you mean `seconds`?"),
    (study + "s.best_x", "write `best.params.x`"), (training + "run.acc", "write `valid.accuracy`"),
    (training + "run.val_acc", "write `valid.accuracy`"), (training + "run.train_loss", "write `train.loss`"),
    (training + "run.losses", "did you mean `history`?"),
    ("best_params", "it is a field of a study, as in `s.params`"),
    ("sort([1], reverse: true)", "did you mean `descending`?"),
    ("sort([{a: 1}], by: \"a\")", "write `sort_by(rows, \"column\")`"),
    ("delete_study(q)", "a text stands in quotes: `\"q\"`"),
    ("let x = [1, 2]\nx.head()", "write `take(x, 5)`"),
    ("let x = [{a: 1}]\nx.mean()", "write `mean([row.a for row in x])`, of one of its columns"),
    ("let x = [{a: 1}]\nx.sort_values(\"a\", ascending: false)", "write `sort_by(x, \"a\", descending: true)`"),
    ("let x = [{a: 1}]\nx.to_csv(\"x.csv\")", "write `save(\"x.csv\", x)`"),
    ("let x = [{a: 1, b: 2}]\nx.drop(\"a\")", "write `[without(row, \"a\") for row in x]`"),
    ("\", \".join([\"a\"])", "write `join([\"a\"], \", \")`"),
    (
      "let x = model(dense(2))\nx.add(dense(3))",
      "all layers stand in `model(...)`, as in `model(dense(64, relu), dense(10))`"
    ),
    ("var x = [1, 2]\nx.append(4)", "write `x = [...x, 4]`"), ("let x = [1, 2]\nx.append(4)", "write `[...x, 4]`"),
    ("let x = [1, 2]\nx.length", "write `length(x)`"),
    ("let x = [1, 2]\nx.len()", "write `length(x)`"), ("\"a\".upper()", "write `upper(\"a\")`"),
    ("[1, 2].sum()", "write `sum([1, 2])`"), ("\"a b\".split(\" \")", "write `split(\"a b\", \" \")`"),
  ])
  func fieldsAndMethods(_ code: String, _ label: String) {
    #expect(run(code).label == label)
  }

  /// An objective whose value can never be a number ends the search with its first trial.
  @Test(arguments: [
    ("train(model(dense(10)), digits())", "write `.valid.loss` or `.valid.accuracy` behind it."),
    ("({loss: x})", "write a field of it, such as `.loss`, behind the expression."),
    ("\"{x}\"", "`number(text)` makes a number of it."),
    ("{ let y = x }", "its last expression is the value of the trial."),
    (
      "[x, x]",
      "several objectives have a clause each, as in `minimize a minimize b`; of a list `mean(xs)` or `xs[0]` is a number."
    ),
  ])
  func anObjectiveThatGivesNoNumberEndsAtOnce(_ objective: String, _ hint: String) {
    let transcript = run("search x in 0.0..1.0 with random for 30 trials minimize \(objective)")
    #expect(transcript.failure?.hasPrefix("trial 0 failed: the objective gave ") == true)
    #expect(transcript.failure?.hasSuffix("(every other trial would do the same)") == true)
    #expect(transcript.hint == hint)
  }

  @Test(arguments: ["if x > 0.5 { x }", "if x > 0.5 { x } else { {loss: x} }", "{ if x < 0.5 { return none }\n x }"])
  func anObjectiveThatMayGiveOneDoesNot(_ objective: String) {
    let code = "let s = search x in 0.0..1.0 with random for 12 trials minimize \(objective)\nlength(s.trials)"
    #expect(shown(code) == "12")
  }

  /// What a program printed is no number where it has failed: its exit code is the reason.
  @Test func anObjectiveOfAProgramThatFailedSaysSo() {
    let code = "search x in 1..3 with grid for 3 trials minimize run(\"sh\", \"-c\", \"echo oh >&2; exit 3\")"
    let reason = "not a number; `sh` ended with code 3: oh        (every other trial would do the same)"
    #expect(run(code + ".text").failure == "trial 0 failed: the objective gave a string, " + reason)
    #expect(run(code).failure == "trial 0 failed: the objective gave a record, " + reason)
    #expect(run("search x in 1..3 for 3 trials minimize run(\"echo\", \"a\").text").failure?.contains("code") == false)
  }

  /// A trial that failed says why, and so does the summary of a study of which only some failed.
  @Test func failedTrialsSayWhy() {
    let study = "let s = search x in 1..3 with grid for 3 trials minimize if x > 1 { x }\n"
    #expect(shown(study + "s.trials[0]") == "trial 0 failed {x: 1}: the objective gave none, not a number")
    #expect(shown(study + "s").hasSuffix("  failed  trial 0: the objective gave none, not a number"))
  }

  @Test func anErrorInAFunctionNamesTheCalls() {
    let code = "fn inner(x) = x / 0\nfn outer(x) = inner(x) + 1\n[1] |> map(fn(n) = n)\nouter(3)"
    #expect(run(code).details == ["called from `inner(x)`, line 2", "called from `outer(3)`, line 4"])
    #expect(
      run("fn f(n) = if n == 0 { 1 / 0 } else { f(n - 1) }\nf(9)").details == [
        "called from `f(n - 1)`, line 1", "called from `f(9)`, line 2",
      ])
    #expect(run("[1] |> map(fn(n) = n / 0)").details == [])
  }

  @Test func aFailingTrialNamesTheCallsInItsObjective() {
    let code = "fn inner(x) = x / 0\nfn outer(x) = inner(x)\nsearch x in 1..3 with grid for 3 trials minimize outer(x)"
    #expect(run(code).details == ["called from `inner(x)`, line 2", "called from `outer(x)`, line 3", "with  {x: 1}"])
  }
}
