import DSL

/// One thread of evaluation.
///
/// A struct behind a pointer: what every frame mentions must not be counted.
struct Machine {
  /// Slots are always initialized.
  ///
  /// The names of the top level lie at the bottom, frames of calls above them.
  let stack: UnsafeMutablePointer<Value>
  let stackEnd: UnsafeMutablePointer<Value>
  var depth = 0
  let depthLimit: Int
  /// The lowest address that the thread's own stack may reach: long expressions use it up sooner than calls are counted.
  let lowestAddress: UInt
  var interruption: Interruption
  /// What was ready when Ctrl-C came, for the session to take.
  var kept: Kept?
  /// The name that the statement has given it, if that is its whole value.
  var keptName: String?
  /// The value on its way out of a function when `returned` is thrown.
  var result = Value.none
  /// What builtins reach of the world.
  let context: Context
  /// The trial whose objective is running, for `report` and `note`.
  var trial: RunningTrial?
  /// The number of the thread among the workers of its search; 0 for the thread of the program.
  var worker = 0
  /// What the worker has for itself.
  var share = WorkerShare()
  /// The last program that `run` has started and that has ended; each trial's its own.
  var endedProgram: EndedProgram?
  /// What strategies, networks and splits without a seed of their own use: `seed(N)` sets it, each trial for itself.
  var seed: UInt64

  static let slotCount = 100_000
  static let depthLimit = 5_000

  init(lowestAddress: UInt, interruption: Interruption, context: Context, seed: UInt64) {
    stack = .allocate(capacity: Self.slotCount)
    stack.initialize(repeating: .none, count: Self.slotCount)
    stackEnd = stack + Self.slotCount
    depthLimit = Self.depthLimit
    self.lowestAddress = lowestAddress
    self.interruption = interruption
    self.context = context
    self.seed = seed
  }

  func deallocate() {
    stack.deinitialize(count: stackEnd - stack)
    stack.deallocate()
  }
}

/// What an evaluation had ready when it was interrupted: the study or the run so far.
struct Kept {
  let value: Value
  /// The text whose value it would have become.
  let span: Span
}

extension UnsafeMutablePointer<Machine> {
  /// Keeps what is ready of an evaluation that ends now; in a trial, nothing is.
  func keep(_ value: Value, _ span: Span) {
    if pointee.trial == nil { pointee.kept = Kept(value: value, span: span) }
  }

  /// Stops here if asked to: one load and a branch.
  ///
  /// On the pointer, because a method of the struct would count
  /// `interruption`.
  @inline(__always) func poll() throws(Exit) {
    if pointee.interruption.isRequested { throw .interrupted }
  }
}

/// What a node can see: the slots of its function, the function itself (for its captures) and the machine.
///
/// Passed `inout`, that is as one pointer.
struct Frame {
  let slots: UnsafeMutablePointer<Value>
  /// Kept alive by the caller.
  let function: Unmanaged<Function>
  let machine: UnsafeMutablePointer<Machine>

  @inline(__always) var captures: UnsafeMutablePointer<Value> { function._withUnsafeGuaranteedRef { $0.captures } }
}

extension Unmanaged {
  /// Uses the object without counting a reference; something else keeps it alive meanwhile.
  /// (`_withUnsafeGuaranteedRef` with a typed throw.)
  @inline(__always)
  func borrowed<R>(_ body: (Instance) throws(Exit) -> R) throws(Exit) -> R {
    let outcome: Result<R, Exit> = _withUnsafeGuaranteedRef { object in
      do throws(Exit) { return .success(try body(object)) } catch { return .failure(error) }
    }
    return try outcome.get()
  }
}
