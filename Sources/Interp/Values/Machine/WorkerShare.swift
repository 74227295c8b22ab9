/// What a worker of a search has for itself.
struct WorkerShare: Sendable {
  /// The names of its GPUs; nil where all workers see all.
  var gpus: [String]?
  /// Its processors; nil where all workers run on all.
  var processors: ProcessorSet?

  /// What programs that it runs find in their environment: which GPUs they use, and how many threads those that ask for none
  /// start.
  var environment: [String: String] {
    var environment: [String: String] = [:]
    if let gpus { environment[GPUs.variable] = gpus.joined(separator: ",") }
    if let processors {
      for name in Self.threadCounts { environment[name] = String(processors.numbers.count) }
    }
    return environment
  }

  /// The variables by which libraries are told their number of threads.
  static let threadCounts = [
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS", "LOKY_MAX_CPU_COUNT", "RAYON_NUM_THREADS", "POLARS_MAX_THREADS", "JULIA_NUM_THREADS",
  ]
}

extension UnsafeMutablePointer<Machine> {
  /// Has the thread that calls this work with a share of a search's own.
  func take(_ share: WorkerShare?) {
    guard let share else { return }
    pointee.share = share
    share.processors?.take()
  }
}
