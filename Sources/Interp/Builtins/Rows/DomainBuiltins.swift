/// Domains that are not written with `..` or `[...]`.
let domainBuiltins: [Builtin] = [
  Builtin(
    "log",
    forms: [
      .init(parameters: [.required("x")], summary: "The natural logarithm of a number above 0.") {
        (a: Arguments) throws(Exit) in try logarithm(a)
      },
      .init(
        parameters: [.required("low"), .required("high")],
        summary: "The numbers from low to high, even on a logarithmic scale."
      ) { (a: Arguments) throws(Exit) in .host(try DomainValue.logarithmic(from: a[0], to: a[1], a.span)) },
    ],
    examples: [
      .init("log(1)", "0"), .init("log(1e-4, 1)", "log(0.0001, 1)"),
      .init("search lr in log(1e-4, 1) for 10 trials minimize (lr - 0.1)^2"),
    ], seeAlso: ["by", "ln", "log10"]),
  Builtin(
    "ordered", [.rest("items")], "A choice whose items have an order.",
    examples: [.init("length(ordered(\"low\", \"mid\", \"high\"))", "3")], seeAlso: ["in"]
  ) { (a: Arguments) throws(Exit) in
    guard !a.rest.isEmpty else { throw failure("`ordered` needs at least one item", a.span) }
    return .host(DomainValue(.ordered(ContiguousArray(a.rest))))
  },
  Builtin(
    "normal", [.optional("mean", .int(0)), .optional("deviation", .int(1))],
    "Real numbers, likeliest near the mean.", examples: [.init("normal(0, 1)", "normal(0, 1)")],
    seeAlso: ["log", "ordered", "each"]
  ) { (a: Arguments) throws(Exit) in
    let mean = try a.number(0)
    let deviation = try a.number(1)
    guard mean.isFinite, deviation.isFinite, deviation > 0 else {
      throw failure("`normal` needs a finite mean and a deviation above 0", a.span)
    }
    return .host(DomainValue(.normal(mean: mean, deviation: deviation)))
  },
  Builtin(
    "each", [.required("domain"), .required("count")],
    "A list of `count` members of a domain, each chosen by itself.",
    examples: [.init("each(log(8, 256), 3)", "each(log(8, 256), 3)")], seeAlso: ["log", "ordered"]
  ) { (a: Arguments) throws(Exit) in
    let hasFunction = [a[0], a[1]].contains { value in
      switch value {
      case .function, .builtin: true
      default: false
      }
    }
    if hasFunction {
      throw failure(
        "`each` makes a domain, and calls no function", a.span, hint: "`map(xs, f)` calls a function for each item.")
    }
    let count = try a.int(1)
    guard count >= 0, count <= 1_000 else { throw failure("`count` must be from 0 to 1000, not \(count)", a.span) }
    return .host(DomainValue(.each(a[0], count: count)))
  },
]
