import Foundation
import Testing

/// A window of a terminal, drawn by tmux, with the program or a shell in it: what a person types, and what a person sees.
///
/// Text is waited for, never time.
final class Screen {
  /// Whether there is a tmux.
  static let exists = FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux")

  /// The home of the program, which it starts in.
  let home: String
  private let scratch: Scratch?
  private let socket: Scratch

  /// Opens a window.
  ///
  /// - Parameters:
  ///   - arguments: those of the program; nil for a shell in its place, where it is found as `hpo`.
  ///   - home: the home, and the folder it starts in; nil for a new one.
  ///   - environment: variables besides `HOME`, `PATH`, `TERM` and `LANG`.
  ///   - columns: how many fit in a row.
  ///   - rows: how many rows there are.
  ///   - sign: what is waited for; nil for a prompt.
  /// - Throws: what keeps tmux from starting, or an end of patience.
  init(
    _ arguments: [String]? = [], home: String? = nil, environment: [String: String] = [:], columns: Int = 80,
    rows: Int = 40, isReady sign: String? = nil
  ) throws {
    scratch = home == nil ? try Scratch() : nil
    self.home = home ?? scratch?.path ?? ""
    socket = try Scratch()
    let folder = URL(fileURLWithPath: Hpo.path).deletingLastPathComponent().path
    let variables = [
      "HOME": self.home, "PATH": folder + ":/usr/bin:/bin", "TERM": "tmux-256color", "LANG": "C.UTF-8", "PS1": "$ ",
    ].merging(environment) { $1 }
    let words =
      ["env", "-i"] + variables.map { "\($0.key)=\($0.value)" }.sorted()
      + (arguments.map { [Hpo.path] + $0 } ?? ["bash", "--norc", "--noprofile", "-i"])
    let line = words.map(Self.quoted).joined(separator: " ")
    // The code stands below what was shown, and the window stays.
    let program = "trap : INT QUIT; \(line); echo \"[exit $?]\"; exec sleep 3600"
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", self.home,
      "exec sh -c \(Self.quoted(program))")
    try wait { text in
      sign.map { text.contains($0) } ?? (text.hasSuffix("hpo>") || text.hasSuffix("$") || text.contains("[exit"))
    }
  }

  deinit { _ = try? tmux("kill-server") }

  /// Types characters.
  func type(_ text: String) throws {
    guard !text.isEmpty else { return }
    // A semicolon at the end would end a command of tmux.
    try tmux("send-keys", "-l", "--", text.hasSuffix(";") ? text.dropLast() + "\\;" : text)
  }

  /// Presses keys, by their names in tmux: `Enter`, `C-c`, `Up`.
  func press(_ keys: String...) throws { for key in keys { try tmux("send-keys", key) } }

  /// Pastes a text as terminals do that know of bracketed paste.
  func paste(_ text: String) throws {
    try tmux("load-buffer", socket.write("paste", text))
    try tmux("paste-buffer", "-p")
  }

  /// Changes the size of the window.
  func resize(columns: Int, rows: Int = 40) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Everything that was shown, without the spaces at the ends of rows; rows that were too long are whole again.
  func text(colours: Bool = false) throws -> String {
    let text = try tmux(["capture-pane", "-p", "-J", "-S", "-"] + (colours ? ["-e"] : []))
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.replacing(/[ ]+$/, with: "") }
    return rows.joined(separator: "\n").replacing(/\n+$/, with: "")
  }

  /// Waits until the last of what is shown is `end`.
  func ends(with end: String, _ place: SourceLocation = #_sourceLocation) throws {
    let end = Self.timeless(end.replacing(/[ ]+$/, with: ""))
    try wait(for: end, place) { Self.timeless($0).hasSuffix(end) }
  }

  /// Waits until `text` is shown anywhere.
  func shows(_ text: String, _ place: SourceLocation = #_sourceLocation) throws {
    try wait(for: text, place) { $0.contains(text) }
  }

  /// Plays a session: types what stands behind the prompts, and waits for all that stands between them.
  ///
  /// Lines behind `...> ` are typed without the spaces that they are set in with: the prompt does that.
  ///
  /// - Parameters:
  ///   - transcript: the session.
  ///   - end: what stands behind it at last; nil for a prompt.
  ///   - place: where it is played, for messages.
  /// - Throws: an end of patience.
  func plays(_ transcript: String, then end: String? = nil, _ place: SourceLocation = #_sourceLocation) throws {
    let lines = transcript.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var shown = ""
    for (index, line) in lines.enumerated() {
      shown += (index == 0 ? "" : "\n") + line
      if let prompt = Self.prompt(of: line) {
        let typed = line.dropFirst(prompt.count)
        try type(String(prompt == "...> " ? typed.drop { $0 == " " } : typed))
        try ends(with: shown, place)
        try press("Enter")
      }
      let next = index + 1 < lines.count ? Self.prompt(of: lines[index + 1]) : nil
      if let next { try ends(with: shown + "\n" + next, place) }
    }
    try ends(with: shown + "\n" + (end ?? (lines.contains { $0.hasPrefix("$ ") } ? "$" : "hpo>")), place)
  }

  /// The prompt that a line begins with; behind it there may be nothing.
  private static func prompt(of line: String) -> String? {
    ["hpo> ", "...> ", "$ "].first { line.hasPrefix($0) || line == $0.dropLast() }
  }

  /// A text in which every time is the same.
  private static func timeless(_ text: String) -> String {
    text.replacing(/\d+(\.\d+)?(µs|ms|s)\b */, with: "1s ")
  }

  private func wait(
    for text: String = "a prompt", _ place: SourceLocation = #_sourceLocation, until isThere: (String) -> Bool
  ) throws {
    let end = ContinuousClock.now + Self.patience
    var shown = ""
    while ContinuousClock.now < end {
      shown = (try? self.text()) ?? ""
      if isThere(shown) { return }
      usleep(30_000)
    }
    Issue.record("waited for:\n\(text)\n\nand was shown:\n\(shown.suffix(4000))", sourceLocation: place)
    throw CancellationError()
  }

  /// How long a text is waited for: more than any takes.
  private static let patience = Duration.seconds(Int(ProcessInfo.processInfo.environment["HPO_PATIENCE"] ?? "") ?? 120)

  @discardableResult
  private func tmux(_ words: String...) throws -> String { try tmux(words) }

  @discardableResult
  private func tmux(_ words: [String]) throws -> String {
    // Not a `Process`: that would wait for the server, which it leaves behind.
    let line = (["/usr/bin/tmux", "-S", socket.path + "/s"] + words).map(Self.quoted).joined(separator: " ")
    guard let output = popen("LC_ALL=C.UTF-8 \(line) 2>/dev/null", "re") else { throw POSIXError(.ENOEXEC) }
    defer { pclose(output) }
    var data = Data()
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&bytes, 1, bytes.count, output), count > 0 { data += bytes[..<count] }
    return String(decoding: data, as: UTF8.self)
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String { "'" + word.replacing("'", with: "'\\''") + "'" }
}
