/// What binds a name.
public enum NamedThing: Sendable {
  /// `let` and `var`.
  case declaration(Declaration)
  /// `fn name(...)`.
  case function(FunctionDeclaration)
  /// A parameter of a function.
  case functionParameter(FunctionParameter)
  /// A parameter of a search, and that search.
  case searchParameter(Search.Parameter, Search)
  /// The variable of a loop or a comprehension, and what it goes through.
  case loopVariable(Name, in: Expression)
  /// `import "path" as name`.
  case module(Name, path: String)
  /// What an objective notes or reports.
  case told(Name)
}

extension Program {
  /// What binds the name that stands at a place; nil where none is bound there.
  ///
  /// - Complexity: O(size of the tree).
  public func thing(boundAt span: Span) -> NamedThing? {
    var found: NamedThing?
    func loop(_ variables: LoopVariables, _ source: Expression) {
      for name in [variables.first, variables.second].compactMap(\.self) where name.span == span {
        found = .loopVariable(name, in: source)
      }
    }
    func parameters(of function: FunctionLiteral) {
      for parameter in function.parameters where parameter.name.span == span { found = .functionParameter(parameter) }
    }
    TreeWalk.over(self) { statement in
      switch statement.kind {
      case .declaration(let declaration) where declaration.name.span == span: found = .declaration(declaration)
      case .function(let declaration):
        if declaration.name.span == span { found = .function(declaration) }
        parameters(of: declaration.function)
      case .forLoop(let variables, in: let source, _): loop(variables, source)
      case .importFile(let path, _, let name?) where name.span == span: found = .module(name, path: path)
      default: break
      }
    } onExpression: { expression in
      switch expression.kind {
      case .function(let function): parameters(of: function)
      case .comprehension(let comprehension):
        for clause in comprehension.clauses { loop(clause.variables, clause.source) }
      case .search(let search):
        for parameter in search.parameters where parameter.name.span == span {
          found = .searchParameter(parameter, search)
        }
        for name in search.notes + search.reports where name.span == span { found = .told(name) }
      default: break
      }
    }
    return found
  }
}
