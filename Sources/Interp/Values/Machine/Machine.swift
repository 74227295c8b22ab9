import DSL
import Glibc
import Synchronization

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
  var interruption: Interruption { didSet { alarm = interruption.alarm } }
  /// Where a look tells whether the interruption has to be asked.
  private(set) var alarm: UnsafeMutablePointer<Atomic<Int>>
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

  static let depthLimit = 5_000

  init(stack: MachineStack, lowestAddress: UInt, interruption: Interruption, context: Context, seed: UInt64) {
    self.stack = stack.start
    stackEnd = stack.end
    depthLimit = Self.depthLimit
    self.lowestAddress = lowestAddress
    self.interruption = interruption
    alarm = interruption.alarm
    self.context = context
    self.seed = seed
  }

}

/// The slots of a thread of evaluation.
///
/// Whoever has made them deallocates them, after the thread has ended.
struct MachineStack: @unchecked Sendable {
  static let slotCount = 100_000

  let start: UnsafeMutablePointer<Value>
  var end: UnsafeMutablePointer<Value> { start + Self.slotCount }

  /// Slots that hold `false`; nil where there is no memory for them.
  init?() {
    // Memory of zeros is `false` all over (`Value.layoutIsAsAssumed`), and costs nothing before it is used.
    guard let zeros = calloc(Self.slotCount, MemoryLayout<Value>.stride) else { return nil }
    start = zeros.bindMemory(to: Value.self, capacity: Self.slotCount)
  }

  func deallocate() {
    for slot in start..<end where slot.isCounted { slot.deinitialize(count: 1) }
    free(start)
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
  /// On the pointer, because a method of the struct would count `interruption`.
  @inline(__always) func poll() throws(Exit) {
    if pointee.alarm.pointee.load(ordering: .relaxed) != 0 { try ask() }
  }

  @inline(never) private func ask() throws(Exit) {
    if pointee.interruption.isRequested { throw .interrupted }
  }
}

/// What a node can see: the slots of its function, the function itself (for its captures) and the machine.
///
/// Passed `inout`, that is as one pointer.
struct Frame {
  /// What constants lie behind: they are at addresses of their own.
  private let origin = 0
  let slots: UnsafeMutablePointer<Value>
  let captures: UnsafeMutablePointer<Value>
  /// Kept alive by the caller.
  let function: Unmanaged<Function>
  let machine: UnsafeMutablePointer<Machine>

  init(
    slots: UnsafeMutablePointer<Value>, function: Unmanaged<Function>, machine: UnsafeMutablePointer<Machine>
  ) {
    (self.slots, self.function, self.machine) = (slots, function, machine)
    captures = function._withUnsafeGuaranteedRef { $0.captures }
  }

  fileprivate static let originOffset = MemoryLayout<Frame>.offset(of: \.origin) ?? 0
  fileprivate static let slotsOffset = MemoryLayout<Frame>.offset(of: \.slots) ?? 0
  fileprivate static let capturesOffset = MemoryLayout<Frame>.offset(of: \.captures) ?? 0
}

/// Where the value of a near node lies: so many bytes behind one of the addresses in the frame.
///
/// So a local, what the function has captured and a constant are reached by the same two loads, without a branch.
struct Address {
  /// Where in the frame the address stands that is counted from.
  private let base: Int
  private let offset: Int

  private init(_ base: Int, _ offset: Int) { (self.base, self.offset) = (base, offset) }

  static let nowhere = Address(Frame.originOffset, 0)
  static func slot(_ index: Int) -> Address { Address(Frame.slotsOffset, index * MemoryLayout<Value>.stride) }
  static func capture(_ index: Int) -> Address { Address(Frame.capturesOffset, index * MemoryLayout<Value>.stride) }
  static func constant(_ value: UnsafeMutablePointer<Value>) -> Address {
    Address(Frame.originOffset, Int(bitPattern: value))
  }

  var isNowhere: Bool { base == Frame.originOffset && offset == 0 }

  /// The value; nil if the address is nowhere.
  @inline(__always) func pointer(_ f: inout Frame) -> UnsafeMutablePointer<Value>? {
    let start = withUnsafeMutablePointer(to: &f) { UnsafeRawPointer($0).load(fromByteOffset: base, as: Int.self) }
    return UnsafeMutablePointer(bitPattern: start &+ offset)
  }
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
