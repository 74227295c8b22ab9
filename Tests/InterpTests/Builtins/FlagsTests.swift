import Basics
import Foundation
import Testing

@testable import Interp

/// What `flags` makes, read back by the parsers that programs use.
@Suite("Options of programs")
struct FlagsTests {
  @Test(
    arguments: [
      ("{w: -1e-7}", "[\"--w=-1e-7\"]"), ("{w: -3, s: \"-x\"}", "[\"--w=-3\", \"--s=-x\"]"),
      ("{a: true, b: false, c: none}", "[\"--a\"]"), ("{s: \"\", t: \"a b\"}", "[\"--s\", \"\", \"--t\", \"a b\"]"),
      ("{a: true, b_c: false}, booleans: \"no\"", "[\"--a\", \"--no-b-c\"]"),
      ("{a: true, b: false}, booleans: \"word\"", "[\"--a\", true, \"--b\", false]"),
      ("{w: [1, 2], e: []}", "[\"--w\", 1, 2, \"--e\"]"),
      ("{w: [1, -2], e: []}, lists: \"repeated\"", "[\"--w\", 1, \"--w=-2\"]"),
      ("{w: [-1, 2], e: []}, lists: \"commas\"", "[\"--w=-1,2\", \"--e\", \"\"]"),
      ("{w: [-1, -1e-7, -2.5e-9]}", "[\"--w\", -1, \"-0.0000001\", \"-0.0000000025\"]"),
      ("{batch_size: 8}, underscores: \"kept\"", "[\"--batch_size\", 8]"),
      ("{t: 30s, n: 5 epochs}", "[\"--t\", 30, \"--n\", 5]"),
      ("{w: [\"-x\"]}", "\"-x\" begins with a dash: behind `--w` it would be taken for an option"),
      ("{w: {a: 1}}", "a record is not the value of an option, as `w` is one"),
      ("{w: [[1]]}", "a list is not the value of an option, as the list `w` holds one"),
      ("{w: [none]}", "none is not the value of an option, as the list `w` holds one"),
      ("{\"a b\": 1}", "\"a b\" cannot be the name of an option"),
      ("{}, lists: \"word\"", "`lists` has no form \"word\""),
      ("{}, booleans: true", "`booleans` must be a string, not a boolean"), ("{}", "[]"),
    ] as [(String, String)])
  func words(arguments: String, words: String) { #expect(shown("flags(\(arguments))") == words) }

  // MARK: Parsers

  /// Programs of Python that print what they were given as JSON.
  private static func parsed(_ options: String, _ call: String) throws -> JSON {
    let script = """
      import argparse, json
      parser = argparse.ArgumentParser()
      \(options)
      print(json.dumps(vars(parser.parse_args())))
      """
    let path = NSTemporaryDirectory() + "hpo-\(UUID().uuidString).py"
    try script.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let output = shown("let out = run(\"python3\", \"\(path)\", ...\(call))\nprint(out.text + out.err)")
    return try #require(JSON(parsing: output), "\(output)")
  }

  private static let isPythonThere = shown("run(\"python3\", \"-c\", \"import argparse, getopt\").code") == "0"

  /// Numbers of every size and sign, alone and in lists, come back as they were.
  @Test(.enabled(if: isPythonThere, "there is no python3")) func argparseReadsNumbers() throws {
    var random = CounterRandom(seed: 1)
    var values: [Double] = [0, -1e-7, 1e-7, -Double.leastNonzeroMagnitude, -1e300, 1.5, -0.25, -1, 3]
    for _ in 0..<20 {
      let sign: Double = random.index(below: 2) == 0 ? -1 : 1
      let digits = Double(random.index(below: 1_000_000))
      values.append(sign * digits * pow(10, Double(random.index(below: 60) - 30)))
    }
    let list = values.map { NumberText.literal($0) }.joined(separator: ", ")
    let names = values.indices.map { "p_\($0)" }
    let record = zip(names, values).map { "\($0): \(NumberText.literal($1))" }.joined(separator: ", ")
    var options = ""
    for name in names { options += "parser.add_argument('--\(name.replacing("_", with: "-"))', type=float)\n" }
    options += "parser.add_argument('--all', type=float, nargs='*')\n"
    options += "parser.add_argument('--each', type=float, action='append')"
    let json = try Self.parsed(
      options, "flags({\(record), all: [\(list)]}), ...flags({each: [\(list)]}, lists: \"repeated\")")
    for (name, value) in zip(names, values) { #expect(json[name]?.number == value) }
    #expect(json["all"]?.items?.compactMap(\.number) == values)
    #expect(json["each"]?.items?.compactMap(\.number) == values)
  }

  @Test(.enabled(if: isPythonThere, "there is no python3")) func argparseReadsSwitchesAndWords() throws {
    let options = """
      parser.add_argument("--amp", action="store_true")
      parser.add_argument("--off", action="store_true")
      parser.add_argument("--use_bias", action=argparse.BooleanOptionalAction)
      parser.add_argument("--no_skip", default=True, action="store_false", dest="skip")
      parser.add_argument("--opt"); parser.add_argument("--dash"); parser.add_argument("--empty", default="x")
      parser.add_argument("--absent", default="there"); parser.add_argument("--widths", type=int, nargs="+")
      parser.add_argument("--layers")
      """
    let call =
      "flags({amp: true, off: false, opt: \"a b\", dash: \"--x\", empty: \"\", absent: none, widths: [8, 16]}),"
      + " ...flags({use_bias: false}, booleans: \"no\", underscores: \"kept\"), ...flags({layers: [-1, 2]}, lists: \"commas\")"
    // BooleanOptionalAction makes `--no-use_bias` of `--use_bias`.
    let json = try Self.parsed(options, call)
    let expected: [String: JSON] = [
      "amp": true, "off": false, "use_bias": false, "skip": true, "opt": "a b", "dash": "--x", "empty": "",
      "absent": "there", "widths": [8, 16], "layers": "-1,2",
    ]
    for (name, value) in expected { #expect(json[name] == value, "\(name)") }
  }

  private static let isClickThere = shown("run(\"python3\", \"-c\", \"import click\").code") == "0"

  @Test(.enabled(if: isClickThere, "python3 has no click")) func clickReadsThem() throws {
    let path = NSTemporaryDirectory() + "hpo-\(UUID().uuidString).py"
    let script = """
      import click, json
      @click.command()
      @click.option("--lr", type=float)
      @click.option("--amp", is_flag=True)
      @click.option("--off", is_flag=True)
      @click.option("--use-bias/--no-use-bias", default=True)
      @click.option("--w", type=float, multiple=True)
      @click.option("--name")
      def main(**options): print(json.dumps(options))
      main()
      """
    try script.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let code = """
      let params = {lr: -1e-7, amp: true, off: false, w: [-1e-7, 2], name: "-x"}
      let out = run("python3", "\(path)", ...flags(params, lists: "repeated"), ...flags({use_bias: false}, booleans: "no"))
      print(out.text + out.err)
      """
    let json = try #require(JSON(parsing: shown(code)))
    let expected: [String: JSON] = [
      "lr": -1e-7, "amp": true, "off": false, "use_bias": false, "w": [-1e-7, 2.0], "name": "-x",
    ]
    for (name, value) in expected { #expect(json[name] == value, "\(name)") }
  }

  /// GNU's getopt_long, as Python and the shell have it: an option takes the rest of its word or the next word.
  @Test(.enabled(if: isPythonThere, "there is no python3")) func getoptReadsThem() {
    let script = "import getopt, sys; print(getopt.gnu_getopt(sys.argv[1:], '', ['w=', 's=', 'amp', 'widths=']))"
    let code = """
      let params = {w: -1e-7, s: "-x", amp: true, widths: [1, -2]}
      run("python3", "-c", "\(script)", ...flags(params, lists: "repeated")).text
      """
    #expect(
      shown(code)
        == "\"([('--w', '-1e-7'), ('--s', '-x'), ('--amp', ''), ('--widths', '1'), ('--widths', '-2')], [])\\n\"")
  }
}
