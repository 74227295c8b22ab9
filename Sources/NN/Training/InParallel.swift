import Dispatch

/// Runs a function for each of some parts at once, on threads of their own, with denormal numbers treated as zeros.
///
/// The parts must not write what another reads or writes.
func inParallel(_ parts: Int, _ body: (Int) -> Void) {
  guard parts > 1 else { return withDenormalsFlushed { body(0) } }
  withoutActuallyEscaping(body) { body in
    let work = Work(body: body)
    DispatchQueue.concurrentPerform(iterations: parts) { part in withDenormalsFlushed { work.body(part) } }
  }
}

private struct Work: @unchecked Sendable {
  // Unchecked: what `inParallel` asks of its caller is what a Sendable function would promise.
  let body: (Int) -> Void
}
