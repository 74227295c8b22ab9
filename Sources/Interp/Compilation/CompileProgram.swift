import DSL

/// A compiled file, or a compiled input of the prompt.
struct CompiledProgram {
  /// A statement of the top level.
  struct Step {
    enum Kind {
      case effect
      /// An expression statement: its value may be shown.
      case expression
      /// A bare `search` statement: even a file shows its summary.
      case search
    }
    let node: Node
    let kind: Kind
    /// The name that a declaration binds, and its slot.
    var name: String?
    var slot: Int?
    /// The text of the value that is bound or shown.
    var span = Span.nowhere
  }

  /// `test "title" { ... }`, as a function without parameters.
  struct Test {
    let title: String
    let code: MakeFunction
    let span: Span
  }

  /// Functions of the top level: made before the first step, for they see each other wherever they stand.
  var functions: [Step] = []
  var steps: [Step] = []
  var tests: [Test] = []
  /// Where the records of imported modules go, by the path as it is written.
  var moduleSlots: [(file: String, slot: Int)] = []
  /// The slots that the names of the program take.
  var slots: Range<Int> = 0..<0
  /// Slots in use at most, for names and temporaries together.
  var frameSize = 0
}

extension Compiler {
  /// Compiles a program whose names go to the slots from `firstSlot` and into `module`.
  ///
  /// - Parameters:
  ///   - program: the checked tree.
  ///   - module: the names so far; those that the program binds are added.
  ///   - firstSlot: the first slot of the machine's stack that is not in use.
  ///   - sources: the text of the program.
  /// - Returns: the program.
  /// - Throws: a failure where the text cannot be compiled.
  static func compile(
    _ program: Program, in module: ModuleScope, firstSlot: Int, sources: SourceMap
  ) throws(Exit) -> CompiledProgram {
    var compiled = CompiledProgram()
    let names = program.statements.compactMap(\.boundName)
    compiled.slots = firstSlot..<(firstSlot + names.count)
    let scope = FunctionScope(module: module, firstSlot: compiled.slots.upperBound)
    let compiler = Compiler(scope: scope, sources: sources)
    var nextSlot = firstSlot
    func bind(_ name: String, isVariable: Bool) -> Int {
      module.names[name] = GlobalName(slot: nextSlot, isVariable: isVariable)
      nextSlot += 1
      return nextSlot - 1
    }
    for case .function(let declaration) in program.statements.map(\.kind) {
      _ = bind(declaration.name.text, isVariable: false)
    }
    for statement in program.statements {
      switch statement.kind {
      case .function(let declaration):
        guard let slot = module.names[declaration.name.text]?.slot else { continue }
        let node = try compiler.function(declaration.function, name: declaration.name.text)
        compiled.functions.append(.init(node: SetLocal(slot, node), kind: .effect, name: declaration.name.text))
      case .declaration(let declaration):
        // The value is compiled first: in `let x = x + 1` at the prompt it sees the older `x`.
        let value = try compiler.expression(declaration.value)
        let slot = bind(declaration.name.text, isVariable: declaration.isVariable)
        compiled.steps.append(
          .init(
            node: assignment(slot, value), kind: .effect, name: declaration.name.text, slot: slot,
            span: declaration.value.unparenthesized.span))
      case .importFile(let file, _, let name):
        // The session has run the file; a name takes its values as a record.
        if let name { compiled.moduleSlots.append((file, bind(name.text, isVariable: false))) }
      case .test(let title, let block):
        let literal = FunctionLiteral(parameters: [], body: block, signature: statement.span)
        if let code = try compiler.function(literal, name: nil, title: title) as? MakeFunction {
          compiled.tests.append(.init(title: title, code: code, span: statement.span))
        }
      case .expression(let expression):
        let isSearch =
          switch expression.kind {
          case .search, .widening: true
          default: false
          }
        compiled.steps.append(
          .init(
            node: try compiler.expression(expression), kind: isSearch ? .search : .expression,
            span: expression.unparenthesized.span))
      default:
        compiled.steps.append(.init(node: try compiler.effect(statement), kind: .effect))
      }
    }
    compiled.frameSize = scope.frameSize
    return compiled
  }
}

extension Statement {
  /// The name of the top level that the statement binds.
  fileprivate var boundName: String? {
    switch kind {
    case .declaration(let declaration): declaration.name.text
    case .function(let declaration): declaration.name.text
    case .importFile(_, _, let name): name?.text
    default: nil
    }
  }
}
