import Basics

/// What the checker says of who evaluates the trials of a search: the clause `on`.
extension Checker {
  mutating func workers(_ workers: Expression) {
    if case .name(let name) = workers.bare.kind, find(name) == nil, !hasUnknownImport, Self.devices.contains(name) {
      return report(
        .workers,
        "`on` takes a number of workers", at: workers.span, "write `4 workers`",
        hint: "programs that `run` starts get a GPU each by `on 4 workers(gpus: 1)`; `train` runs on the processor.")
    }
    let kind = expression(workers)
    let written = text(workers.span)
    if isShare(workers) {
      return report(
        .workers,
        "`on` takes a number of workers, not a share", at: workers.span, "this is a share of a hundred",
        hint: "write `on 4 workers`, or `on cores() workers`.")
    }
    switch kind {
    case .count(.workers):
      guard case .quantity(let count, _) = workers.bare.kind, case .name(let name) = count.bare.kind,
        find(name)?.binding.known.signatures != nil
      else { break }
      report(
        .workers,
        "`on` takes a number of workers", at: count.span, "`\(name)` is a function", hint: "write `on cores() workers`."
      )
    case nil: break
    case .number: report(.workers, "`on` takes a number of workers", at: workers.span, "write `\(written) workers`")
    case let kind?:
      report(
        .workers,
        "`on` takes a number of workers", at: workers.span, "this is \(kind.description)", hint: "write `on 4 workers`."
      )
    }
  }

  /// `on 4 workers(gpus: 1)`: what each worker has for itself.
  mutating func shares(_ shares: [Argument], of workers: Expression) {
    for share in shares {
      expression(share.expression)
      if case .spread(let value) = share {
        return report(
          .workers,
          "what each worker has stands in the clause itself", at: value.span, hint: "write `on 4 workers(gpus: 1)`.")
      }
    }
    let options = ShareName.allCases.map {
      CallSignature.Parameter($0.rawValue, isOptional: true, passing: .label)
    }
    if let form = form(of: shares, workers, piped: 0) { check(form, against: [CallSignature(options)]) }
  }

  /// What evaluates elsewhere.
  private static let devices: Set<String> = ["gpu", "gpus", "cuda", "cpu", "cpus", "tpu", "mps", "cluster"]
}
