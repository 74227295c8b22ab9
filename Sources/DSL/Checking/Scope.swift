/// A name of a block, and what is known of it.
struct Binding {
  /// What bound it.
  enum Role {
    case constant, variable, function, parameter, loopVariable, searchParameter
    /// `params`, `trial` and `worker` of an objective.
    case trial
    /// What the objective of a search has noted.
    case note
    case module
    /// A name from outside of the program.
    case outer
  }
  let role: Role
  let known: KnownName
  /// The kind of its value, if a literal says so.
  let kind: LiteralKind?
  /// What the parameter of a search may be, if its domain says so.
  let choices: WrittenChoices?
  /// Whether its value is looked at anywhere.
  var isRead = false

  init(_ role: Role, _ known: KnownName, kind: LiteralKind? = nil, choices: WrittenChoices? = nil) {
    self.role = role
    self.known = known
    self.kind = kind
    self.choices = choices
  }

  /// How it was bound, in words.
  var origin: String {
    switch role {
    case .constant: "bound with `let`"
    case .variable: "bound with `var`"
    case .function: "a function"
    case .parameter: "a parameter of a function"
    case .loopVariable: "the variable of a loop"
    case .searchParameter: "a parameter of a search"
    case .trial: "given to each trial"
    case .note: "noted by the objective"
    case .module: "an imported file"
    case .outer: "bound outside of this program"
    }
  }
}

/// A block, or the parameters of a function or a search.
struct Scope {
  /// What no `var` can be seen through.
  enum Boundary {
    case function, objective
    /// A test, which runs when the file has run.
    case test
    /// `where` or the condition of a parameter, which are functions of the parameters.
    case condition
    /// The domain of a parameter: a function only if it mentions parameters.
    case domain
  }
  var bindings: [String: Binding] = [:]
  let boundary: Boundary?
  /// `let` and `var` of the block that were not reached yet: the first place of each name.
  var pending: [String: Span] = [:]
  /// Functions of the block whose `fn` was not reached yet.
  var unreached: Set<String> = []
  /// Uses of such functions, to be looked at when all is known.
  var earlyUses: [EarlyUse] = []
  /// What the functions of the block use of the block.
  var uses: [String: FunctionUses] = [:]
  /// The names bound so far by `let` and `var`.
  var reached: Set<String> = []
  /// Each `var` that was reported as not to be seen through this boundary.
  var reportedVariables: Set<Span> = []

  init(boundary: Boundary? = nil) {
    self.boundary = boundary
  }
}

/// A use of a function above its `fn`.
struct EarlyUse {
  let function: Name
  /// What was bound when it was used.
  let reached: Set<String>
}

/// What a function uses of the block that it stands in.
struct FunctionUses {
  var values: [String] = []
  var functions: [String] = []
}
