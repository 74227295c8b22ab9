/// Words of other languages that stand before a name or an expression, or behind one, and how hpo says it.
enum ForeignWords {
  /// Words that stand before a name, an expression or a block.
  static let before = table([
    ("def function func fun sub proc", "a function is written `fn name(x) { ... }`"),
    ("lambda", "a function is written `fn(x) = x + 1`"), ("elif elsif elseif elsewhen", "write `else if`"),
    ("const val auto local final static int float double bool string str char", "write `let`"), ("mut", "write `var`"),
    ("global nonlocal", "leave it out: functions see every `let` around them"),
    ("raise throw error", "an error is raised with `fail(\"why\")`"), ("assert require_that", "write `expect`"),
    ("foreach loop", "write `for x in xs { ... }`"), ("until", "write `while not ...`"),
    ("unless", "write `if not ...`"), ("repeat do begin", "a block belongs to `for`, `while`, `if` or `fn`"),
    ("switch match case when", "write `if ... { ... } else if ... { ... }`"),
    ("class", "there are no classes; a record holds fields"),
    ("struct type enum interface", "there are no types to declare; a record holds fields"),
    ("use include require using library source load_file", "write `import \"file.hpo\"`; functions need no import"),
    ("try catch except finally rescue with_open", "there are no exceptions: a trial that fails is a row of the study"),
    ("del delete unset", "a name cannot be removed; `without(record, \"field\")` leaves a field out"),
    ("pass", "an empty block is `{ }`"), ("await async yield", "everything is evaluated in order; leave it out"),
    ("new", "leave it out"), ("between", "a range is written `0.0..1.0`"), ("set", "write `let x = ...`"),
    ("puts echo say cat", "write `print(...)`"), ("call", "a function is called by its name: `f(x)`"),
    ("end", "a block ends with `}`"),
  ])

  /// Words that raise an error.
  static let errors: Set<String> = ["raise", "throw"]

  /// Words that stand behind a complete expression.
  static let behind = table([
    ("elif elsif elseif", "write `else if`"), ("then do begin", "a block is written in braces: `{ ... }`"),
    ("is equals eq", "write `==`"), ("isnt ne", "write `!=`"), ("xor", "write `!=`"),
    ("to until through upto downto", "a range is written `1..5`"), ("step stride", "a step is written `by`"),
    ("div", "a whole quotient is `floor(a / b)`"), ("rem modulo", "the remainder is written `mod`"),
    ("unless", "write `if not ...`"), ("when whenever provided iff", "write `if`"), ("of", "write `in`"),
    ("end fi done endif", "a block ends with `}`"),
    ("gt", "write `>`"), ("lt", "write `<`"), ("ge", "write `>=`"), ("le", "write `<=`"),
    ("otherwise", "write `else`"), ("catch except finally", "there are no exceptions: a trial that fails is a row"),
  ])

  /// Words between a parameter and its domain.
  static let membership: Set<String> = [
    "between", "when", "from", "is", "within", "as", "over", "are", "be", "like", "on", "at", "range", "ranges",
    "where", "with", "element", "inside",
  ]

  /// What types are called elsewhere.
  static let types: Set<String> = [
    "int", "integer", "float", "double", "real", "number", "num", "str", "string", "text", "bool", "boolean", "char",
    "long", "list", "array", "dict", "vector", "any", "auto", "var",
  ]

  /// What begins a search elsewhere.
  static let searches: Set<String> = [
    "tune", "optimize", "optimise", "sweep", "hyperopt", "explore", "find", "study", "tuning", "optimization", "seek",
    "scan", "experiment", "objective", "query", "hpo", "run", "look",
  ]

  /// Words between `search` and its first parameter.
  static let fillers: Set<String> = [
    "over", "the", "best", "parameter", "param", "all", "each", "let", "space", "with",
  ]

  private static func table(_ rows: [(words: String, meant: String)]) -> [String: String] {
    var table: [String: String] = [:]
    for row in rows {
      for word in row.words.split(separator: " ") { table[String(word)] = row.meant }
    }
    return table
  }
}
