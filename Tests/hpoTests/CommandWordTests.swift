import Foundation
import Testing

@testable import hpo

/// Words that are no commands, and options that commands have not: what is typed instead stands there in full.
@Suite struct CommandWordTests {
  @Test(
    arguments: [
      (["rn", "tune.hpo"], "did you mean `hpo run tune.hpo`?"), (["lessons"], "did you mean `hpo lesson`?"),
      (["hlep"], "did you mean `hpo help`?"), (["version"], "it is an option: `hpo --version`."),
      (["study"], "`hpo studies` lists the stored studies."),
      (["study", "st"], "it is shown by `hpo show st`."),
      (["plot", "iris"], "it is drawn by `hpo -e 'plot(study(\"iris\"))'`."),
      (["plot", "iris.csv"], "it is drawn by `hpo -e 'plot(load(\"iris.csv\"))'`."),
      (["best", "st"], "they are listed by `hpo -e 'best(study(\"st\"))'`."),
      (["exec", "tune.hpo"], "it is run by `hpo tune.hpo`."),
      (["format", "tune.hpo"], "it is laid out by `hpo fmt tune.hpo`."),
      (["format"], "`hpo fmt FILE` lays out a program."),
      (["fmt", "-e", "1+1"], "a text comes from standard input: `echo 1+1 | hpo fmt -`."),
      (["rm", "st"], "a stored study is deleted by `hpo delete st`."),
      (["delete", "st", "--force"], "write `--yes`."), (["delete"], "`hpo studies` lists the stored studies."),
      (["show", "--name", "st"], "it stands without an option: `hpo show st`."),
      (["export", "st", "--format", "json"], "the forms are options of their own: write `--json`."),
      (["export", "st", "--out", "st.csv"], "it stands without an option: `hpo export st st.csv`."),
      (["export", "--json", "st", "st.csv"], "leave `--json` out, or name another file."),
      (["export", "st", "st.xlsx"], "`.csv`, `.json`, `.tex`, `.md`, `.tsv`; or add `--csv`."),
      (["import"], "write `hpo import FILE`, with a journal of Optuna's or a table of trials."),
      (["copy", "--from", "a.db", "--to", "b.db"], "it stands without an option: `hpo copy a.db b.db`."),
      (["copy", "--storage", "a.db", "b.db"], "the two storages stand by themselves: `hpo copy FROM TO`."),
      (["copy", "a.db"], "write `hpo copy FROM TO`, each a file or `postgresql://USER@HOST/DATABASE`."),
      (["1+1"], "a text is run by `-e`: `hpo -e 1+1`."),
      (["search x in 1..3"], "a text is run by `-e`: `hpo -e 'search x in 1..3'`."),
      (["search", "x", "in", "1..3"], "a text is run by `-e`: `hpo -e 'search x in 1..3'`."),
      (["train"], "it is a word of programs: `hpo doc train` explains it."),
      (["help", "stuides"], "did you mean `hpo help studies`?"),
      (["explain", "st", "--trial", "3"], "it stands without an option: `hpo explain st 3`."),
      (["explain", "--study", "st", "3"], "it stands without an option: `hpo explain st 3`."),
      (["explain", "--trial=3", "st"], "it stands without an option: `hpo explain st 3`."),
      (["explain", "--trial", "3"], "it stands without an option: `hpo explain STUDY 3`."),
      (["report", "st", "--output", "x.html"], "it stands without an option: `hpo report st x.html`."),
      (["report", "st", "--storage", "s.db", "-o", "x.html"], "`hpo report --storage s.db st x.html`."),
      (["report", "st", "x.svg"], "write `hpo report st x.html`."),
      (["check", "--json", "tune.hpo"], "write `--format json`."),
      (["explain", "st", "best"], "without it all are shown, one after the other: `hpo explain st`."),
      (["explain", "st", "trial", "3"], "the number stands by itself: `hpo explain st 3`."),
      (["explain", "st", "-1"], "all are shown, one after the other: `hpo explain st`."),
      (["--threads", "all", "tune.hpo"], "without it, all cores are used: `hpo tune.hpo`."),
      (["--progress", "off", "tune.hpo"], "write `--progress none`."),
      (["--seed", "1", "--seed", "2", "tune.hpo"], "leave one of the two out."),
      (["--timeout", "60", "tune.hpo"], "the time is a clause of the search, with its unit: `for 60s`."),
      (["--storage"], "write one behind it, as in `--storage hpo.db`."),
      (["tune", "tune.hpo"], "a program is run by `hpo tune.hpo`."),
      (["plot", "st", "st.svg"], "it is drawn by `hpo -e 'plot(study(\"st\"), \"st.svg\")'`."),
      (["dashboard", "a.db"], "and `hpo report NAME --storage a.db` writes a page of one."),
      (["report", "st", "--format", "html"], "`hpo export NAME` writes a table."),
      (["report", "st", "a.html", "more"], "leave it out: `hpo report st a.html`."),
      (["ask-tell"], "write `hpo ask-tell --strategy gamma`, with the name of a strategy."),
      (["explain"], "write `hpo explain NAME`; `hpo studies` lists the stored studies."),
    ] as [([String], String)])
  func saysWhatToType(arguments: [String], hint: String) throws {
    let scratch = try Scratch()
    let result = try Hpo(directory: scratch.path).run(arguments)
    #expect(result.code == 64 || result.code == 66)
    #expect(result.errors.contains("Hint: "), "\(result.errors)")
    #expect(result.errors.hasSuffix(hint + "\n"), "\(result.errors)")
  }

  /// Of commands and of words of programs, `help` explains each.
  @Test func helpIsOfWordsToo() throws {
    for word in ["gamma", "lr", "search", "min"] {
      let (help, page) = (try Hpo().run(["help", word]), try Hpo().run(["doc", word]))
      #expect(help.code == 0 && !help.output.isEmpty && help.output == page.output, "\(help.errors)")
    }
    #expect(try Hpo().run(["help", "run"]).output.contains("USAGE: hpo run"))
  }

  /// A file in the place of a study's name, and the name of a study in that of a command.
  @Test func filesAndStudies() throws {
    let scratch = try Scratch()
    let hpo = Hpo(directory: scratch.path)
    _ = try hpo.run(["-e", "search x in 1..3 as \"st\" with grid for 3 trials minimize x"])
    #expect(try hpo.run(["st"]).errors.hasSuffix("Hint: it is a stored study: `hpo show st` shows it.\n"))
    for command in ["report", "explain", "show", "export", "delete"] {
      #expect(
        try hpo.run([command, "tune.hpo"]).errors.hasSuffix(
          "Hint: a study is called by its name; a program is run by `hpo tune.hpo`.\n"))
      #expect(
        try hpo.run([command, "iris.csv"]).errors.hasSuffix(
          "Hint: `iris.csv` is a file of data; `hpo studies` lists the stored studies.\n"))
    }
    #expect(
      try hpo.run(["explain", "st", "--html", "x.html"]).errors.hasPrefix("error: unknown option `--html` [E99]\n"))
  }
}
