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
    return .list(drawn(items.count, from: items, seed: try a.seed(1)))
  },
  Builtin(
    "sample", [.required("xs"), .required("count"), .optional("seed")],
    "So many items of a list, drawn by chance and none of them twice; the same ones for the same seed.",
    examples: [.init("length(sample(1..100, 3, seed: 7))", "3")], seeAlso: ["shuffle", "seed"]
  ) { (a: Arguments) throws(Exit) in
    let items = try a.list(0)
    let count = try a.count(1)
    guard count <= items.count else {
      throw failure("a sample of \(count) from a list of \(items.count)", a.span, label: "the list has no more")
    }
    return .list(drawn(count, from: items, seed: try a.seed(2)))
  },
]

/// The first `count` of a shuffled list (Fisher and Yates).
private func drawn(_ count: Int, from items: ContiguousArray<Value>, seed: UInt64) -> ContiguousArray<Value> {
  var items = items
  var random = CounterRandom(seed: seed)
  for place in 0..<count { items.swapAt(place, place + random.index(below: items.count - place)) }
  return ContiguousArray(items.prefix(count))
}
