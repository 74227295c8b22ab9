import Basics
import Foundation
import Testing

@testable import hpo

/// `hpo lsp`, asked over pipes as editors do.
@Suite struct LanguageServerTests {
  private let scratch: Scratch
  private let uri: String

  init() throws {
    scratch = try Scratch()
    uri = URL(fileURLWithPath: scratch.path + "/tune.hpo").absoluteString
  }

  // MARK: The conversation

  @Test func theConversationIsThatOfTheProtocol() throws {
    let client = try EditorClient(in: scratch.path, capabilities: nil)
    func code(_ method: String, _ params: JSON = [:]) throws -> Int? {
      try client.answer(method, params)["error"]?["code"]?.wholeNumber
    }
    #expect(try code("textDocument/hover") == -32002)
    #expect(try code("shutdown") == -32002)
    let result = try client.request("initialize", ["capabilities": [:]])
    #expect(result["capabilities"]?["positionEncoding"] == "utf-16")
    #expect(result["serverInfo"]?["name"] == "hpo")
    #expect(try code("initialize") == -32600)
    #expect(try code("textDocument/nothing") == -32601)
    #expect(try code("textDocument/hover") == -32602)
    #expect(try code("textDocument/hover", ["textDocument": ["uri": "file:///none.hpo"]]) == -32602)
    #expect(try code("$/what") == -32601)
    try client.notify("$/what", [:])
    try client.notify("textDocument/didChange", ["textDocument": 3])
    #expect(try client.answer("shutdown", .null)["result"] == .null)
    #expect(try code("textDocument/hover") == -32600)
    try client.notify("exit", .null)
    #expect(try client.close() == 0)
  }

  @Test func anEndWithoutShutdownIsAFailure() throws {
    let exited = try EditorClient(in: scratch.path)
    try exited.notify("exit", .null)
    #expect(try exited.close() == 1)
    #expect(try EditorClient(in: scratch.path).close() == 1)
    let early = try EditorClient(in: scratch.path, capabilities: nil)
    try early.notify("exit", .null)
    #expect(try early.close() == 1)
  }

  @Test func whatIsNoMessageIsAnsweredAndPassedOver() throws {
    let client = try EditorClient(in: scratch.path)
    let bodies: [(String, Int)] = [
      ("{", -32700), ("", -32700), ("nonsense", -32700), ("[]", -32600), ("{}", -32600), ("3", -32600),
      ("{\"id\":1.5,\"method\":\"shutdown\"}", -32600), ("\u{FEFF}{\"id\":", -32700),
      (String(repeating: "[", count: 100_000), -32700),
    ]
    for (body, code) in bodies {
      try client.write(MessageFrames.framed(body))
      let answer = try #require(client.receive())
      #expect(answer["error"]?["code"] == .integer(code) && answer["id"] == .null, "\(body.prefix(20))")
    }
    for header in ["Content-Length: x\r\n\r\n", "nonsense\r\n\r\n", "\r\n\r\n", "Content-Length: -5\r\n\r\n"] {
      try client.write(Array(header.utf8))
      #expect(client.receive()?["error"]?["code"] == -32700)
    }
    // A header may have more fields, in any case, and its lines may end without a carriage return.
    let body = "{\"jsonrpc\":\"2.0\",\"id\":\"é\",\"method\":\"none\"}"
    try client.write(Array("content-type: x; charset=utf-8\ncontent-length: \(body.utf8.count)\n\n\(body)".utf8))
    #expect(client.receive()?["id"] == "é")
    #expect(try client.open(uri, "let x = 1\n") == [])
  }

  /// A message may come byte by byte, and many at once.
  @Test func messagesAreCutWherever() throws {
    let client = try EditorClient(in: scratch.path)
    for byte in MessageFrames.framed("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"none\"}") {
      try client.write([byte])
      usleep(300)
    }
    #expect(client.receive()?["id"] == 7)
    let many = (100..<200).flatMap { MessageFrames.framed("{\"jsonrpc\":\"2.0\",\"id\":\($0),\"method\":\"none\"}") }
    try client.write(many)
    #expect((100..<200).allSatisfy { client.receive()?["id"] == .integer($0) })
  }

  @Test func aRequestThatIsCancelledIsAnsweredSo() throws {
    let client = try EditorClient(in: scratch.path)
    _ = try client.open(uri, "let x = 1\n")
    let hover = MessageFrames.framed(
      "{\"jsonrpc\":\"2.0\",\"id\":50,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"\(uri)\"},"
        + "\"position\":{\"line\":0,\"character\":4}}}")
    let cancel = MessageFrames.framed("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":50}}")
    try client.write(hover + cancel)
    let answer = try #require(client.receive())
    // Who was answered before the cancellation came has the answer.
    #expect(answer["id"] == 50 && (answer["error"]?["code"] == -32800 || answer["result"] != nil))
  }

  // MARK: Documents

  @Test func messagesAreThoseOfCheck() throws {
    let text = "search lr in log(1e-4, 1) wth gamma\nlet x = 1 +\n\nprint(lenght([1]))\n"
    let file = try scratch.write("tune.hpo", text)
    let client = try EditorClient(in: scratch.path)
    for (text, version) in [(text, 1), ("let y = lenght([1])\nlet z = 3 epochs + 10s\nprint(y, z)\n", 2)] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let told =
        version == 1 ? try client.open(uri, text) : try client.change(uri, version: 2, [["text": .string(text)]])
      let checked = try Hpo(directory: scratch.path).run(["check", "--format", "json", file])
      let findings = try #require(JSON(parsing: checked.output)?.items)
      #expect(told.count == findings.count && !told.isEmpty)
      for (diagnostic, finding) in zip(told, findings) {
        let message = try #require(diagnostic["message"]?.text)
        #expect(message.hasPrefix(finding["title"]?.text ?? "?"))
        #expect(message.contains(finding["label"]?.text ?? ""))
        if let hint = finding["hint"]?.text { #expect(message.hasSuffix("\nHint: " + hint)) }
        #expect(diagnostic["range"]?["start"]?["line"]?.wholeNumber == finding["line"]?.wholeNumber.map { $0 - 1 })
        #expect(
          diagnostic["range"]?["end"]?["character"]?.wholeNumber == finding["endColumn"]?.wholeNumber.map { $0 - 1 })
        #expect(diagnostic["severity"] == 1)
        #expect(diagnostic["code"] == finding["code"] && diagnostic["code"] != nil)
      }
    }
  }

  /// Small changes give the text that an editor has, wherever characters have two units.
  @Test(arguments: ["utf-16", "utf-8"]) func changesAreMadeInTheText(encoding: String) throws {
    let client = try EditorClient(
      in: scratch.path,
      capabilities: encoding == "utf-8" ? ["general": ["positionEncodings": ["utf-8", "utf-16"]]] : [:])
    func columns(_ text: String) -> JSON { .integer(encoding == "utf-8" ? text.utf8.count : text.utf16.count) }
    #expect(try client.open(uri, "let s = \"😀é\"\r\nprint(s, t)\r\n").count == 1)
    func edit(_ line: Int, _ from: String, _ to: String, _ text: String) -> JSON {
      [
        "range": [
          "start": ["line": .integer(line), "character": columns(from)],
          "end": ["line": .integer(line), "character": columns(to)],
        ], "text": .string(text),
      ]
    }
    let told = try client.change(
      uri, version: 2,
      [edit(0, "let s = \"😀é", "let s = \"😀é", "€"), edit(0, "let s = \"😀é€\"", "let s = \"😀é€\"", " + none_here")])
    #expect(told.map { $0["range"]?["start"]?["character"] } == [columns("let s = \"😀é€\" + "), columns("print(s, ")])
    // What was overtaken changes nothing.
    try client.notify(
      "textDocument/didChange",
      ["textDocument": ["uri": .string(uri), "version": 1], "contentChanges": [["text": "wrong("]]])
    let folds = try client.request("textDocument/foldingRange", ["textDocument": ["uri": .string(uri)]])
    #expect(folds == [] && client.notifications.last?["params"]?["diagnostics"]?.items == told)
    #expect(try client.change(uri, version: 3, [["text": "let s = 1\nprint(s)"]]) == [])
    try client.notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]])
    #expect(try client.diagnostics(of: uri) == [])
  }

  @Test func editorsMaySayHowTheyTalk() throws {
    #expect(try Hpo(directory: scratch.path).run(["lsp", "--stdio"]).code == 1)
  }

  @Test func theTextIsLaidOutAsWhole() throws {
    let client = try EditorClient(in: scratch.path)
    let params: JSON = ["textDocument": ["uri": .string(uri)], "options": ["tabSize": 8, "insertSpaces": false]]
    _ = try client.open(uri, "let   s=\"é\"\n\n\n\nprint( s )")
    let range: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 4, "character": 10]]
    let whole = try client.request("textDocument/formatting", params)
    #expect(whole == [["range": range, "newText": "let s = \"é\"\n\nprint(s)\n"]])
    // One that is laid out already, and one that cannot be read, stay as they are.
    for (version, text) in ["let s = 1\nprint(s)\n", "let   s = ("].enumerated() {
      _ = try client.change(uri, version: version + 2, [["text": .string(text)]])
      #expect(try client.request("textDocument/formatting", params) == [])
    }
  }

  @Test func importsAreReadAsTheEditorHasThem() throws {
    let other = URL(fileURLWithPath: try scratch.write("other.hpo", "fn twice(x) = 2 * x\n")).absoluteString
    let client = try EditorClient(
      in: scratch.path, capabilities: ["textDocument": ["publishDiagnostics": ["relatedInformation": true]]])
    let text = "import \"other.hpo\"\nprint(twice(3))\n"
    #expect(try client.open(uri, text) == [])
    _ = try client.open(other, "fn thrice(x) = 3 * x\n")
    #expect(try client.diagnostics(of: uri).count == 1)
    _ = try client.change(other, version: 2, [["text": "fn twice(x) = 2 * y\n"]])
    let told = try #require(try client.diagnostics(of: uri).first)
    #expect(told["range"]?["start"]?["line"] == 0)
    #expect(told["relatedInformation"]?.items?.first?["location"]?["uri"] == .string(other))
    _ = try client.change(other, version: 3, [["text": "fn twice(x) = 2 * x\n\nprint(twice(1))\n"]])
    #expect(try client.diagnostics(of: uri) == [])
    let definition = try client.request("textDocument/definition", uri, at: "twice(3", in: text)
    #expect(definition.items?.map { $0["uri"] } == [.string(other)])
    let file = try client.request("textDocument/definition", uri, at: "other.hpo", in: text)
    #expect(file.items?.map { $0["uri"] } == [.string(other)])
    // From where it is bound, uses in other open documents are found as well.
    let places = try client.request("textDocument/references", other, at: "twice", in: "fn twice")
    #expect(places.items?.count == 3)
  }

  // MARK: Help

  @Test func hoverSaysWhatHelpSays() throws {
    let client = try EditorClient(in: scratch.path)
    let text = """
      ## Doubles.
      fn twice(x) = 2 * x
      search lr in log(1e-4, 1) with gamma for 3 trials minimize twice(x: lr)
      print(length([1]), train(model([dense(2)]), digits(), optimizer: "sgd"))
      """
    _ = try client.open(uri, text)
    func hover(_ mark: String) throws -> String? {
      try client.request("textDocument/hover", uri, at: mark, in: text)["contents"]?["value"]?.text
    }
    for word in ["gamma", "length", "minimize", "trials", "digits"] {
      let page = try Hpo(directory: scratch.path).run(["doc", word]).output
      let words = page.split(whereSeparator: \.isWhitespace)
      #expect(try hover(word)?.split(whereSeparator: \.isWhitespace) == words, "\(word)")
    }
    #expect(try hover("twice(x: lr") == "twice(x)\n  Doubles.")
    #expect(try hover("lr in") == "lr in log(1e-4, 1)    a parameter of the search")
    #expect(try hover("optimizer")?.hasPrefix("optimizer:    The rule by which steps are made") == true)
    #expect(try hover("2 * x") == nil)
    let marked = try EditorClient(
      in: scratch.path, capabilities: ["textDocument": ["hover": ["contentFormat": ["markdown", "plaintext"]]]])
    _ = try marked.open(uri, text)
    let contents = try marked.request("textDocument/hover", uri, at: "lr in", in: text)["contents"]
    #expect(contents?["kind"] == "markdown" && contents?["value"]?.text?.hasPrefix("```text\nlr in") == true)
  }

  /// What a stored study knows of a parameter is what the language says of it.
  @Test func aParameterIsExplainedByItsStudy() throws {
    let text = """
      let s = search lr in 0.0..1.0, m in 0.0..1.0 with random for 30 trials as "digits" minimize (lr - 0.3)^2 + m / 100
      """
    let client = try EditorClient(in: scratch.path, arguments: ["--storage", "lab.db"])
    _ = try client.open(uri, text)
    func hover() throws -> String {
      try #require(try client.request("textDocument/hover", uri, at: "lr in", in: text)["contents"]?["value"]?.text)
    }
    #expect(try !hover().contains("best value"))
    let run = try Hpo(directory: scratch.path).run(["--storage", "lab.db", "-e", text])
    try #require(run.code == 0, "\(run.errors)")
    let asked = try Hpo(directory: scratch.path).run([
      "--storage", "lab.db", "-e",
      "let s = study(\"digits\"); print(s.best.params.lr); for r in importance(s) { if r.parameter == \"lr\" { print(round(r.importance, 2)) } }",
    ])
    let lines = asked.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 2, "\(asked.errors)")
    #expect(try hover().contains("of the study \"digits\" with 30 complete trials"))
    #expect(try hover().contains("best value  \(lines[0])\n"))
    let share = try #require(try hover().components(separatedBy: "importance  ").last.flatMap(Double.init))
    #expect(abs(share - (Double(lines[1]) ?? 9)) < 0.006)
  }

  @Test func completionIsThatOfThePrompt() throws {
    let client = try EditorClient(in: scratch.path)
    for (text, typed, expected) in [
      ("search lr in log(1e-4, 1) with gauss", "gauss", ["gaussian"]), ("let é = \"😀\"; leng", "leng", ["length"]),
      ("search rate in 0.0..1.0 minimize rat", "rat", ["rate"]),
      ("train(net, data, optimizer: \"ad", "ad", ["adagrad", "adam", "adamw"]),
      ("let a_long_name = 1\nprint(a_lo", "a_lo", ["a_long_name"]),
    ] {
      _ = try client.open(uri, text)
      let line = text.components(separatedBy: "\n")
      let params: JSON = [
        "textDocument": ["uri": .string(uri)],
        "position": ["line": .integer(line.count - 1), "character": .integer(line[line.count - 1].utf16.count)],
      ]
      let items = try #require(try client.request("textDocument/completion", params)["items"]?.items)
      #expect(items.compactMap { $0["label"]?.text } == expected)
      let edit = try #require(items.first?["textEdit"])
      let completed = EditorClient.edited(text, [edit])
      #expect(completed.hasPrefix(text.dropLast(typed.count) + expected[0]))
    }
  }

  @Test func signaturesAreShown() throws {
    let client = try EditorClient(in: scratch.path)
    let text = "fn area(width, height = 2) = width * height\narea(3, "
    _ = try client.open(uri, text)
    let own = try client.request("textDocument/signatureHelp", uri, at: "area(3, ", in: text, offset: 8)
    #expect(own["signatures"]?.items?.first?["label"] == "area(width, height = 2)")
    #expect(own["activeParameter"] == 1)
    #expect(own["signatures"]?.items?.first?["parameters"]?.items?.map { $0["label"] } == ["width", "height = 2"])
    for (text, label, active) in [
      ("gamma(acquisition: ", "gamma(", "acquisition:"), ("train(net, data, lr: ", "train(", "lr"),
      ("x |> take(", "take(", "count"),
    ] {
      _ = try client.open(uri, text)
      let params = try EditorClient.params(uri, at: text, in: text, offset: text.count)
      let help = try client.request("textDocument/signatureHelp", params)
      let signature = try #require(help["signatures"]?.items?[help["activeSignature"]?.wholeNumber ?? 0])
      #expect(signature["label"]?.text?.hasPrefix(label) == true)
      let parameter = signature["parameters"]?.items?[help["activeParameter"]?.wholeNumber ?? 0]["label"]?.text
      #expect(parameter?.hasPrefix(active) == true, "\(help)")
    }
    _ = try client.open(uri, "let x = 1")
    #expect(try client.request("textDocument/signatureHelp", uri, at: "= 1", in: "let x = 1") == .null)
  }

  // MARK: Names

  @Test func namesLeadToWhereTheyAreBound() throws {
    let client = try EditorClient(in: scratch.path, environment: ["XDG_CACHE_HOME": scratch.path + "/cache"])
    let text = "let s = search lr in log(1e-4, 1) for 3 trials minimize lr\nprint(s.best.params.lr, mean([1]))\n"
    _ = try client.open(uri, text)
    let definition = try client.request("textDocument/definition", uri, at: "lr, mean", in: text)
    #expect(definition.items?.map { $0["range"]?["start"] } == [["line": 0, "character": 15]])
    let places = try client.request("textDocument/references", uri, at: "lr in", in: text)
    #expect(places.items?.map { $0["range"]?["start"]?["character"] } == [15, 56, 20])
    let uses = try client.request(
      "textDocument/references", uri, at: "lr in", in: text, [.init("context", ["includeDeclaration": false])])
    #expect(uses.items?.count == 2)
    #expect(try client.request("textDocument/documentHighlight", uri, at: "lr in", in: text).items?.count == 3)
    // A name of the library leads into a file that shows it.
    let library = try client.request("textDocument/definition", uri, at: "mean", in: text)
    let place = try #require(library.items?.first)
    let path = try #require(place["uri"]?.text.flatMap(FileAddress.path))
    let lines = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self).components(
      separatedBy: "\n")
    let line = try #require(place["range"]?["start"]?["line"]?.wholeNumber)
    #expect(lines[line].hasPrefix("fn mean("))
    #expect(try client.request("textDocument/definition", uri, at: "print", in: text) == [])
  }

  @Test func namesAreRenamed() throws {
    let client = try EditorClient(in: scratch.path)
    let text = """
      let é = "😀"; search lr in log(1e-4, 1), m in 0.0..0.9 if lr > 0.1 for 3 trials where lr < 0.5 minimize lr + (m or 0)
      """
    _ = try client.open(uri, text)
    let prepared = try client.request("textDocument/prepareRename", uri, at: "lr >", in: text, offset: 2)
    #expect(prepared["placeholder"] == "lr")
    let edit = try client.request("textDocument/rename", uri, at: "lr >", in: text, [.init("newName", "rate")])
    let edits = try #require(edit["changes"]?[uri]?.items)
    #expect(EditorClient.edited(text, edits) == text.replacing("lr", with: "rate"))
    for name in ["m", "3", "for", "a b"] {
      let params = try EditorClient.params(uri, at: "lr >", in: text, [.init("newName", .string(name))])
      #expect(try client.answer("textDocument/rename", params)["error"]?["code"] == -32803, "\(name)")
    }
    #expect(try client.request("textDocument/prepareRename", uri, at: "log", in: text) == .null)
    let versioned = try EditorClient(
      in: scratch.path, capabilities: ["workspace": ["workspaceEdit": ["documentChanges": true]]])
    _ = try versioned.open(uri, text)
    let changes = try versioned.request("textDocument/rename", uri, at: "lr >", in: text, [.init("newName", "rate")])
    #expect(changes["documentChanges"]?.items?.first?["textDocument"]?["version"] == 1)
  }

  @Test func contentsAndFoldsAreListed() throws {
    let text = "# One\n# Two\nfn f(x) {\n  x\n}\nlet s = search {\n  lr in log(1e-4, 1)\n  minimize f(lr)\n}\n"
    let client = try EditorClient(in: scratch.path)
    _ = try client.open(uri, text)
    let params: JSON = ["textDocument": ["uri": .string(uri)]]
    let symbols = try #require(try client.request("textDocument/documentSymbol", params).items)
    #expect(symbols.map { $0["name"] } == ["f", "s"] && symbols.map { $0["kind"] } == [12, 19])
    #expect(symbols[1]["children"]?.items?.map { $0["name"] } == ["lr"])
    let folds = try #require(try client.request("textDocument/foldingRange", params).items)
    #expect(folds.map { [$0["startLine"], $0["endLine"]] } == [[0, 1], [2, 3], [5, 7]])
    let flat = try EditorClient(in: scratch.path, capabilities: [:])
    _ = try flat.open(uri, text)
    let list = try #require(try flat.request("textDocument/documentSymbol", params).items)
    #expect(list.map { $0["name"] } == ["f", "s", "lr"] && list[2]["containerName"] == "s")
  }

  @Test func whatAMessageTellsToWriteIsWritten() throws {
    let client = try EditorClient(in: scratch.path)
    for (text, mended) in [
      ("print(lenght([1]))\n", "print(length([1]))\n"), ("def f(x):\n  return x\n", nil),
      ("search lr in log(1e-4, 1) with gama\n", "search lr in log(1e-4, 1) with gamma\n"),
      ("search lr in 0.0..1.0 for 5 minimize lr\n", "search lr in 0.0..1.0 for 5 trials minimize lr\n"),
      ("let x = 3 // 2\nprint(x)\n", nil), ("let x = true && false\nprint(x)\n", "let x = true and false\nprint(x)\n"),
    ] as [(String, String?)] {
      let told = try client.open(uri, text)
      #expect(!told.isEmpty)
      let actions = try #require(
        try client.request(
          "textDocument/codeAction",
          [
            "textDocument": ["uri": .string(uri)], "range": told.first?["range"] ?? .null,
            "context": ["diagnostics": .array(told)],
          ]
        ).items)
      guard let mended else { continue }
      let edits = try #require(actions.first?["edit"]?["changes"]?[uri]?.items, "\(text)")
      #expect(EditorClient.edited(text, edits) == mended)
      #expect(actions.first?["diagnostics"]?.items?.first == told.first)
    }
  }

  /// A client that is none of ours, with the capabilities of three editors, understands all answers.
  @Test(.enabled(if: hasClient, "python3 has no pytest-lsp")) func editorsUnderstandIt() throws {
    let script = Samples.package.appendingPathComponent("Tests/Support/language_client.py").path
    let python = Hpo(
      executable: "/usr/bin/env", directory: scratch.path,
      environment: ["HPO": Hpo.path, "PYTHONDONTWRITEBYTECODE": "1"])
    let result = try python.run(["python3", script])
    #expect(result.code == 0, "\(result.output)")
    #expect(result.output.contains("15 passed"), "\(result.output)")
  }

  /// A person at Neovim, who looks at the screen.
  @Test(.enabled(if: hasNeovim, "there is no Neovim, or no tmux")) func neovimShowsIt() throws {
    let script = Samples.package.appendingPathComponent("Tests/Support/neovim_session.py").path
    let python = Hpo(executable: "/usr/bin/env", directory: scratch.path)
    let result = try python.run(["python3", script, Hpo.path, scratch.path])
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.output.components(separatedBy: "seen: ").count == 10, "\(result.output)")
  }

  private static let hasNeovim =
    (try? Hpo(executable: "/usr/bin/env").run(["nvim", "--version"]).code) == 0
    && (try? Hpo(executable: "/usr/bin/env").run(["tmux", "-V"]).code) == 0

  private static let hasClient =
    (try? Hpo(executable: "/usr/bin/env").run(["python3", "-c", "import pytest_lsp"]).code) == 0
}
