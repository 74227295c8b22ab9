import Basics
import DSL

/// What the compiler makes of a function's text.
final class Code: @unchecked Sendable {
  let name: String
  let parameters: ParameterList
  /// As the function prints: `fn name(a, b = 2)`.
  let signature: String
  /// Slots that hold values while the body runs: parameters first, then locals.
  let localCount: Int
  /// All slots that the body may use for itself and for the arguments of its calls.
  let frameSize: Int
  let captureCount: Int
  let body: Node
  /// Where the function is defined.
  let span: Span
  /// All of its text, from the parameters to the end of the body.
  let text: Span

  init(
    name: String, parameters: ParameterList, signature: String, localCount: Int, frameSize: Int, captureCount: Int,
    body: Node, span: Span, text: Span
  ) {
    self.name = name
    self.parameters = parameters
    self.signature = signature
    self.localCount = localCount
    self.frameSize = frameSize
    self.captureCount = captureCount
    self.body = body
    self.span = span
    self.text = text
  }
}

/// A function value: code and captured values.
public final class Function: @unchecked Sendable {
  // Copied out of `code`: a `let` of `self` is used without counting, a `let` of a `let` is not.
  let body: Node
  let parameterCount: Int
  let localCount: Int
  let frameSize: Int
  /// Whether exactly one value for each parameter may be passed in order, as nearly all calls do.
  let isPlain: Bool
  let code: Code
  let captures: UnsafeMutablePointer<Value>

  init(_ code: Code) {
    self.code = code
    body = code.body
    parameterCount = code.parameters.signature.parameters.count
    localCount = code.localCount
    frameSize = code.frameSize
    isPlain = code.parameters.signature.rest == nil
    captures = .allocate(capacity: max(1, code.captureCount))
    for index in 0..<code.captureCount { (captures + index).initialize(to: .none) }
  }

  deinit {
    captures.deinitialize(count: code.captureCount)
    captures.deallocate()
  }

  /// Runs the body with one value for each parameter in the first of `slots`.
  @inline(__always)
  func call(_ slots: UnsafeMutablePointer<Value>, _ machine: UnsafeMutablePointer<Machine>, _ span: Span)
    throws(Exit) -> Value
  {
    guard machine.pointee.depth < machine.pointee.depthLimit, slots + frameSize <= machine.pointee.stackEnd else {
      throw tooDeep(span)
    }
    try machine.poll()
    var frame = Frame(slots: slots, function: .passUnretained(self), machine: machine)
    // The frame itself is on the native stack.
    let here = withUnsafePointer(to: &frame) { UInt(bitPattern: $0) }
    if here < machine.pointee.lowestAddress { throw tooDeep(span) }
    machine.pointee.depth &+= 1
    do throws(Exit) {
      let result = try body.eval(&frame)
      leave(slots, machine)
      return result
    } catch {
      leave(slots, machine)
      guard case .returned = error else {
        throw error.placed(atCall: span, of: code.parameters.signature, machine.pointee.context.sources)
      }
      let result = machine.pointee.result
      machine.pointee.result = .none
      return result
    }
  }

  @inline(__always)
  private func leave(_ slots: UnsafeMutablePointer<Value>, _ machine: UnsafeMutablePointer<Machine>) {
    machine.pointee.depth &-= 1
    for index in 0..<localCount { (slots + index).put(.none) }
  }
}

@inline(never)
func tooDeep(_ span: Span) -> Exit {
  failure(
    .callsTooDeep, "calls are nested too deeply", span, hint: "a function that calls itself needs a case that ends.")
}
