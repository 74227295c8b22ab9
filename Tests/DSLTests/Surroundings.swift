import DSL

/// The names around the fixtures: what a session has before its first input, in small.
struct Surroundings {
  let sources = SourceMap()
  let names: Names

  /// Stands for the library; the functions of the program around have no source.
  static let library = """
    fn objective(lr = 0.1, batch = 32, decay = 0.0, momentum = 0.0, width = 64, depth = 1, drop = 0%) {
      lr * batch * decay * momentum * width * depth * drop
    }
    let hull_gamma = hull(gamma)
    let default_strategy = gamma
    let default_budget = 30 trials
    fn mean(xs) = sum(xs) / length(xs)
    fn std(xs) = mean(xs)
    fn cross_validate(data, score, k = 5) = mean([score(rest, fold) for rest, fold in folds(data, k)])
    fn flags(params) = [name for name, value in params]
    fn run(program, ...arguments, timeout = none) = [program, arguments, timeout]
    fn regret(study, optimum = none) = [study, optimum]
    fn curve(groups, column, center = mean, band = none) = [groups, column, center, band]
    """

  init() {
    var names = Names(Surroundings.builtins)
    let source = sources.add(name: "stdlib.hpo", text: Surroundings.library)
    if let program = try? parse(source) { names.add(check(program, in: names, mode: .file).names) }
    self.names = names
  }

  /// What an imported file binds.
  func imports(_ path: String) -> [KnownName]? {
    let latex = CallSignature([.init("table", isOptional: false), .init("caption", isOptional: true, passing: .label)])
    return path == "missing.hpo" ? nil : [KnownName("latex", .function([latex]))]
  }

  private static let builtins: [KnownName] =
    ["grid", "random", "sobol", "gaussian", "gamma", "tpe", "cmaes"].map {
      KnownName($0, .strategy(options: ["seed", "acquisition", "kernel", "points", "sigma"]))
    }
    + ["relu", "tanh", "gelu", "matern52", "ei", "pi"].map { KnownName($0, .variable(isMutable: false)) }
    + [
      function("log", ["x"], ["low", "high"]),
      function("median", ["xs"], ["after:"]),
      function("print", ["...values"]),
      function("hull", ["strategy"]),
      function("each", ["domain", "count"]),
      function("ordered", ["...values"]),
      function("normal", ["mean", "deviation"]),
      function("model", ["...layers"]),
      function("dense", ["width", "activation?"]),
      function("conv", ["channels", "size", "activation?"]),
      function("pool", ["size"]),
      function("dropout", ["share"]),
      function("train", ["model", "data", "lr:", "batch:", "decay:", "momentum:", "optimizer:", "epochs:", "seed:"]),
      function("start", ["model", "data", "lr:", "decay:"]),
      function("step", ["state", "budget"]),
      function("report", ["value", "at:"]),
      function("asha", ["from:", "to:", "factor:"]),
      function("load", ["path", "target:"]),
      function("split", ["data", "valid:", "test:", "seed:"]),
      function("digits"), function("spirals"), function("cores"),
      function("folds", ["data", "k"]),
      function("range_data", ["count"]),
      function("sum", ["xs"]), function("min", ["...xs"]), function("max", ["...xs"]),
      function("map", ["xs", "function"]),
      function("filter", ["xs", "function"]), function("evaluate", ["model", "data"]),
      function("length", ["xs"]), function("keys", ["record"]), function("name", ["value"]),
      function("number", ["text"]), function("replace", ["text", "old", "new"]),
      function("after", ["text", "part"]), function("last_line", ["text"]), function("fail", ["message"]),
      function("table", ["rows"]), function("plot", ["value", "path?"]), function("save", ["path", "value"]),
      function("take", ["xs", "count"]), function("drop", ["xs", "count"]), function("sample", ["xs", "count"]),
      function("average_pool", ["size"]), function("lines", ["text"]), function("predict", ["model", "data"]),
      function("repeat", ["text", "count"]), function("std", ["xs"]), function("sqrt", ["x"]),
      function("group_by", ["rows", "keys"]), function("summarize", ["groups", "column", "functions"]),
      function("sort_by", ["rows", "column", "descending:"]), function("wilcoxon", ["rows", "by:", "on:", "against:"]),
      function("slurm", ["tasks:"]), function("note", ["*"]),
      function("abs", ["x"]), function("round", ["x"]), function("seed", ["number"]),
    ]

  /// `x` is needed, `x?` optional, `x:` given by its label, `...x` takes the rest, `*` any label.
  private static func function(_ name: String, _ forms: [String]...) -> KnownName {
    let signatures = (forms.isEmpty ? [[]] : forms).map { form in
      CallSignature(
        form.map { text in
          let word = text.filter { $0.isLetter || $0 == "_" }
          let passing: CallSignature.Parameter.Passing =
            text.hasPrefix("...") ? .rest : text == "*" ? .labels : text.hasSuffix(":") ? .label : .plain
          return CallSignature.Parameter(word, isOptional: passing != .plain || text.hasSuffix("?"), passing: passing)
        })
    }
    return KnownName(name, .function(signatures))
  }
}
