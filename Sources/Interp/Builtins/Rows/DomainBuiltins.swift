import Basics
import BayesOpt
import DSL

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
    guard !a.rest.isEmpty else { throw failure(.choices, "`ordered` needs at least one item", a.span) }
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
      throw failure(.notADomain, "`normal` needs a finite mean and a deviation above 0", a.place(mean.isFinite ? 1 : 0))
    }
    return .host(DomainValue(.normal(mean: mean, deviation: deviation)))
  },
  Builtin(
    "gamma_prior",
    [.required("low"), .required("high"), .optional("shape", .real(2)), .optional("scale", .real(0.1))],
    """
    The numbers from low to high, as likely as a Gamma distribution makes them: of mean shape times scale, and many where \
    that lies. A prior for a learning rate.
    """,
    examples: [
      .init("gamma_prior(1e-3, 1)", "gamma_prior(0.001, 1, shape: 2, scale: 0.1)"),
      .init("search lr in gamma_prior(1e-3, 1, shape: 2, scale: 0.1) for 10 trials minimize (lr - 0.1)^2"),
    ], seeAlso: ["normal", "log", "near"]
  ) { (a: Arguments) throws(Exit) in
    let domain = Domain.gamma(
      low: try a.number(0), high: try a.number(1), shape: try a.number(2), scale: try a.number(3))
    do throws(DomainError) { try domain.validate() } catch {
      throw failure(error.topic, error.message, isOfForm(error) ? a.place(2) : a.place(0), advice: error.hint)
    }
    return .host(DomainValue(.gamma(domain)))
  },
  Builtin(
    "each", [.required("domain"), .required("count")],
    "A list of `count` members of a domain, each chosen by itself.",
    examples: [.init("each(log(8, 256), 3)", "each(log(8, 256), 3)")], seeAlso: ["log", "ordered"]
  ) { (a: Arguments) throws(Exit) in
    let function = [0, 1].first { index in
      switch a[index] {
      case .function, .builtin: true
      default: false
      }
    }
    if let function {
      throw failure(
        .argumentKind,
        "`each` makes a domain, and calls no function", a.place(function),
        hint: "`map(xs, f)` calls a function for each item.")
    }
    guard isDomain(a[0]) else {
      throw a.wrongKind(0, "a domain, such as `8..64`") { a[0].number != nil && isDomain($0) }
    }
    let count = try a.int(1)
    guard count >= 0, count <= 1_000 else {
      throw failure(.argumentRange, "`count` must be from 0 to 1000, not \(count)", a.place(1))
    }
    return .host(DomainValue(.each(a[0], count: count)))
  },
]

/// Whether an error is about how a prior is distributed, rather than about its ends.
private func isOfForm(_ error: DomainError) -> Bool {
  switch error {
  case .badGamma, .gammaElsewhere, .badDeviation: true
  default: false
  }
}

/// Whether parameters can be taken from a value.
private func isDomain(_ value: Value) -> Bool {
  switch value {
  case .list: true
  case .host(let host): host is DomainValue
  default: false
  }
}
