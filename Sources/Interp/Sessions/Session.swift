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
  }

  /// How an input ended.
  public enum Outcome: Sendable {
    case done
    /// The text ends too early: the prompt asks for another line.
    case unfinished
    /// The text is wrong; nothing was run.
    case refused([Diagnostic])
    /// An imported file is missing; nothing was run.
    case missingFile(Diagnostic)
    /// The program failed.
    case failed(Diagnostic)
    case interrupted
  }

  /// What the session reaches of the world.
  public let context: Context
  let machine: UnsafeMutablePointer<Machine>
  /// What `library` names are bound to.
  private(set) var library: [String: GlobalName] = [:]
  /// Names as the checker knows them: builtins, the library, and what this session has bound.
  private(set) var names: Names
  /// The top level of the prompt, or of the script.
  private(set) var scope = ModuleScope()
  /// The first slot of the stack that is not taken by names.
  private var nextSlot = 0
  /// Imported files by path.
  var modules: [String: Module] = [:]
  /// The files whose import is under way, to find cycles.
  var importing: [String] = []
  private let noFunction: Function

  /// A session with the library loaded.
  ///
  /// - Parameter context: what it reaches of the world.
  /// - Throws: a `Diagnostic` if the library itself is wrong.
  public init(context: Context) throws(Diagnostic) {
    guard Value.layoutIsAsAssumed else {
      throw Diagnostic("this build lays values out in an unexpected way", at: .nowhere)
    }
    self.context = context
    machine = .allocate(capacity: 1)
    machine.initialize(
      to: Machine(
        lowestAddress: lowestStackAddress(), interruption: context.interruption, context: context,
        seed: context.settings.seed))
    noFunction = Function(
      Code(
        name: "top level", parameters: [], signature: "", localCount: 0, frameSize: 0, captureCount: 0,
        body: Constant(.none, .nowhere), span: .nowhere))
    names = Names(BuiltinTable.knownNames)
    try loadLibrary()
  }

  deinit {
    machine.pointee.deallocate()
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
      try execute(program, in: module) { _, _ in }
      library = module.names
      names.add(checked.names)
      scope = ModuleScope(library: library)
      lastValueSlot = nextSlot
      nextSlot += 1
      scope.names["_"] = GlobalName(slot: lastValueSlot, isVariable: false)
      names.add([KnownName("_", .variable(isMutable: false))])
    } catch {
      throw (error as? Exit)?.diagnostic ?? (error as? Diagnostic) ?? Diagnostic("\(error)", at: .nowhere)
    }
  }
  /// The program that was run last, for its documentation.
  private(set) var program = Program(statements: [], span: .nowhere)

  // MARK: Running

  /// Runs a text: prints what it shows through the context's output, warnings through its notes.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - name: what messages call it.
  ///   - path: the file it came from, for imports beside it.
  ///   - mode: how it is read and shown.
  /// - Returns: how it ended.
  public func run(_ text: String, name: String, path: String? = nil, mode: Mode) -> Outcome {
    let source = context.sources.add(name: name, text: text)
    let program: Program
    do throws(Diagnostic) { program = try parse(source) } catch {
      return error.isUnfinished && mode == .prompt ? .unfinished : .refused([error])
    }
    self.program = program
    do {
      let prepared = try prepare(program, path: path, mode: mode == .file ? .file : .prompt)
      for warning in prepared.diagnostics { context.notes(render(warning)) }
      bindImports(program, path: path)
      try execute(program, in: scope, path: path) { value, isSearch in self.show(value, isSearch: isSearch, mode: mode)
      }
      names.add(prepared.names)
      return .done
    } catch let refused as Refused {
      return .refused(refused.diagnostics)
    } catch let missing as MissingFile {
      return .missingFile(missing.diagnostic)
    } catch let exit as Exit {
      forgetUnbound(program)
      if case .interrupted = exit { return .interrupted }
      return .failed(keepStudy(of: exit, mode))
    } catch {
      return .failed(Diagnostic("\(error)", at: .nowhere))
    }
  }

  /// Finds what can be found without running: syntax, names, labels, arity, units, empty ranges, imports.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - name: what messages call it.
  ///   - path: the file it came from, for imports beside it.
  /// - Returns: errors and warnings in the order of the text; where there are errors of syntax, these alone.
  public func check(_ text: String, name: String, path: String? = nil) -> [Diagnostic] {
    let source = context.sources.add(name: name, text: text)
    isFileMissing = false
    // Names are looked at only where all of the text could be read: a statement that was left out may bind some.
    let (program, errors) = parseRecovering(source)
    guard errors.isEmpty else { return errors }
    do {
      let imports = try checkImports(of: program, path: path)
      return DSL.check(program, in: names, mode: .file, imports: { imports[$0] }).diagnostics
    } catch let missing as MissingFile {
      isFileMissing = true
      return [missing.diagnostic]
    } catch let refused as Refused {
      return refused.diagnostics
    } catch {
      return [Diagnostic("\(error)", at: .nowhere)]
    }
  }

  /// Whether the last `check` ended because an imported file is missing.
  public private(set) var isFileMissing = false

  /// Errors that keep a program from being run.
  struct Refused: Error {
    let diagnostics: [Diagnostic]
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
  func execute(
    _ program: Program, in module: ModuleScope, path: String? = nil,
    show: (Value, _ isSearch: Bool) throws(Exit) -> Void
  ) throws(Exit) {
    let compiled = try Compiler.compile(program, in: module, firstSlot: nextSlot, sources: context.sources)
    for slot in compiled.slots { machine.pointee.stack[slot] = .missing }
    nextSlot = compiled.slots.upperBound
    guard compiled.frameSize < Machine.slotCount / 2 else {
      throw failure("there are too many names", program.span)
    }
    defer { for slot in nextSlot..<max(nextSlot, compiled.frameSize) { machine.pointee.stack[slot] = .none } }
    for (name, slot) in compiled.moduleSlots {
      if let full = location(of: name, besides: path), let module = modules[full] {
        machine.pointee.stack[slot] = record(of: module)
      } else {
        machine.pointee.stack[slot] = .record([])
      }
    }
    tests += compiled.tests
    var frame = Frame(slots: machine.pointee.stack, function: .passUnretained(noFunction), machine: machine)
    for function in compiled.functions { try function.node.run(&frame) }
    for step in compiled.steps {
      if step.kind == .effect {
        try step.node.run(&frame)
      } else {
        try show(try step.node.eval(&frame), step.kind == .search)
      }
    }
  }
  /// `test` blocks of what was run.
  private(set) var tests: [CompiledProgram.Test] = []

  /// Runs one of `tests`.
  func run(_ test: CompiledProgram.Test) throws(Exit) {
    var frame = Frame(slots: machine.pointee.stack, function: .passUnretained(noFunction), machine: machine)
    let function = try test.code.eval(&frame)
    _ = try invoke(function, BoundArguments(), machine.pointee.stack + nextSlot, machine, test.span)
  }

  private func show(_ value: Value, isSearch: Bool, mode: Mode) {
    if mode == .file, !isSearch { return }
    if value.isNone { return }
    lastValue = value
    print(value.displayed(context.settings))
  }

  /// The failure as it is drawn, once what a failed search has finished is kept: at the prompt as `_`; elsewhere nothing can
  /// ask for it later, and its summary is said.
  private func keepStudy(of exit: Exit, _ mode: Mode) -> Diagnostic {
    var diagnostic = exit.diagnostic
    guard case .failed(let fault) = exit, let study = fault.study else { return diagnostic }
    if mode == .prompt, !study.trials.isEmpty {
      lastValue = .host(study)
      diagnostic.details += keptStudy.map { [$0] } ?? []
    } else if study.best != nil {
      context.notes(Value.host(study).displayed(context.settings))
    }
    return diagnostic
  }

  /// What is said of a study that ended early and is `_` now; nil where `_` is something else.
  public var keptStudy: String? {
    guard case .host(let host) = lastValue, let study = host as? StudyValue else { return nil }
    let count = study.trials.count
    return "\(count) \(count == 1 ? "trial" : "trials") kept, the study is `_`"
  }

  /// Writes a line to the context's output, or where the lines of an example are collected.
  func print(_ text: String) {
    if shown == nil { context.output(text) } else { shown?.append(text) }
  }
  /// The lines that an example has shown so far; nil outside of examples.
  var shown: [String]?

  /// `_`: what was shown last.
  public private(set) var lastValue: Value {
    get { machine.pointee.stack[lastValueSlot] }
    set { machine.pointee.stack[lastValueSlot] = newValue }
  }
  private var lastValueSlot = 0

  /// After a failure: names whose `let` was not reached do not exist.
  private func forgetUnbound(_ program: Program) {
    for (name, global) in scope.names {
      if case .missing = machine.pointee.stack[global.slot] { scope.names[name] = nil }
    }
    // The names that were reached stay, as far as the checker knows them again.
    for statement in program.statements {
      switch statement.kind {
      case .declaration(let declaration) where scope.names[declaration.name.text] != nil:
        names.add([KnownName(declaration.name.text, .variable(isMutable: declaration.isVariable))])
      case .function(let declaration) where scope.names[declaration.name.text] != nil:
        names.add([KnownName(declaration)])
      default: break
      }
    }
  }
}
