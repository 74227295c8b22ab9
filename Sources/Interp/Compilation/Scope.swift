import DSL

/// A name of the top level: a slot at the bottom of the stack.
struct GlobalName: Sendable {
  let slot: Int
  let isVariable: Bool
}

/// The top level of one file, or of the prompt: its names, over those of the library, over the builtins.
///
/// The checker has found every error that can be found in the text; the compiler only asks where a value lies.
final class ModuleScope {
  var names: [String: GlobalName] = [:]
  let library: [String: GlobalName]

  init(library: [String: GlobalName] = [:]) { self.library = library }

  func find(_ name: String) -> GlobalName? { names[name] ?? library[name] }
}

/// Where a name's value lies, seen from the function that is being compiled.
enum Access {
  case local(slot: Int, isVariable: Bool)
  case captured(Int)
  /// A name of the top level.
  case global(GlobalName)
  /// The running function.
  case itself
  /// A builtin function or constant.
  case builtin(Value)
  /// A function of a block around, declared further down; see `Compiler.functionAhead`.
  case ahead(FunctionDeclaration, scope: FunctionScope, block: Int)
}

/// The names of one block.
struct BlockScope {
  var slots: [String: (slot: Int, isVariable: Bool)] = [:]
  /// Functions whose statement was not compiled yet.
  var ahead: [String: FunctionDeclaration] = [:]
}

/// One function that is being compiled, or the top level.
final class FunctionScope {
  let parent: FunctionScope?
  /// How many blocks of the parent the function stands in.
  let parentBlocks: Int
  /// Blocks of functions between this one and `home` are not seen: the function's text stands in `home`.
  let home: FunctionScope?
  let name: String?
  /// For the top level only.
  let module: ModuleScope?
  var blocks: [BlockScope] = []
  /// The next free slot.
  private(set) var top: Int
  /// The largest `top` so far.
  private(set) var frameSize: Int
  /// What the parent must hand over when it makes the function: nodes to be evaluated in the parent's frame.
  var captures: [Node] = []
  private var capturedNames: [String: Int] = [:]
  /// How many parameters the function has, if it has no rest parameter.
  var plainParameterCount: Int?

  /// The top level of `module`, with temporaries from `firstSlot`.
  init(module: ModuleScope, firstSlot: Int) {
    parent = nil
    parentBlocks = 0
    home = nil
    name = nil
    self.module = module
    top = firstSlot
    frameSize = firstSlot
  }

  /// A function that stands in `home`, `blocks` blocks deep, and is made in `parent`.
  init(name: String?, parent: FunctionScope, home: FunctionScope, blocks: Int) {
    self.name = name
    self.parent = parent
    self.home = home
    parentBlocks = blocks
    module = nil
    top = 0
    frameSize = 0
  }

  /// Slots that the function keeps values in until it ends.
  private(set) var localCount = 0

  /// A slot for a local, or for a value that is kept while others are computed.
  func take() -> Int {
    let slot = takeArgument()
    localCount = max(localCount, top)
    return slot
  }

  /// Slots for arguments: the callee clears them when it ends.
  func takeArgument(_ count: Int = 1) -> Int {
    let slot = top
    top += count
    frameSize = max(frameSize, top)
    return slot
  }

  func release(to slot: Int) { top = slot }

  func declare(_ name: String, isVariable: Bool) -> Int {
    let slot = take()
    blocks[blocks.count - 1].slots[name] = (slot, isVariable)
    blocks[blocks.count - 1].ahead[name] = nil
    return slot
  }

  // MARK: Lookup

  /// Where `name` lies, looking through the innermost `count` blocks of this function first.
  func access(_ name: String, blocks count: Int? = nil) -> Access? {
    let seen = count ?? blocks.count
    for index in (0..<seen).reversed() {
      if let found = blocks[index].slots[name] { return .local(slot: found.slot, isVariable: found.isVariable) }
      if let function = blocks[index].ahead[name] { return .ahead(function, scope: self, block: index) }
    }
    if name == self.name { return .itself }
    if let module {
      if let global = module.find(name) { return .global(global) }
      return BuiltinTable.value(of: name).map { .builtin($0) }
    }
    guard let parent, let home else { return nil }
    return parent.outerAccess(name, home: home, blocks: parentBlocks).map { capture(name, $0) }
  }

  /// `access` on behalf of a function made here whose text stands in `home`.
  private func outerAccess(_ name: String, home: FunctionScope, blocks: Int) -> Access? {
    if self === home { return access(name, blocks: blocks) }
    // A function of `home` that is being compiled is itself, not yet the value in its slot.
    if name == self.name, self.home === home { return .itself }
    return parent?.outerAccess(name, home: home, blocks: blocks).map { capture(name, $0) }
  }

  /// Hands a value of the parent's over to this function.
  private func capture(_ name: String, _ outer: Access) -> Access {
    switch outer {
    case .global, .builtin, .ahead: return outer
    case .local(let slot, let isVariable):
      if isVariable { return outer }
      return capture(name, Local(slot, .nowhere))
    case .captured(let index): return capture(name, Captured(index, .nowhere))
    case .itself: return capture(name, Itself(.nowhere))
    }
  }

  private func capture(_ name: String, _ node: Node) -> Access {
    if let index = capturedNames[name], isSameSource(captures[index], node) { return .captured(index) }
    captures.append(node)
    capturedNames[name] = captures.count - 1
    return .captured(captures.count - 1)
  }

  private func isSameSource(_ a: Node, _ b: Node) -> Bool {
    if let a = a as? Captured, let b = b as? Captured { return a.index == b.index }
    if a is Local, b is Local { return a.slot == b.slot }
    return a is Itself && b is Itself
  }
}
