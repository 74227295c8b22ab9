import Basics
import DSL

/// One run of programs: the names that are bound, and the machine that evaluates.
///
/// A session belongs to the thread that made it, which should have a deep stack (`onDeepStack`). Inputs follow each other;
/// each sees the names that the ones before it have bound.
public final class Session {
  /// How an input is read, and what is shown of it.
  public enum Mode: Sendable {
    /// A line of the prompt, perhaps unfinished. Values are shown; a second `let` of a name is a new binding.
    case prompt
    /// `-e`: like the prompt, but finished.
    case code
    /// A script: only a bare `search` shows its summary.
    case file
    /// An example of a documentation: like `-e`, but what it shows is only kept.
    case example
  }

  /// What the session reaches of the world.
  public let context: Context
  /// Ctrl-C and SIGTERM.
  let interruption: Interruption
  let machine: UnsafeMutablePointer<Machine>
  private let stack: MachineStack
  /// What `library` names are bound to.
  private(set) var library: [String: GlobalName] = [:]
  /// Names as the checker knows them: builtins, the library, and what this session has bound.
  private(set) var names = Names(BuiltinTable.knownNames)
  /// The program of the library.
  private(set) var libraryProgram = Program(statements: [], span: .nowhere)
  /// The same names before the first input.
  private var firstNames = Names()
  /// The top level of the prompt, or of the script.
  private(set) var scope = ModuleScope()
  /// The first slot of the stack that is not taken by names.
  private var nextSlot = 0
  /// The slot of `_`: what was shown last.
  private var lastValueSlot = 0
  /// Imported files by path.
  var modules: [String: Module] = [:]
  /// Whether a program is run for its tests alone.
  var isTesting = false
  /// The files whose import is under way, to find cycles.
  var importing: [String] = []
  /// What the frames of the top level run in.
  private let noFunction = Function(
    Code(
      name: "top level", parameters: ParameterList(CallSignature([])), signature: "", localCount: 0, frameSize: 0,
      captureCount: 0, body: Constant(.none, .nowhere), span: .nowhere, text: .nowhere))

  /// A session with the library loaded.
  ///
  /// - Parameters:
  ///   - context: what it reaches of the world.
  ///   - interruption: what stops it.
  /// - Throws: a `Diagnostic` if the library itself is wrong, or there is no memory.
  public init(context: Context, interruption: Interruption = Interruption()) throws(Diagnostic) {
    guard Value.layoutIsAsAssumed else {
      throw Diagnostic(.unexplained, "this build lays values out in an unexpected way", at: .nowhere)
    }
    guard let stack = MachineStack() else {
      throw Diagnostic(.capacity, "there is no memory left to run programs in", at: .nowhere)
    }
    (self.context, self.interruption, self.stack) = (context, interruption, stack)
    machine = .allocate(capacity: 1)
    machine.initialize(
      to: Machine(
        stack: stack, lowestAddress: lowestStackAddress(), interruption: interruption, context: context,
        seed: context.settings.seed))
    try loadLibrary()
  }

  deinit {
    stack.deallocate()
    machine.deinitialize(count: 1)
    machine.deallocate()
  }

  private func loadLibrary() throws(Diagnostic) {
    let source = context.sources.add(name: "stdlib.hpo", text: Library.text, isBuiltIn: true)
    do {
      let program = try parse(source)
      let checked = DSL.check(program, in: names, mode: .file)
      if let error = checked.diagnostics.first(where: { $0.severity == .error }) { throw error }
      let module = ModuleScope()
      libraryProgram = program
      try execute(program, in: module) { _, _ in }
      library = module.names
      scope = ModuleScope(library: library)
      lastValueSlot = nextSlot
      machine.pointee.stack[lastValueSlot] = .none
      nextSlot += 1
      scope.names["_"] = lastValueName
      names.add(checked.names + [KnownName("_", .variable(isMutable: false))])
      firstNames = names
    } catch {
      throw (error as? Exit)?.diagnostic ?? (error as? Diagnostic) ?? Diagnostic(.unexplained, "\(error)", at: .nowhere)
    }
  }

  private var lastValueName: GlobalName { GlobalName(slot: lastValueSlot, isVariable: false) }

  // MARK: Running

  /// Runs a text: prints what it shows through the context's output, warnings through its notes.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - name: what messages call it.
  ///   - path: the file it came from, for imports beside it.
  ///   - mode: how it is read and shown.
  /// - Returns: what came of it.
  public func run(_ text: String, name: String, path: String? = nil, mode: Mode) -> Execution {
    var execution = Execution(outcome: .done)
    (machine.pointee.kept, machine.pointee.keptName) = (nil, nil)
    execution.outcome = outcome(of: text, name: name, path: path, mode: mode, &execution)
    context.setStage(nil)
    if case .interrupted = execution.outcome {
      interruption.clear()
      keepWhatIsReady(mode, &execution)
    }
    return execution
  }

  private func outcome(
    of text: String, name: String, path: String?, mode: Mode, _ execution: inout Execution
  ) -> Execution.Outcome {
    let source = context.sources.add(name: name, text: text)
    let program: Program
    do throws(Diagnostic) { program = try parse(source) } catch {
      return error.isUnfinished && mode == .prompt ? .unfinished : .refused([error])
    }
    let before = scope.names
    do {
      let prepared = try prepare(program, path: path, mode: mode == .file ? .file : .prompt)
      for warning in prepared.diagnostics { warn(warning, mode: mode) }
      bindImports(program, path: path)
      execution.record = InputRecord(
        program, source, path: path, uses: prepared.outerUses, imports: importedNames(of: program, path: path))
      let hidden = mode == .prompt && program.endsWithSemicolon ? program.expressionCount - 1 : nil
      var expression = -1
      let needed = isTesting && mode == .file ? program.neededByTests() : program
      execution.tested = try execute(needed, in: scope, path: path) { (value, isSearch) throws(Exit) in
        expression += 1
        let isHidden = expression == hidden
        if try show(value, isSearch: isSearch, mode: mode, isHidden: isHidden, &execution) {
          execution.record?.shows(expression)
        }
      }
      names.add(prepared.names)
      if mode == .prompt { sayStudies(of: program) }
      return .done
    } catch let refused as Refused {
      return .refused(refused.diagnostics)
    } catch let missing as MissingFile {
      return .missingFile(missing.diagnostic)
    } catch let exit as Exit {
      forgetUnbound(program, before)
      execution.record?.fail(bound: Set(scope.names.filter { before[$0.key]?.slot != $0.value.slot }.keys))
      if case .interrupted = exit { return .interrupted }
      if case .finished = exit { return .done }
      return .failed(keepStudy(of: exit, mode, &execution))
    } catch {
      return .failed(Diagnostic(.unexplained, "\(error)", at: .nowhere))
    }
  }

  /// Finds what can be found without running: syntax, names, labels, arity, units, empty ranges, imports.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - name: what messages call it.
  ///   - path: the file it came from, for imports beside it.
  /// - Returns: errors and warnings in the order of the text; where there are errors of syntax, these alone.
  public func check(_ text: String, name: String, path: String? = nil) -> Findings {
    analyze(text, name: name, path: path, in: context.sources).findings
  }

  /// Runs the imports of a program, and checks it.
  func prepare(_ program: Program, path: String?, mode: CheckMode) throws -> CheckResult {
    for statement in program.statements {
      if case .importFile(let file, let span, _) = statement.kind { _ = try load(file, besides: path, span) }
    }
    let known = importedNames(of: program, path: path)
    return try accepted(DSL.check(program, in: names, mode: mode, imports: { known[$0] }))
  }

  /// What was checked, unless it has errors.
  func accepted(_ checked: CheckResult) throws(Refused) -> CheckResult {
    guard checked.hasErrors else { return checked }
    throw Refused(diagnostics: checked.diagnostics.filter { $0.severity == .error })
  }

  /// Compiles and runs a checked program; `show` sees the values of its expression statements.
  @discardableResult
  func execute(
    _ program: Program, in module: ModuleScope, path: String? = nil,
    show: (Value, _ isSearch: Bool) throws(Exit) -> Void
  ) throws(Exit) -> Tested {
    let compiled = try Compiler.compile(program, in: module, firstSlot: nextSlot, sources: context.sources)
    for slot in compiled.slots { machine.pointee.stack[slot] = .missing }
    nextSlot = compiled.slots.upperBound
    guard compiled.frameSize < MachineStack.slotCount / 2 else {
      throw failure(.capacity, "there are too many names", program.span)
    }
    defer { for slot in nextSlot..<max(nextSlot, compiled.frameSize) { machine.pointee.stack[slot] = .none } }
    for (name, slot) in compiled.moduleSlots {
      if let full = location(of: name, besides: path), let module = modules[full] {
        machine.pointee.stack[slot] = record(of: module)
      } else {
        machine.pointee.stack[slot] = .record([])
      }
    }
    var frame = Frame(slots: machine.pointee.stack, function: .passUnretained(noFunction), machine: machine)
    for function in compiled.functions { try function.node.run(&frame) }
    for step in compiled.steps {
      do throws(Exit) {
        if step.kind == .effect {
          try step.node.run(&frame)
        } else {
          try show(try step.node.eval(&frame), step.kind == .search)
        }
      } catch {
        if case .interrupted = error, let kept = machine.pointee.kept, kept.span == step.span {
          if let slot = step.slot {
            machine.pointee.stack[slot] = kept.value
            machine.pointee.keptName = step.name
          } else {
            try show(kept.value, step.kind == .search)
          }
        }
        throw error
      }
    }
    let expectCount = program.statements.count { if case .expect = $0.kind { true } else { false } }
    return Tested(
      blocks: compiled.tests, expectCount: expectCount, examples: program.examples,
      imports: importedFiles(of: program, path: path))
  }

  /// Runs the block of a test.
  func run(_ test: CompiledProgram.Test) throws(Exit) {
    var frame = Frame(slots: machine.pointee.stack, function: .passUnretained(noFunction), machine: machine)
    let function = try test.code.eval(&frame)
    _ = try invoke(function, BoundArguments(), machine.pointee.stack + nextSlot, machine, test.span)
  }

  /// What `body` gives where inputs see the names of a module instead of those of the session, and bind none.
  func inside<R>(_ module: Module, _ body: () -> R) -> R {
    let outer = (scope, names)
    defer { (scope, names) = outer }
    scope = ModuleScope(library: library)
    scope.names = module.scope.names
    scope.names["_"] = lastValueName
    names = firstNames
    names.add(module.known)
    return body()
  }

  // MARK: Showing

  /// Shows a value, if it is one that is shown, and makes it `_`; says whether it did.
  private func show(
    _ value: Value, isSearch: Bool, mode: Mode, isHidden: Bool, _ execution: inout Execution
  ) throws(Exit) -> Bool {
    if mode == .file, !isSearch { return false }
    if value.isNone { return false }
    keep(value, &execution)
    if isHidden { return true }
    let text = try displayed(value, mode: mode)
    execution.shown.append(text)
    if mode != .example { context.output(text) }
    return true
  }

  /// Says in a line what the searches have found whose studies got a name and were not shown.
  private func sayStudies(of program: Program) {
    for case .declaration(let declaration) in program.statements.map(\.kind) {
      switch declaration.value.unparenthesized.kind {
      case .search, .widening, .call: break
      default: continue
      }
      guard let slot = scope.names[declaration.name.text]?.slot, let study = machine.pointee.stack[slot].study else {
        continue
      }
      context.notes("\(declaration.name.text): \(study.brief)")
    }
  }

  /// Makes a value `_`.
  private func keep(_ value: Value, _ execution: inout Execution) {
    machine.pointee.stack[lastValueSlot] = value
    execution.value = value
  }

  /// What was ready when Ctrl-C came: at the prompt it is `_`, or what the statement would have bound; elsewhere nothing can
  /// ask for it later, and its summary is said.
  private func keepWhatIsReady(_ mode: Mode, _ execution: inout Execution) {
    guard let kept = machine.pointee.kept else { return }
    if mode == .prompt {
      keep(kept.value, &execution)
      execution.kept = kept.value.keptText(as: machine.pointee.keptName ?? "_")
    } else if mode != .example {
      let text = (try? displayed(kept.value, mode: mode)) ?? kept.value.description
      if execution.shown.last != text { context.notes(text) }
    }
  }

  /// The failure as it is drawn, once what a failed search has finished is kept: at the prompt as `_`; elsewhere nothing can
  /// ask for it later, and its summary is said.
  private func keepStudy(of exit: Exit, _ mode: Mode, _ execution: inout Execution) -> Diagnostic {
    var diagnostic = exit.diagnostic
    guard case .failed(let fault) = exit, let kept = fault.kept, let study = kept.study else { return diagnostic }
    if mode == .prompt, !study.trials.isEmpty {
      keep(kept, &execution)
      diagnostic.details.append(study.kept(as: "_"))
    } else if study.best != nil {
      context.notes(study.displayed(context.settings))
    }
    return diagnostic
  }

  /// After a failure: names whose `let` was not reached are what they were before.
  private func forgetUnbound(_ program: Program, _ before: [String: GlobalName]) {
    for (name, global) in scope.names {
      if case .missing = machine.pointee.stack[global.slot] { scope.names[name] = before[name] }
    }
    func isNew(_ name: Name) -> Bool { scope.names[name.text]?.slot != before[name.text]?.slot }
    // The names that were reached stay, as far as the checker knows them again.
    for statement in program.statements {
      switch statement.kind {
      case .declaration(let declaration) where isNew(declaration.name):
        names.add([KnownName(declaration.name.text, .variable(isMutable: declaration.isVariable))])
      case .function(let declaration) where isNew(declaration.name):
        names.add([KnownName(declaration)])
      default: break
      }
    }
  }
}

extension Program {
  /// Whether the text ends with a semicolon: at the prompt, the last value is not shown then.
  fileprivate var endsWithSemicolon: Bool {
    let tokens = source.map { tokenize($0).tokens } ?? []
    return tokens.last { $0.kind != .end && $0.kind != .newline }?.kind == .semicolon
  }

  /// How many statements are expressions.
  fileprivate var expressionCount: Int {
    statements.count { statement in if case .expression = statement.kind { true } else { false } }
  }
}
