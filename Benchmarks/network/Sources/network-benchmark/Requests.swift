import CPeak
import NN

/// A request that there is no answer to.
struct Unknown: Error {}

/// Answers requests, one after the other; what it made for one serves the next that asks for the same.
struct Requests {
  private var run: (request: [String], state: TrainingState)?
  private var product: (request: [String], work: () -> Double)?

  /// Does what the words ask for.
  mutating func answer(_ words: [String]) throws -> Measurement {
    guard let command = words.first else { throw Unknown() }
    if command == "first" { return try firstStep(Request(words.dropFirst())) }
    guard let seconds = words.last.flatMap(Double.init) else { throw Unknown() }
    switch command {
    case "train": return try train(words.dropFirst().dropLast(), seconds: seconds)
    case "gemm", "conv": return try multiply(words.dropLast(), seconds: seconds)
    case "peak": return measure(seconds: seconds) { peak_multiply_adds(10_000_000) }
    default: throw Unknown()
    }
  }

  /// Whole epochs without validation: every step from fetching the batch to the changed weights.
  private mutating func train(_ words: [String], seconds: Double) throws -> Measurement {
    var state: TrainingState
    if let run, run.request == words {
      state = run.state
    } else {
      let request = try Request(words)
      state = try TrainingState(
        request.network.model, on: request.network.data(items: request.network.items), options: request.options)
      try state.advance()
    }
    run = nil  // so that the state's memory has one owner while it trains
    defer { run = (words, state) }
    return try measure(seconds: seconds) {
      try state.advance()
      return Double(state.data.train.count)
    }
  }

  /// From the call of training to the end of the first step; the data is there before.
  private func firstStep(_ request: Request) throws -> Measurement {
    let data = try request.network.data(items: request.options.batch)
    return try measure(seconds: 0) {
      _ = try request.network.model.train(on: data, options: request.options)
      return 1
    }
  }

  private mutating func multiply(_ words: [String], seconds: Double) throws -> Measurement {
    let work = try product.flatMap { $0.request == words ? $0.work : nil } ?? makeProduct(words)
    product = (words, work)
    _ = work()
    return measure(seconds: seconds, work)
  }

  private func makeProduct(_ words: [String]) throws -> () -> Double {
    let sizes = words.dropFirst().compactMap { Int($0) }
    switch (words[0], sizes.count) {
    case ("gemm", 3): return Products().product(rows: sizes[0], columns: sizes[1], inner: sizes[2])
    case ("conv", 5):
      return Products().convolution(
        images: sizes[0], side: sizes[1], channels: sizes[2], filters: sizes[3], kernel: sizes[4])
    default: throw Unknown()
    }
  }
}

/// What is trained, and how.
private struct Request {
  let network: BenchmarkNetwork
  let options: TrainingOptions

  init(_ words: some Collection<String>) throws {
    let words = Array(words)
    guard words.count == 3, let network = BenchmarkNetwork(rawValue: words[0]), let batch = Int(words[1]),
      let optimizer = OptimizerName(rawValue: words[2])
    else { throw Unknown() }
    self.network = network
    options = TrainingOptions(learningRate: optimizer == .adam ? 0.001 : 0.01, batch: batch, optimizer: optimizer)
  }
}
