import ArgumentParser
import Basics
import struct DSL.Diagnostic
import class DSL.SourceMap
import Foundation
import Interp

/// Lets other programs use a strategy, by JSON lines.
struct AskTellCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask-tell", abstract: "Let another program use a strategy: JSON lines on standard input and output.",
    discussion: """
      Every line that is not empty is a request and is answered by one line.
        {"cmd":"init","space":[P, ...],"n_trials":50,"seed":0}
                  begins a run; also "direction":"maximize" and "noisy":true,
                  "directions":["minimize","maximize"] for several objectives, and
                  "constraints":["c0"] for bounds on what comes of a trial
        {"cmd":"ask"}
                  gives {"id":0,"params":{...}}, or {"exhausted":true,"reason":...}
                  once "n_trials" were asked for or every configuration was tried
        {"cmd":"report","id":0,"step":3,"value":0.4}
                  how a trial is doing; gives {"continue":true}, or false where
                  --prune says that it should end, and then be told as "pruned".
                  A run whose `init` has "pauses":true may also be answered
                  {"continue":false,"pause":true}: the trial is laid aside. A
                  later "ask" gives {"id":0,"resume":true,"step":3,"params":{...}}
                  where one is to go on behind that step. Those that still wait
                  once trials are exhausted, or when the program has enough, are
                  not worth going on with: tell them as "pruned"
        {"cmd":"tell","id":0,"value":0.12,"state":"complete"}
                  also "pruned" and "failed"; "id":null and "params" for a
                  configuration that was not asked for, also as "running": the
                  answer has an "id" for it then; "values":[0.12,3] of several
                  objectives and "constraints":[-0.5], each met where it is 0 or
                  less, in the order of `init`
        {"cmd":"quit"}
      A parameter P is one of
        {"name":"x","type":"float","low":0,"high":1,"log":false}
        {"name":"n","type":"int","low":1,"high":64,"log":true}
        {"name":"c","type":"cat","choices":["a","b"]}
      Numbers that are not logarithmic may have a "step", and any parameter an "if":
      {"name":"m","type":"float","low":0,"high":1,"if":{"c":["a"]}} is there only
      where c, which stands before it, has one of these values; "params" lack it
      elsewhere. What cannot be followed is answered by {"error":...} and changes
      nothing, a misspelt or doubled key for instance, or a line of more than 16 MiB;
      keys that resemble none of these are ignored. A value that is not finite
      counts as a failure. gamma needs values of 0 and more, of 1 and less where
      they are maximized, or what --strategy 'gamma(bound: B)' says, and refuses
      to be told others; such a trial can be told as failed.
      """)

  @Option(help: ArgumentHelp("The strategy, as it is written after `with`.", valueName: "strategy"))
  var strategy: String

  @Option(
    help: ArgumentHelp(
      "The pruner, as it is written after `prune`: who ends trials that report poor values.", valueName: "pruner"))
  var prune: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed of runs whose `init` has none.", valueName: "n"),
    transform: SessionOptions.seed)
  var seed: UInt64 = 0

  func run() throws {
    let terminal = Terminal(colour: .auto)
    var settings = Settings()
    settings.isSandboxed = true
    let session = try Session(
      context: Context(
        settings: settings, sources: SourceMap(), output: terminal.note, notes: terminal.note,
        progress: terminal.show), interruption: Signals.interruption)
    var other: AskTell
    do throws(Diagnostic) {
      other = try AskTell(strategy: strategy, pruner: prune, seed: seed, in: session)
    } catch {
      terminal.note(session.render(error, colour: terminal.isErrorColoured, atPrompt: true))
      throw ExitCode.validationFailure
    }
    var lines = Lines(of: STDIN_FILENO, limit: AskTell.longestLine)
    while !other.isOver, let line = lines.next() {
      let answer = line.count > AskTell.longestLine ? AskTell.answerToLongLine : other.answer(line)
      if let answer { terminal.print(answer) }
    }
  }
}

/// The lines of a file as bytes, each as soon as it is there.
struct Lines: IteratorProtocol {
  private let descriptor: Int32
  /// Of a longer line, no more than one byte beyond these is kept.
  private let limit: Int
  private var bytes: [UInt8] = []
  /// Where the next line begins, and how far its end was looked for.
  private var (begin, looked) = (0, 0)

  init(of descriptor: Int32, limit: Int) { (self.descriptor, self.limit) = (descriptor, limit) }

  /// The next line without its end, which the last one need not have; nil at the end of the file.
  mutating func next() -> ArraySlice<UInt8>? {
    while true {
      if let end = bytes[looked...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { (begin, looked) = (end + 1, end + 1) }
        return bytes[begin..<end]
      }
      looked = bytes.count
      if looked - begin > limit {
        bytes.removeLast(looked - begin - limit - 1)
        looked = bytes.count
      }
      guard readMore() else {
        defer { begin = bytes.count }
        return begin < bytes.count ? bytes[begin...] : nil
      }
    }
  }

  /// Reads what is there, and waits where nothing is; false at the end.
  private mutating func readMore() -> Bool {
    bytes.removeFirst(begin)
    (begin, looked) = (0, looked - begin)
    let room = 1 << 14
    while true {
      let before = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: room))
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + before }, room) }
      bytes.removeLast(room - max(count, 0))
      if count >= 0 { return count > 0 }
      guard errno == EINTR else { return false }
    }
  }
}
