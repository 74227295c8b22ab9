import Basics
import DSL

/// Lists and the functions that are called for their items.
let functionalBuiltins: [Builtin] = [
  Builtin(
    "map", [.required("xs"), .required("function")], "What a function gives for each item of a list.",
    examples: [.init("map([1, 4, 9], sqrt)", "[1, 2, 3]"), .init("[1, 2] |> map(fn(x) = 10 * x)", "[10, 20]")],
    seeAlso: ["filter", "reduce", "for"]
  ) { (a: Arguments) throws(Exit) in
    let (items, function) = (try a.list(0), try a.function(1))
    return .list(try a.map(items) { (item) throws(Exit) in try a.call(function, item) })
  },
  Builtin(
    "filter", [.required("xs"), .required("function")], "The items for which a function gives `true`.",
    examples: [.init("filter(1..6, fn(x) = x mod 2 == 0)", "[2, 4, 6]")], seeAlso: ["map", "count", "find"]
  ) { (a: Arguments) throws(Exit) in
    let (items, function) = (try a.list(0), try a.function(1))
    return try a.asGiven(0, try a.filter(items) { (item) throws(Exit) in try a.test(function, item) })
  },
  Builtin(
    "reduce", [.required("xs"), .required("function"), .required("start")],
    "Combines all items: the function gets the result so far and the next item, and gives the next result.",
    examples: [.init("reduce([1, 2, 3], fn(product, x) = product * x, 1)", "6")], seeAlso: ["sum", "map"]
  ) { (a: Arguments) throws(Exit) in
    var result = a[2]
    let (items, function) = (try a.list(0), try a.function(1))
    try a.forEach(items) { (item) throws(Exit) in result = try a.call(function, result, item) }
    return result
  },
  Builtin(
    "find", [.required("xs"), .required("function")],
    "The first item for which a function gives `true`; `none` if there is none.",
    examples: [.init("find([3, 8, 9], fn(x) = x > 5)", "8")], seeAlso: ["filter", "index_of"]
  ) { (a: Arguments) throws(Exit) in
    let (items, function) = (try a.list(0), try a.function(1))
    return try a.first(of: items) { (item) throws(Exit) in try a.test(function, item) } ?? .none
  },
  Builtin(
    "count", [.required("xs"), .required("function")], "The number of items for which a function gives `true`.",
    examples: [.init("count([3, 8, 9], fn(x) = x > 5)", "2")], seeAlso: ["length", "filter"]
  ) { (a: Arguments) throws(Exit) in
    var count = 0
    let (items, function) = (try a.list(0), try a.function(1))
    try a.forEach(items) { (item) throws(Exit) in if try a.test(function, item) { count += 1 } }
    return .int(count)
  },
  quantifier(
    "any", "Whether some item of a list is true, or makes a function give `true`.", endsAt: true,
    examples: [.init("any([false, true])", "true"), .init("any([3, 8], fn(x) = x > 9)", "false")], seeAlso: ["all"]),
  quantifier(
    "all", "Whether all items of a list are true, or make a function give `true`.", endsAt: false,
    examples: [.init("all([false, true])", "false"), .init("all([3, 8], fn(x) = x > 1)", "true")], seeAlso: ["any"]),
]

private func quantifier(
  _ name: String, _ summary: String, endsAt end: Bool, examples: [Builtin.Example], seeAlso: [String]
) -> Builtin {
  Builtin(
    name, [.required("xs"), .optional("function")], summary, examples: examples, seeAlso: seeAlso + ["count"]
  ) { (a: Arguments) throws(Exit) in
    let items = try a.list(0)
    let function = try a.optional(1, a.function)
    let decisive = try a.first(of: items) { (item) throws(Exit) in
      if let function { return try a.test(function, item) == end }
      guard case .bool(let itself) = item else {
        throw failure(
          .argumentKind,
          "`\(name)` needs a list of booleans, or a function that tells; the list holds \(item.kind)", a.place(0))
      }
      return itself == end
    }
    return .bool(decisive == nil ? !end : end)
  }
}
