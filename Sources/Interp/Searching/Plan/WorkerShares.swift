import Basics
import DSL
import Foundation

/// What `on N workers(...)` gives to each worker.
struct WorkerShares {
  private let count: Int
  private let pruner: PrunerValue?
  private let outer: WorkerShare

  /// The shares of a search.
  ///
  /// - Parameters:
  ///   - clauses: the options of the clause.
  ///   - count: the number of workers.
  ///   - pruner: who may lay trials aside.
  ///   - f: the frame that the search stands in, whose own share is divided.
  /// - Returns: a share for each worker, by its number; nil where nothing is divided.
  /// - Throws: a failure where there is not enough for all.
  static func divided(
    _ clauses: [(name: ShareName, value: Node)], workers count: Int, besides pruner: PrunerValue?, _ f: inout Frame
  ) throws(Exit) -> [WorkerShare]? {
    if clauses.isEmpty { return nil }
    let outer = f.machine.pointee.share
    let division = WorkerShares(count: count, pruner: pruner, outer: outer)
    var shares = [WorkerShare](repeating: outer, count: count)
    for (name, node) in clauses {
      let value = try node.value(&f)
      guard let amount = value.number, amount > 0, amount <= Double(mostOfAKind) else {
        throw failure(
          .workers,
          "`\(name.rawValue)` is a number above 0, not \(value.number == nil ? value.kind : "\(value)")", node.span)
      }
      switch name {
      case .gpus:
        for (index, gpus) in try division.gpus(amount, node.span).enumerated() { shares[index].gpus = gpus }
      case .cores:
        for (index, cores) in try division.cores(amount, node.span).enumerated() { shares[index].processors = cores }
      }
    }
    return shares
  }

  /// More than a machine has of anything.
  private static let mostOfAKind = 1 << 20

  /// The GPUs of each worker; of less than one, several workers have the same.
  private func gpus(_ amount: Double, _ span: Span) throws(Exit) -> [[String]] {
    let sharing = amount < 1 ? (1 / amount).rounded() : 1
    guard amount < 1 ? abs(sharing * amount - 1) < 1e-6 : amount == amount.rounded() else {
      throw failure(
        .workers,
        "a worker has a number of GPUs, or a share of one such as 0.5, not \(realText(amount))", span,
        hint: "write `gpus: 1`, or `gpus: 0.5` for two workers on each GPU.")
    }
    try refuseWaiting(span)
    let (perGPU, perWorker) = (Int(sharing), max(Int(amount), 1))
    let visible = outer.gpus ?? GPUs.visible()
    let needed = perGPU > 1 ? (count + perGPU - 1) / perGPU : count * perWorker
    guard needed <= visible.count else {
      throw tooFew(
        "gpus", realText(amount), needed, needed == 1 ? "GPU" : "GPUs", of: visible.count,
        fitting: visible.count * perGPU / perWorker, span,
        orElse: "GPUs are counted in `\(GPUs.variable)`, or as `nvidia-smi` lists them.")
    }
    return (0..<count).map { worker in
      let first = worker / perGPU * perWorker
      return Array(visible[first..<first + perWorker])
    }
  }

  /// A program that is laid aside keeps the memory of its GPU, which another worker's trial would use meanwhile.
  private func refuseWaiting(_ span: Span) throws(Exit) {
    guard let pruner, pruner.pruner.isPausing else { return }
    throw failure(
      .workers,
      "`\(pruner)` lays trials aside, and a program that waits keeps the memory of its GPU", span,
      hint: "write `prune \(pruner.pruner.stopping)`: it ends trials instead.")
  }

  private func cores(_ amount: Double, _ span: Span) throws(Exit) -> [ProcessorSet] {
    let visible = ProcessorSet.ofThisThread.numbers
    guard let each = Int(exactly: amount) else {
      throw failure(.workers, "a worker has a whole number of cores, not \(realText(amount))", span)
    }
    guard count * each <= visible.count else {
      throw tooFew(
        "cores", "\(each)", count * each, "cores", of: visible.count, fitting: visible.count / each, span,
        orElse: "write `on 1 worker(cores: \(visible.count))`.")
    }
    return (0..<count).map { ProcessorSet(Array(visible[$0 * each..<($0 + 1) * each])) }
  }

  private func tooFew(
    _ name: String, _ amount: String, _ needed: Int, _ things: String, of there: Int, fitting: Int, _ span: Span,
    orElse advice: String
  ) -> Exit {
    func workers(_ count: Int) -> String { count == 1 ? "1 worker" : "\(count) workers" }
    let rest = there == 0 ? "there is none" : there == 1 ? "there is 1" : "there are \(there)"
    let needs = "\(workers(count)) with `\(name): \(amount)` \(count == 1 ? "needs" : "need") \(needed) \(things)"
    return failure(
      .workers,
      "\(needs), and \(rest)", span,
      hint: fitting > 0 ? "write `on \(workers(fitting))(\(name): \(amount))`." : advice)
  }
}
