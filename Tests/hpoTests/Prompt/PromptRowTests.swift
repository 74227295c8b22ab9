import Foundation
import Testing

/// What a person can expect of a prompt, row by row: what is typed, and what the screen shows of it.
@Suite(.serialized, .enabled(if: Screen.exists)) struct PromptRowTests {
  @Test("unfinished input → continuation prompt") func continuation() throws {
    let screen = try Screen()
    // An empty line ends no block, and a closer that closes nothing is an error at once.
    try screen.plays(
      """
      hpo> fn bowl(x) {
      ...>
      ...>   x^2
      ...> }
      hpo> bowl(3)
      9
      hpo> let y =
      ...> 2 +
      ...> 3
      hpo> y
      5
      hpo> 1 + 2)
      error: this `)` closes nothing [E03]
      1 │ 1 + 2)
        │      ^ no bracket is open here
      """)
    try screen.type("[1,")
    try screen.press("Enter")
    try screen.ends(with: "hpo> [1,\n...>")
    try screen.press("C-c")
    try screen.ends(with: "...>\nhpo>")
    try screen.plays("hpo> 1 + 1\n2")
  }

  @Test("auto-indent of the continuation") func indentation() throws {
    let screen = try Screen()
    try screen.plays(
      """
      hpo> [
      ...>   {a: (1 +
      ...>       2), b: "[(("},
      ...>   3
      ...> ]
      [{a: 3, b: "[(("}, 3]
      hpo> let study = search {
      ...>   x in 0.0..1.0
      ...>   with random
      ...>   for 3 trials
      ...>   minimize {
      ...>     x^2
      ...>   }
      ...> }
      study: 3 trials, best 0.03688
      hpo> print([{
      ...>       a: 1
      ...> }])
      [{a: 1}]
      """)
  }

  @Test("whole-block history and editing") func blocksAreEntries() throws {
    let screen = try Screen()
    try screen.plays("hpo> fn bowl(x) {\n...>   x^2\n...> }\nhpo> bowl(3)\n9")
    try screen.press("Up", "Up")
    try screen.ends(with: "hpo> fn bowl(x) {\n  x^2\n}")
    // Down goes through the lines of the block, and the line is edited where it stands.
    try screen.press("Down", "BSpace")
    try screen.type("3")
    try screen.ends(with: "hpo> fn bowl(x) {\n  x^3\n}")
    try screen.press("Enter")
    try screen.ends(with: "hpo> fn bowl(x) {\n  x^3\n}\nhpo>")
    try screen.plays("hpo> bowl(2)\n8")
    // Up from the first line goes on to what was before the block.
    try screen.press("Up", "Up", "Down", "Up", "Up")
    try screen.ends(with: "hpo> bowl(3)")
    try screen.press("Down")
    try screen.ends(with: "hpo> fn bowl(x) {\n  x^3\n}")
    try screen.press("C-c")
    // Alt-Enter makes a further line.
    try screen.ends(with: "}\nhpo>")
    try screen.type("fn twice(x) {")
    try screen.press("M-Enter")
    try screen.type("2 * x")
    try screen.press("M-Enter")
    try screen.type("}")
    try screen.ends(with: "hpo> fn twice(x) {\n  2 * x\n}")
    try screen.press("Enter")
    try screen.ends(with: "}\nhpo>")
    try screen.plays("hpo> twice(4)\n8")
  }

  @Test("history file") func historyFile() throws {
    let home = try Scratch()
    let file = home.path + "/.local/state/hpo/history"
    let first = try Screen(home: home.path)
    try first.plays("hpo> let a = 1\nhpo> let b = 2\nhpo> let a = 1\nhpo> :quit", then: "\n[exit 0]")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "let b = 2\nlet a = 1\n:quit\n")
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    try (1...10_050).map { "\($0)\n" }.joined().write(toFile: file, atomically: true, encoding: .utf8)
    let second = try Screen(home: home.path)
    try second.press("Up")
    try second.ends(with: "hpo> 10050")
    try second.press("Enter")
    try second.ends(with: "hpo> 10050\n10050\nhpo>")
    #expect(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count == 10_000)
    let state = try Screen(environment: ["XDG_STATE_HOME": home.path + "/state"])
    try state.plays("hpo> 1 + 1\n2")
    #expect(FileManager.default.fileExists(atPath: home.path + "/state/hpo/history"))
  }

  @Test("incremental search, prefix search on ↑") func searching() throws {
    let screen = try Screen()
    try screen.plays("hpo> length([1, 2])\n2\nhpo> 40 + 2\n42")
    try screen.press("C-r")
    try screen.type("gth")
    try screen.ends(with: "(reverse-i-search)`gth': length([1, 2])")
    try screen.press("Enter")
    try screen.ends(with: "\n2\nhpo>")
    try screen.type("4")
    try screen.press("Up")
    try screen.ends(with: "hpo> 40 + 2")
    try screen.press("Enter")
    try screen.ends(with: "hpo> 40 + 2\n42\nhpo>")
  }

  @Test("last value") func lastValue() throws {
    try Screen().plays(
      """
      hpo> 6 * 7
      42
      hpo> lenght
      error: unknown name `lenght` [E22]
      1 │ lenght
        │ ^^^^^^ did you mean `length`?
      hpo> 1 / 0
      error: division by zero [E40]
      1 │ 1 / 0
        │ ^^^^^
      hpo> _ + 1
      43
      """)
  }

  @Test("result printing") func results() throws {
    try Screen().plays(
      """
      hpo> {name: "a", list: [1.5, none, true]}
      {name: "a", list: [1.5, none, true]}
      hpo> [{x: 1, y: "one"}, {x: 22, y: "two"}]
       x  y
      ──  ───
       1  one
      22  two
      hpo> [n^2 for n in 1..1000]
      [1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, 169, 196, 225, 256, 289, 324, 361, 400, … 980 more]
      hpo> search x in 0.0..1.0 with random for 5 trials minimize x
        random  5 trials  1ms   ▄▄▄▄▄
        best    value 0.192   x = 0.192   (trial 0)
      hpo> round(_.best.params.x, 3)
      0.192
      """)
  }

  @Test("semicolon hides output") func semicolon() throws {
    try Screen().plays("hpo> 6 * 7;\nhpo> _\n42\nhpo> print(1); 2;\n1\nhpo> 3; 4\n3\n4")
  }

  @Test("prompt pasting") func promptPasting() throws {
    let screen = try Screen()
    try screen.paste("hpo> fn add(a) {\n...>   a + 40\n...> }\nhpo> add(1)\n41\nhpo> add(2)")
    try screen.ends(with: "hpo> add(2)")
    try screen.press("Enter")
    try screen.ends(with: "\n41\n42\nhpo>")
  }

  @Test("bracketed paste") func bracketedPaste() throws {
    let screen = try Screen()
    // It arrives as one input, with its own indentation, and as one entry of the history.
    try screen.paste("fn add(a) {\n    a + 40\n}\n\nadd(1)\n")
    try screen.ends(with: "hpo> fn add(a) {\n    a + 40\n}\n\nadd(1)")
    try screen.press("Enter")
    try screen.ends(with: "\n41\nhpo>")
    try screen.press("Up")
    try screen.ends(with: "\nhpo> fn add(a) {\n    a + 40\n}\n\nadd(1)")
  }

  @Test("Ctrl-C at the prompt") func interruptAtPrompt() throws {
    let screen = try Screen()
    try screen.type("1 + 1")
    try screen.ends(with: "hpo> 1 + 1")
    try screen.press("C-c")
    try screen.ends(with: "hpo> 1 + 1\nhpo>")
    try screen.press("C-c")
    try screen.ends(with: "hpo> 1 + 1\nhpo>\nhpo>")
    try screen.press("C-c")
    try screen.ends(with: "hpo>\n:quit or Ctrl-D leaves\nhpo>")
    try screen.press("C-d")
    try screen.ends(with: "\n[exit 0]")
  }

  @Test("Ctrl-C while running") func interruptWhileRunning() throws {
    let screen = try Screen()
    try screen.type("search x in 0.0..1.0 with random for 100_000_000 trials minimize x")
    try screen.press("Enter")
    try screen.shows(" of 100000000")
    try screen.press("C-c")
    try screen.shows(" trials kept, the study is `_`\nhpo>")
    try screen.plays("hpo> _.interrupted and length(_.trials) > 0\ntrue")
    try screen.type("print(\"begun\"); while true { }")
    try screen.press("Enter")
    try screen.ends(with: "\nbegun")
    try screen.press("C-c")
    try screen.ends(with: "\nbegun\n^Cinterrupted\nhpo>")
  }

  @Test("Ctrl-C twice") func interruptTwice() throws {
    let screen = try Screen()
    try screen.type(
      "train(model(dense(8192, relu), dense(8192, relu), dense(2)), spirals(n: 8192, classes: 2), batch: 8192)")
    try screen.press("Enter")
    // What does not answer for a second is ended by the next one.
    while !(try screen.text().contains("[exit")) {
      try screen.press("C-c")
      usleep(300_000)
    }
    try screen.ends(with: "[exit 130]")
  }

  @Test("completion") func completion() throws {
    let screen = try Screen()
    func tab(_ typed: String, _ shown: String, _ place: SourceLocation = #_sourceLocation) throws {
      try screen.type(typed)
      try screen.ends(with: "hpo> " + typed, place)
      try screen.press("Tab")
      try screen.ends(with: shown, place)
      try screen.press("C-c")
      try screen.ends(with: "\nhpo>", place)
    }
    try screen.plays(
      "hpo> let s = search rate in 0.0..1.0 with random for 5 trials minimize rate\ns: 5 trials, best 0.192")
    try "a,b\n1,2\n".write(toFile: screen.home + "/iris.csv", atomically: true, encoding: .utf8)
    // Clause words, strategies, units, argument labels, variables, the parameters of the search, paths.
    try tab("search lr in log(1e-4, 1) mini", "hpo> search lr in log(1e-4, 1) minimize")
    try tab(
      "search lr in log(1e-4, 1) with hull_",
      "hpo> search lr in log(1e-4, 1) with hull_gamma")
    try tab("10mi", "hpo> 10min")
    try tab("train(net, data, optim", "hpo> train(net, data, optimizer:")
    try tab("search width in 1..9 minimize widt", "hpo> search width in 1..9 minimize width")
    try tab("load(\"ir", "hpo> load(\"iris.csv\"")
    try tab(":stu", "hpo> :studies")
    // Fields of a value, of what a call gives by its declaration, and by the function that is called.
    try tab("s.best.params.", "hpo> s.best.params.rate")
    try tab("train(model(dense(3)), digits()).hist", "hpo> train(model(dense(3)), digits()).history")
    try screen.plays("hpo> fn pair(x) {\n...>   let both = {first: x, second: 2}\n...>   both\n...> }")
    try tab("pair(1).fi", "hpo> pair(1).first")
    try tab(
      "best(s)[0].",
      """
      hpo> best(s)[0].
      number   The number of the trial, from 0.
      rate     a parameter of the search
      seconds  How long the trial took.
      state    "complete", "failed", "pruned" or "running".
      value    What the objective gave; `none` if it failed.
      hpo> best(s)[0].
      """)
    try tab("best(s).", "hpo> best(s).\n(a list: `[0]` is its first item)\nhpo> best(s).")
  }

  @Test("help") func help() throws {
    try Screen(columns: 100).plays(
      """
      hpo> ?log
      log(x)            The natural logarithm of a number above 0.
      log(low, high)    The numbers from low to high, even on a logarithmic scale.
        >>> log(1)
        0
        >>> log(1e-4, 1)
        log(0.0001, 1)
        >>> search lr in log(1e-4, 1) for 10 trials minimize (lr - 0.1)^2
      See also: by, ln, log10

      log:    The axes that are logarithmic: "x", "y", "xy" or ""; without it, those of numbers over three
              powers of ten. An option of plot.
      See also: plot
      hpo> ?lenght
      nothing is called `lenght`; did you mean `length`?
      """)
    let screen = try Screen(columns: 100)
    for (question, answer) in [
      ("?", "A search tries values of parameters and keeps the best:\n"), ("?with", "with STRATEGY"),
      ("with?", "with STRATEGY"), ("help with", "with STRATEGY"), ("??mean", "fn mean(xs, weights = none)"),
      ("??gamma", "`gamma` is built into the program; `?gamma` explains it"), ("?:load", ":load   runs a file here"),
      ("?def", "`def` is not a word of hpo:"),
    ] {
      try screen.type(question)
      try screen.ends(with: "hpo> " + question)
      try screen.press("Enter")
      try screen.shows("hpo> \(question)\n")
      try screen.shows(answer)
      try screen.ends(with: "\nhpo>")
    }
  }

  @Test("meta commands") func commands() throws {
    let screen = try Screen(columns: 100)
    try "let inner = 5\n".write(toFile: screen.home + "/other.hpo", atomically: true, encoding: .utf8)
    try screen.plays(
      """
      hpo> let radius = 7
      hpo> :load ~/other.hpo
      hpo> :vars
      inner = 5
      radius = 7
      hpo> :time radius + inner
      12
      1ms
      hpo> :save "session.hpo"
      wrote 3 inputs to session.hpo
      hpo> :studies
      there is no storage `hpo.db`: a search with `as "name"` makes one; `--storage FILE` names another
      hpo> search x in 1..3 as "kept" with grid for 3 trials minimize x;
      hpo> :reset
      everything is forgotten; stored studies stay
      hpo> radius
      error: unknown name `radius` [E22]
      1 │ radius
        │ ^^^^^^ not bound
      hpo> :load session.hpo
      hpo> radius + inner
      12
      hpo> :vasr
      error: unknown command `:vasr`; did you mean `:vars`? [E99]
      hpo> :s
      error: unknown command `:s`; it begins `:save`, `:studies` [E99]
      hpo> :load
      error: write `:load FILE` [E100]
      hpo> :help
        :help        shows this list
        :load FILE   runs a file here, so that its names can be used
        :save FILE   writes what was typed in this session, as a program
        :vars        lists what is bound in this session
        :studies     lists the studies of the storage
        :time EXPR   evaluates an expression and says how long it took
        :reset       forgets everything and starts anew
        :quit        leaves, as Ctrl-D does
        ?NAME        explains a name or a word; ? alone says how to begin, ?functions lists all functions
      """)
    try screen.type(":studies")
    try screen.press("Enter")
    try screen.shows("kept")
    try screen.ends(with: "delete_study(\"NAME\") removes it\nhpo>")
    try screen.plays("hpo> :quit", then: "\n[exit 0]")
  }

  @Test("init file") func initFile() throws {
    let home = try Scratch()
    let folder = home.path + "/.config/hpo"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func write(_ text: String) throws {
      try text.write(toFile: folder + "/init.hpo", atomically: true, encoding: .utf8)
    }
    try write("fn twice(x) = 2 * x\nprint(\"ready\")\n")
    let screen = try Screen(home: home.path)
    try screen.ends(with: ":quit to leave\nready\nhpo>")
    try screen.plays(
      "hpo> twice(4)\n8\nhpo> :reset\neverything is forgotten; stored studies stay\nready\nhpo> twice(5)\n10")
    // What is bound before an error stays; the error has its place.
    try write("let mine = 4\nmine[3]\n")
    let broken = try Screen(["--storage", "x.db"], home: home.path, columns: 200)
    try broken.shows("error: an integer has no elements [E39]\n")
    try broken.shows(folder + "/init.hpo:2:6\n")
    try broken.plays("hpo> mine\n4")
    // Ctrl-C ends one that never ends.
    try write("print(\"begun\")\nwhile true { }\n")
    let endless = try Screen(home: home.path, isReady: "begun")
    try endless.press("C-c")
    try endless.ends(with: "begun\n^Cinterrupted\nhpo>")
    // Only the prompt reads it.
    let shell = try Screen(nil, home: home.path)
    try shell.plays("$ hpo -e 'print(3)'\n3\n$ echo 'print(4)' | hpo\n4")
  }

  @Test("did-you-mean, carets, labels, hint") func didYouMean() throws {
    let screen = try Screen(columns: 120)
    try "a,b\n1,2\n".write(toFile: screen.home + "/iris.csv", atomically: true, encoding: .utf8)
    // Names, fields, labels, clauses, units, strategies, commands, names of files.
    try screen.plays(
      """
      hpo> lenght([1])
      error: unknown function `lenght` [E22]
      1 │ lenght([1])
        │ ^^^^^^ did you mean `length`?
      hpo> {alpha: 1}.alhpa
      error: a record has no field `alhpa` [E28]
      1 │ {alpha: 1}.alhpa
        │            ^^^^^ did you mean `alpha`?
      hpo> round(1.234, digit: 2)
      error: `round` has no parameter `digit` [E30]
      1 │ round(1.234, digit: 2)
        │              ^^^^^ did you mean `digits`?
      hpo> search x in 0.0..1.0 minimise x
      error: `minimise` is not a search clause; expected one of with, for, minimize, maximize, where, require, prune, within,
             until, on, from, as [E61]
      1 │ search x in 0.0..1.0 minimise x
        │                      ^^^^^^^^ write `minimize x`
      hpo> search x in 0.0..1.0 for 5 trails minimize x
      error: `trails` is not a unit [E07]
      1 │ search x in 0.0..1.0 for 5 trails minimize x
        │                            ^^^^^^ did you mean `5 trials`?
      hpo> search x in 0.0..1.0 with gama for 3 trials minimize x
      error: unknown strategy `gama` [E70]
      1 │ search x in 0.0..1.0 with gama for 3 trials minimize x
        │                           ^^^^ did you mean `gamma`?
      hpo> load("iris.cvs")
      error: there is no file iris.cvs [E79]
      1 │ load("iris.cvs")
        │      ^^^^^^^^^^
      Hint: did you mean "iris.csv"?
      hpo> :qit
      error: unknown command `:qit`; did you mean `:quit`? [E99]
      hpo> let x = round(2.5, digits: 3, digits: 4)
      error: `digits` is given twice [E24]
      1 │ let x = round(2.5, digits: 3, digits: 4)
        │                    ------     ^^^^^^ the second time
        │                    │
        │                    the first time
      """)
  }

  @Test("colour") func colour() throws {
    func isColoured(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> Bool {
      let screen = try Screen(arguments, environment: environment)
      try screen.type("lenght")
      try screen.press("Enter")
      try screen.ends(with: "`length`?\nhpo>")
      return try screen.text(colours: true).contains("\u{1B}[")
    }
    #expect(try isColoured())
    #expect(try isColoured([], ["NO_COLOR": ""]))
    #expect(try !isColoured([], ["NO_COLOR": "1"]))
    #expect(try !isColoured([], ["TERM": "xterm-mono"]))
    #expect(try !isColoured(["--color", "never"]))
    #expect(try isColoured(["--color=always"], ["NO_COLOR": "1"]))
    // The prompt's colours take no room: a long line is broken at the edge of the window.
    let narrow = try Screen(columns: 20)
    try narrow.plays("hpo> 111 + 222 + 333 + 444\n1110")
    // Errors go by where they are written to.
    let shell = try Screen(nil)
    try shell.plays(
      "$ hpo -e 'lenght' 2>errors\n$ grep -c '\u{5E}error: unknown' errors\n1\n$ hpo --color=always -e 'lenght' 2>errors\n"
        + "$ grep -c '\u{5E}error: unknown' errors\n0")
  }

  @Test("non-tty") func nonTerminal() throws {
    try Screen(nil).plays(
      """
      $ printf '1 + 1\\nprint(2)\\nprint(1 / 0)\\nprint(3)\\n' | hpo; echo "code $?"
      2
      error: division by zero [E40]
        ┌─ stdin:3:7
      3 │ print(1 / 0)
        │       ^^^^^
      code 1
      $ ls -A
      """)
  }

  @Test("-e CODE, FILE, -") func sources() throws {
    let screen = try Screen(nil)
    try "print(args())\n".write(toFile: screen.home + "/own.hpo", atomically: true, encoding: .utf8)
    try screen.plays(
      """
      $ hpo -e 'let a = 1' -e 'print(a + 1)'
      2
      $ hpo own.hpo one --two
      ["one", "--two"]
      $ hpo - three <own.hpo
      ["three"]
      $ hpo -e 'print(args())' -- four
      ["four"]
      """)
  }

  @Test("shebang") func shebang() throws {
    let screen = try Screen(nil)
    try "#!/usr/bin/env hpo\nprint(6 * 7)\n".write(toFile: screen.home + "/answer", atomically: true, encoding: .utf8)
    try screen.plays("$ chmod +x answer\n$ ./answer\n42")
  }

  @Test("exit codes") func exitCodes() throws {
    let screen = try Screen(nil)
    for (command, code) in [
      ("hpo -e 'let a = 1'", 0), ("hpo -e 'fail(\"x\")'", 1), ("hpo --nonsense", 64), ("hpo -e 'lenght'", 65),
      ("hpo -e '1 +'", 65), ("hpo missing.hpo", 66),
    ] {
      try screen.plays("$ \(command) >out 2>&1\n$ echo \"code $?\"\ncode \(code)")
    }
    try screen.type("hpo -e 'print(1); while true { }'")
    try screen.press("Enter")
    try screen.ends(with: "\n1")
    try screen.press("C-c")
    try screen.ends(with: "interrupted\n$")
    try screen.plays("$ echo \"code $?\"\ncode 130")
  }

  @Test("progress") func progress() throws {
    let screen = try Screen(nil)
    let search = "search x in 0.0..1.0 with random for 100_000_000 trials minimize x"
    try screen.type("hpo --progress plain -e '\(search)'")
    try screen.press("Enter")
    try screen.shows("/100000000")
    try screen.press("C-c")
    try screen.ends(with: "interrupted\n$")
    // Nothing where standard error is no terminal.
    try screen.plays(
      "$ hpo -e 'search x in 0.0..1.0 with random for 2s minimize x;' >out 2>errors\n$ wc -c <errors\n0")
  }

  @Test("check, formatter, tests, docs with tested examples, transcript as test, LSP") func tools() throws {
    let screen = try Screen(nil, columns: 120)
    for (name, text) in [
      ("bad.hpo", "let a = lenght(1)\nprint(b)\n"), ("ugly.hpo", "let   a=1 # kept\n"),
      ("tested.hpo", "## >>> twice(2)\n## 4\nfn twice(x) = 2 * x\ntest \"sum\" { expect twice(1) == 3 }\n"),
    ] {
      try text.write(toFile: screen.home + "/" + name, atomically: true, encoding: .utf8)
    }
    try screen.plays(
      """
      $ hpo check bad.hpo
      error: unknown function `lenght` [E22]
        ┌─ bad.hpo:1:9
      1 │ let a = lenght(1)
        │         ^^^^^^ did you mean `length`?
      error: unknown name `b` [E22]
        ┌─ bad.hpo:2:7
      2 │ print(b)
        │       ^ not bound
      $ hpo fmt --check ugly.hpo
      ugly.hpo
      $ hpo fmt ugly.hpo && cat ugly.hpo && hpo fmt --check ugly.hpo && echo "code $?"
      formatted ugly.hpo
      let a = 1 # kept
      code 0
      """)
    try "```hpo\n>>> 6 * 7\n42\n```\n".write(toFile: screen.home + "/page.md", atomically: true, encoding: .utf8)
    try screen.plays(
      """
      $ hpo test tested.hpo
      FAIL  tested.hpo: sum
      error: expected `twice(1) == 3` [E46]
        ┌─ tested.hpo:4:21
      4 │ test "sum" { expect twice(1) == 3 }
        │                     ^^^^^^^^^^^^^ this is false
        left   2
        right  3
      ok    tested.hpo: twice(2)
      1 passed, 1 failed
      $ hpo test page.md
      ok    page.md: 6 * 7
      1 passed, 0 failed
      $ hpo doc abs | head -n 1
      abs(x)    A number without its sign.
      """)
    let message = #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#
    try "Content-Length: \(message.utf8.count)\r\n\r\n\(message)".write(
      toFile: screen.home + "/message", atomically: true, encoding: .utf8)
    try screen.plays("$ hpo lsp <message | grep -o '.hoverProvider.:true'\n\"hoverProvider\":true")
  }
}
