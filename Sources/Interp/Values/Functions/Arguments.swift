import Basics
import DSL

/// The arguments of a running builtin: one slot for each parameter, then those of the rest parameter.
struct Arguments {
  let slots: UnsafeMutablePointer<Value>
  let count: Int
  let form: Builtin.Form
  let machine: UnsafeMutablePointer<Machine>
  /// The call.
  let span: Span

  var context: Context { machine.pointee.context }

  /// The argument for parameter `index`, or its default where there is none or `none`.
  subscript(index: Int) -> Value {
    let value = slots[index]
    return value.isNone ? standard(index) ?? value : value
  }

  /// The default of parameter `index`, if it is a value.
  private func standard(_ index: Int) -> Value? {
    guard index < form.parameters.count, case .value(let value) = form.parameters[index].standard else { return nil }
    return value
  }

  /// Whether what runs is to stop: Ctrl-C, or the search around it has given up.
  var isInterrupted: @Sendable () -> Bool {
    let interruption = machine.pointee.interruption
    return { interruption.isRequested }
  }

  /// The arguments of the rest parameter, which is the last.
  var rest: UnsafeBufferPointer<Value> {
    let fixed = form.parameters.count - 1
    return UnsafeBufferPointer(start: slots + fixed, count: count - fixed)
  }

  /// The same arguments as those of another form of the builtin.
  func taken(by other: Builtin.Form) -> Arguments {
    Arguments(slots: slots, count: count, form: other.named(form.name), machine: machine, span: span)
  }

  func isGiven(_ index: Int) -> Bool {
    if case .missing = slots[index] { return false }
    return true
  }

  /// Who calls functions above the builtin's own slots.
  var evaluator: Evaluator { Evaluator(machine: machine, slots: slots + count) }

  /// Calls a function value with `arguments`, above the builtin's own slots.
  func call(_ function: Value, _ arguments: Value...) throws(Exit) -> Value {
    let base = slots + count
    if case .function(let function) = function, function.isPlain, function.parameterCount == arguments.count,
      base + arguments.count <= machine.pointee.stackEnd
    {
      for (index, argument) in arguments.enumerated() { base[index] = argument }
      return try function.call(base, machine, span)
    }
    return try invoke(function, BoundArguments(positional: ContiguousArray(arguments)), base, machine, span)
  }

  /// `call` where the answer must be a boolean.
  func test(_ function: Value, _ argument: Value) throws(Exit) -> Bool {
    let value = try call(function, argument)
    if case .bool(let truth) = value { return truth }
    throw failure(.argumentKind, "the function must give `true` or `false`, not \(value.kind)", span)
  }

  // What a parameter takes. The errors name the parameter.

  func number(_ index: Int) throws(Exit) -> Double {
    if let number = self[index].number { return number }
    throw wrongKind(index, "a number")
  }

  func int(_ index: Int) throws(Exit) -> Int {
    switch self[index] {
    case .int(let i): return i
    case .real(let r): if let whole = Int(exactly: r) { return whole }
    default: break
    }
    throw wrongKind(index, "a whole number") { value in
      // Of many numbers, any other one would fit as well as this.
      switch (value, self[index]) {
      case (.int, .list): true
      case (.int, .text(let text)): Double(text.string) == nil && name(index) != "seed"
      default: false
      }
    }
  }

  func bool(_ index: Int) throws(Exit) -> Bool {
    if case .bool(let truth) = self[index] { return truth }
    throw wrongKind(index, "`true` or `false`")
  }

  func string(_ index: Int) throws(Exit) -> String { try text(index).string }

  /// A string, or a list of strings.
  ///
  /// - Parameters:
  ///   - index: the parameter's.
  ///   - what: what the strings are, for what is said of an item that is none.
  /// - Returns: the strings.
  /// - Throws: a failure where it is something else.
  func texts(_ index: Int, _ what: String) throws(Exit) -> [String] {
    guard case .list(let items) = self[index] else { return [try string(index)] }
    var texts: [String] = []
    for item in items {
      guard let text = item.string else {
        throw failure(.argumentKind, "`\(name(index))` takes \(what), not \(item.kind)", place(index))
      }
      texts.append(text)
    }
    return texts
  }

  /// A string as its bytes.
  func text(_ index: Int) throws(Exit) -> Text {
    if case .text(let text) = self[index] { return text }
    var hint: String?
    if case .record(let record) = self[index], case .text? = record["text"] {
      hint = "`\(words(index) ?? "out").text` is what the program printed."
    }
    throw wrongKind(index, "a string", hint: hint) { value in
      if case .text = value { name(index) == "path" } else { false }
    }
  }

  /// The items of a list or of anything that has some.
  func list(_ index: Int) throws(Exit) -> ContiguousArray<Value> {
    if let items = try items(of: self[index]) { return items }
    throw wrongKind(index, "a list") { if case .list = $0 { true } else { false } }
  }

  /// The first items of a list or of anything that has some, none of the others being made.
  func prefix(_ index: Int, _ count: Int) throws(Exit) -> ContiguousArray<Value> {
    guard case .host(let host) = self[index], let length = host.length else {
      return ContiguousArray(try list(index).prefix(count))
    }
    return try map(0..<min(count, length)) { (place) throws(Exit) in host.item(at: place) }
  }

  /// The items of a list or of anything that has some; nil for other values.
  func items(of value: Value) throws(Exit) -> ContiguousArray<Value>? { try machine.items(of: value, span) }

  /// A whole number from 0 up.
  func count(_ index: Int) throws(Exit) -> Int {
    let count = try int(index)
    guard count >= 0 else {
      throw failure(.argumentRange, "`\(name(index))` must not be negative, as \(count) is", place(index))
    }
    return count
  }

  /// A number from 0 to below 1: a share of `whole`.
  func share(_ index: Int, of whole: String) throws(Exit) -> Double {
    let share = try number(index)
    if share >= 0, share < 1 { return share }
    let isPercentage = share > 1 && share < 100 && share == share.rounded()
    let example = isPercentage ? "\(realText(share))%" : "20%"
    let isLabelled = form.parameters[index].declaration.passing == .label
    throw failure(
      .argumentRange,
      "`\(name(index))` is a share of \(whole), from 0 to below 1", place(index), label: "this is \(realText(share))",
      hint: "write `\(isLabelled ? "\(name(index)): \(example)" : "\(form.name)(\(example))")`.")
  }

  /// A number above 0 of seconds, or a duration, in seconds.
  func seconds(_ index: Int) throws(Exit) -> Double {
    let value = self[index]
    var seconds = value.number
    if case .quantity(let quantity) = value, quantity.unit == .seconds { seconds = quantity.amount }
    guard let seconds else { throw wrongKind(index, "a time such as `30s`") }
    guard seconds > 0 else { throw failure(.argumentRange, "`\(name(index))` must be above 0", place(index)) }
    return seconds
  }

  /// Something that can be called.
  func function(_ index: Int) throws(Exit) -> Value {
    switch self[index] {
    case .function, .builtin, .host: return self[index]
    default:
      throw wrongKind(index, "a function") { value in
        switch value {
        case .function, .builtin: true
        default: false
        }
      }
    }
  }

  func record(_ index: Int) throws(Exit) -> Record {
    if case .record(let record) = self[index] { return record }
    throw wrongKind(index, "a record")
  }

  func host<H: Host>(_ index: Int, _ type: H.Type, _ expected: String) throws(Exit) -> H {
    if case .host(let host) = self[index], let host = host as? H { return host }
    throw wrongKind(index, expected) { if case .host(let host) = $0 { host is H } else { false } }
  }

  /// `read(index)`, or nil where the parameter is `none`.
  func optional<T>(_ index: Int, _ read: (Int) throws(Exit) -> T) throws(Exit) -> T? {
    self[index].isNone ? nil : try read(index)
  }

  /// The numbers of a list of numbers.
  func numbers(_ index: Int) throws(Exit) -> [Double] {
    var numbers: [Double] = []
    try forEach(try list(index)) { (item) throws(Exit) in
      guard let number = item.number else { throw wrongItem(index, item) }
      numbers.append(number)
    }
    return numbers
  }

  /// The failure of a list of numbers that holds something else.
  @inline(never)
  func wrongItem(_ index: Int, _ item: Value) -> Exit {
    let list = words(index).flatMap { $0.count <= 30 ? $0 : nil } ?? "xs"
    let hint: String? =
      switch item {
      case .none: "`filter(\(list), fn(x) = x != none)` leaves them out."
      case .text(let text) where Double(text.string) != nil: "`[number(x) for x in \(list)]` is a list of numbers."
      case .host(let host) where host.fieldNames.contains("value"): "`[x.value for x in \(list)]` is a list of numbers."
      case .list: "`[x[0] for x in \(list)]` are the first of each."
      case .bool: "`[if x { 1 } else { 0 } for x in \(list)]` is a list of numbers."
      case .record(let record): record.fields.first.map { "`[row.\($0.name) for row in \(list)]` is a column of them." }
      default: nil
      }
    return failure(
      .argumentKind, "`\(name(index))` must be a list of numbers; it holds \(item.kind)", place(index), hint: hint)
  }

  /// Whether a value has fields, and so no order.
  static func isItem(_ value: Value) -> Bool {
    switch value {
    case .record: true
    case .host(let host): host.length == nil && !host.fieldNames.isEmpty
    default: false
    }
  }

  func name(_ index: Int) -> String { form.parameters[min(index, form.parameters.count - 1)].name }

  /// The failure of an argument that is of another kind than its parameter takes.
  ///
  /// - Parameters:
  ///   - index: the parameter.
  ///   - expected: what it takes.
  ///   - hint: what would help.
  ///   - fits: whether it would take another value: where that is another argument, the two may stand in the wrong order.
  /// - Returns: the failure, at the argument.
  @inline(never)
  func wrongKind(
    _ index: Int, _ expected: String, hint: String? = nil, fits: (Value) -> Bool = { _ in false }
  ) -> Exit {
    failure(
      .argumentKind,
      "`\(name(index))` must be \(expected), not \(self[index].kind)", place(index),
      hint: hintAtStudyFunction(index) ?? turned(index, where: fits) ?? hint ?? advice(index, expected))
  }
}
