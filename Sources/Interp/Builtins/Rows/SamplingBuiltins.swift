import Basics
import BayesOpt
import DSL

/// Chance: every call is a function of its list and its seed, and gives the same result again for the same ones.
let samplingBuiltins: [Builtin] = [
  Builtin(
    "shuffle", [.required("xs"), .optional("seed")],
    "The items of a list in an order of chance; the same one for the same seed.",
    examples: [.init("sort(shuffle(1..5, seed: 7))", "[1, 2, 3, 4, 5]")], seeAlso: ["sample", "seed"]
  ) { (a: Arguments) throws(Exit) in
    let items = try a.list(0)
    return .list(try drawn(items.count, from: items, seed: try a.seed(1), a))
  },
  Builtin(
    "sample", [.required("xs"), .required("count"), .optional("seed"), .label("repeats", .bool(false))],
    """
    So many items of a list, drawn by chance and none of them twice, or with `repeats: true` each from all of them; the \
    same ones for the same seed. Of a part of data, `data.train` for instance, they are data to train on.
    """,
    examples: [
      .init("length(sample(1..100, 3, seed: 7))", "3"), .init("length(sample(1..2, 9, seed: 7, repeats: true))", "9"),
    ], seeAlso: ["shuffle", "bootstrap", "seed"]
  ) { (a: Arguments) throws(Exit) in
    let count = try a.count(1)
    // Of data and ranges, only the items that are drawn are made.
    let host = a[0].host.flatMap { $0.length == nil ? nil : $0 }
    let items = try host == nil ? a.list(0) : []
    let length = host?.length ?? items.count
    if try a.bool(3) {
      guard length > 0 || count == 0 else { throw failure(.emptyList, "a sample of an empty list", a.place(0)) }
      try Capacity.check(items: count, a.span)
      var random = CounterRandom(seed: try a.seed(2))
      let places = try a.map(0..<count) { (_) throws(Exit) in random.index(below: length) }
      if let part = try a.part(0, { _ in Array(places) }) { return part }
      return .list(try a.map(places) { (place) throws(Exit) in host?.item(at: place) ?? items[place] })
    }
    guard count <= length else {
      throw failure(
        .argumentRange, "a sample of \(count) from a list of \(length)", a.place(1), label: "the list has no more")
    }
    try Capacity.check(items: length, a.span, of: host)
    let places = try drawn(count, from: ContiguousArray(0..<length), seed: try a.seed(2), a)
    if let part = try a.part(0, { _ in Array(places) }) { return part }
    return .list(try a.map(places) { (place) throws(Exit) in host?.item(at: place) ?? items[place] })
  },
]

/// The first `count` of a shuffled list (Fisher and Yates).
private func drawn<Item>(
  _ count: Int, from items: ContiguousArray<Item>, seed: UInt64, _ a: Arguments
) throws(Exit) -> ContiguousArray<Item> {
  var items = items
  var random = CounterRandom(seed: seed)
  try a.forEach(0..<count) { (place) throws(Exit) in
    items.swapAt(place, place + random.index(below: items.count - place))
  }
  return ContiguousArray(items.prefix(count))
}
