/// What is written here in place of a name or a word of other languages.
///
/// - Parameter word: the name or word.
/// - Returns: what to write, in words; nil where nothing is known about it.
public func meaning(ofForeignWord word: String) -> String? {
  if ForeignWords.searches.contains(word) { return "a search begins with `search`" }
  return NameHabits.words[word] ?? ForeignWords.before[word] ?? ForeignWords.behind[word]
}

/// What is written in place of a call of a function that other languages have.
///
/// - Parameters:
///   - name: the function.
///   - arguments: the arguments as they are written.
/// - Returns: the expression; nil where none is known.
public func expression(meantBy name: String, _ arguments: [String]) -> String? {
  guard let meant = NameHabits.call(name, arguments), meant.hasPrefix("write `"), meant.hasSuffix("`") else {
    return nil
  }
  return String(meant.dropFirst("write `".count).dropLast())
}

/// Whether a word is the ending of a file, as in `train.py`.
///
/// - Parameter word: the word behind a point.
/// - Returns: whether files are called so.
public func isFileEnding(_ word: String) -> Bool { NameHabits.fileEndings.contains(word.lowercased()) }

/// Names of other languages and libraries that have no like here, and what is written instead; names that only differ are
/// in the groups of `Suggestion`.
enum NameHabits {
  static let words: [String: String] = {
    var table: [String: String] = [:]
    for row in rows {
      for word in row.words.split(separator: " ") { table[String(word)] = row.meant }
    }
    return table
  }()

  /// Constants of other languages.
  static let constants: Set<String> = [
    "None", "null", "nil", "NULL", "NA", "NaN", "nan", "True", "TRUE", "False", "FALSE", "T", "inf", "Inf",
  ]

  private static let rows: [(words: String, meant: String)] = [
    ("None null nil NULL undefined nothing NA", "it is written `none`"),
    ("NaN nan", "every number is defined; what is missing is `none`"),
    ("True TRUE T yes Yes", "it is written `true`"),
    ("False FALSE no No", "it is written `false`"), ("e euler", "a power of e is written `exp(x)`"),
    ("inf Inf Infinity infinity", "no number is infinite; `1e308` is about the largest"),
    // Domains and numbers.
    (
      "lognormal log_normal LogNormal truncnorm",
      "a belief is written behind a range, as in `log(1e-4, 1) near 1e-2` or `0.0..1.0 near 0.3`"
    ),
    ("loguniform log_uniform suggest_loguniform reciprocal LogUniform", "this domain is written `log(low, high)`"),
    (
      "uniform suggest_float suggest_uniform Real Uniform Float FloatDistribution UniformDistribution",
      "this domain is written `0.0..1.0`"
    ),
    ("quniform", "this domain is written `0.0..1.0 by 0.1`"),
    ("randint suggest_int Integer Int IntDistribution IntUniform UniformInteger", "this domain is written `1..10`"),
    (
      "choice categorical Categorical suggest_categorical Choice CategoricalDistribution Discrete grid_search",
      "this domain is a list: `[16, 32]`"
    ),
    ("range xrange", "it is written `0..4`, both ends included"),
    ("linspace arange seq", "a range is written `0.0..1.0`, with a step `0.0..1.0 by 0.1`"),
    ("logspace geomspace", "it is written `log(1e-4, 1)`"), ("pow power", "a power is written `x^2`"),
    ("div", "a whole quotient is `floor(a / b)`"), ("rem fmod", "the remainder is written `mod`"),
    ("len", "it is called `length`"), ("size", "it is called `length`"), ("str", "a string is made by `\"{x}\"`"),
    ("format sprintf", "a string shows values: `\"{x}\"`"), ("float", "it is called `number`"),
    ("int integer real double", "it is called `number`"),
    ("one", "it is written `1`"), ("two", "it is written `2`"), ("three", "it is written `3`"),
    ("five", "it is written `5`"), ("ten", "it is written `10`"), ("twenty", "it is written `20`"),
    ("fifty", "it is written `50`"), ("hundred", "it is written `100`"), ("thousand", "it is written `1000`"),
    ("rand randn", "a search draws at random; `shuffle` and `sample` draw from lists"),
    ("is_none isnone is_null isnull isna isnan is_na", "write `x == none`"),
    ("ifelse iif cond", "write `if a { b } else { c }`"),
    // Lists, records, tables.
    ("c list array vector tuple", "a list is written `[1, 2]`"),
    ("dict Dict map_of object", "a record is written `{x: 1}`"),
    ("zeros", "write `[0 for i in 1..5]`"), ("ones", "write `[1 for i in 1..5]`"),
    ("append push push_back extend add cons", "a list is extended by `[...xs, x]`"),
    ("head", "`take(rows, 5)` gives the first five, `sample(data, 5)` some of the data"),
    ("tail", "`rows |> reverse |> take(5)` gives the last five"),
    ("concat concatenate vcat", "lists are joined by `[...a, ...b]`"),
    ("dataframe data.frame DataFrame tibble pd.DataFrame", "a table is a list of records: `[{a: 1}]`"),
    ("select pluck", "a column is `[row.x for row in rows]`, columns are `[{x: row.x} for row in rows]`"),
    ("mutate transmute", "write `map(rows, fn(row) = {...row, z: row.x + 1})`"),
    ("value_counts tabulate", "`group_by(rows, \"x\")` has the rows of each value"),
    ("merge left_join inner_join full_join bind_rows", "columns of two tables are put together by `{...a, ...b}`"),
    ("contains includes str_detect grepl", "write `x in xs`"),
    ("isinstance typeof", "`kind(x)` tells what it is"),
    ("substring substr slice", "a part of a text is `join(characters(text) |> drop(1) |> take(2))`"),
    ("activation", "it stands by itself: `relu`, or `dense(64, relu)`"),
    ("describe glimpse", "`show(data)` shows the first rows"),
    ("histogram hist boxplot violinplot pie", "figures are points, lines and bars: `plot(rows, \"x\", \"y\")`"),
    (
      "iris titanic boston wine breast_cancer load_iris load_wine load_boston fetch_openml fashion_mnist",
      "a data set is read from a file by `load`; `digits()` and `moons()` are built in"
    ),
    ("load_digits", "write `digits()`"), ("make_moons", "write `moons()`"), ("make_blobs", "write `blobs()`"),
    ("train_test_split", "write `split(data, test: 20%)`"),
    ("cross_val_score", "write `cross_validate(data, fn(rest, fold) = evaluate(train(net, rest), fold).accuracy)`"),
    // Metrics.
    (
      "accuracy accuracy_score f1_score precision_score recall_score roc_auc_score confusion_matrix "
        + "classification_report log_loss balanced_accuracy_score",
      "`evaluate(model, data)` has all metrics, such as `.accuracy`"
    ),
    (
      "mean_squared_error mean_absolute_error r2_score root_mean_squared_error",
      "`evaluate(model, data)` has all metrics, such as `.rmse`"
    ),
    // Figures of Optuna.
    ("plot_optimization_history plot_history", "write `plot(study)`"),
    ("plot_param_importances plot_importance", "write `plot(study, kind: \"importance\")`"),
    ("plot_contour", "write `plot(study, \"x\", \"y\")`, with two of its parameters"),
    ("plot_slice", "write `plot(study, \"x\")`, with one of its parameters"),
    ("plot_parallel_coordinate plot_parallel_coordinates", "write `plot(study, kind: \"parallel\")`"),
    ("plot_edf", "write `plot(study, kind: \"edf\")`"), ("plot_rank", "write `plot(study, kind: \"rank\")`"),
    ("plot_timeline", "write `plot(study, kind: \"timeline\")`"),
    ("plot_pareto_front", "write `plot(study, kind: \"front\")`"),
    ("plot_intermediate_values", "write `plot(study, kind: \"curves\")`"),
    ("get_param_importances param_importances", "write `importance(study)`"),
    // Training.
    ("softmax", "leave it out: the loss takes the scores, and `predict` gives classes"),
    (
      "lstm LSTM gru GRU rnn RNN Transformer MultiHeadAttention attention transformer Lambda Input TimeDistributed",
      "there is no such layer: `dense`, `conv`, `embedding` and others are"
    ),
    ("sgd adam SGD Adam AdamW adamw RMSprop rmsprop", "it is an option of `train`: `optimizer: \"adam\"`"),
    ("CrossEntropyLoss MSELoss cross_entropy mse", "it is an option of `train`: `loss: \"mse\"`"),
    ("backward zero_grad fit_generator", "`train(model, data)` does all of it"),
    ("create_study Study tuner", "a study is what `search` gives: `let s = search ...`"),
    (
      "plot_optimization_history plot_contour plot_edf plot_timeline plot_param_importances plot_parallel_coordinate "
        + "plot_intermediate_values plot_slice", "figures are drawn by `plot(study)`, with `kind:` for others"
    ),
    ("load_study", "a stored study is opened by `study(\"name\")`"),
    ("best_trial best_run", "it is a field of a study, as in `s.best`"),
    ("best_value best_score", "it is a field of a study, as in `s.value`"),
    ("best_params best_config best_parameters", "it is a field of a study, as in `s.params`"),
    ("set.seed random.seed np.random.seed torch.manual_seed Random.seed", "it is called `seed`"),
    // The program and the prompt.
    ("should_prune", "`prune median()`, a clause of the search, ends trials early: leave it out"),
    ("TrialPruned prune_trial", "`prune median()`, a clause of the search, ends trials early"),
    ("lambda", "a function is written `fn(x) = x + 1`"), ("function", "a function is written `fn(x) = x + 1`"),
    ("elif", "write `else if`"), ("self this", "there are no objects; pass the value"),
    ("np math numpy torch nn tf pd plt scipy sklearn", "functions stand by their names, as in `sqrt(x)`"),
    ("library require using include use", "nothing is imported: `sqrt`, `mean` and others are there"),
    ("exit quit q", "`:quit` leaves the prompt; `fail(\"why\")` ends a program with an error"),
    ("raise throw stop error panic abort", "an error ends a program: `fail(\"why\")`"),
    ("try catch tryCatch", "there are no exceptions: a trial that fails is a row of the study"),
    ("assert", "write `expect`"), ("help man doc", "at the prompt, `?name` explains a name"),
    ("open", "a file is read by `read_file`, and written by `save`"),
    ("input readline", "`args()` gives the words of the command line"),
    ("sleep", "another program can wait: `run(\"sleep\", 1)`"),
    ("lesson lessons", "it is a command of the shell: `hpo lesson`"),
    ("list_studies", "`studies()` lists them"),
    ("vars who ls dir", "`:vars` lists names, at the prompt"),
  ]

  /// Types of other languages where a domain stands, and a domain of such values.
  static let domains: [String: String] = {
    var table: [String: String] = [:]
    for row in domainRows {
      for word in row.words.split(separator: " ") { table[String(word)] = row.meant }
    }
    return table
  }()

  private static let domainRows: [(words: String, meant: String)] = [
    ("bool boolean Bool logical", "[true, false]"), ("int integer Int long Integer int64", "1..10"),
    ("float double real Float Double Float64 numeric Real number num float64 float32", "0.0..1.0"),
    ("str string String text char character", "[\"a\", \"b\"]"),
    ("categorical category Categorical factor choice choices enum", "[\"a\", \"b\"]"),
    ("uniform continuous linear", "0.0..1.0"), ("loguniform log_uniform", "log(1e-4, 1)"), ("list array", "[1, 2]"),
  ]

  /// What a method of other libraries is here, by the words of its path: `study.optimize`, `trial.report`.
  static func method(_ path: [String]) -> String? {
    guard path.count > 1, let last = path.last else { return nil }
    return methods[path.joined(separator: ".")] ?? methods[last] ?? (modules.contains(path[0]) ? words[last] : nil)
  }

  /// Methods that no value of hpo has, by their names, and others by the names of what usually has them.
  private static let methods: [String: String] = {
    var table: [String: String] = [:]
    for row in methodRows {
      for word in row.words.split(separator: " ") { table[String(word)] = row.meant }
    }
    return table
  }()

  private static let methodRows: [(words: String, meant: String)] = [
    ("study.optimize optimize", "a search runs by itself: `let s = search ... minimize f(x) for 50 trials`"),
    ("study.ask study.tell", "a search runs by itself; other programs ask by `hpo ask-tell`"),
    ("study.enqueue_trial enqueue_trial", "a search starts at a point by its clause `from {x: 1}`"),
    ("suggest_float suggest_uniform suggest_discrete_uniform", "a parameter stands in the search: `x in 0.0..1.0`"),
    ("suggest_int", "a parameter stands in the search: `n in 1..10`"),
    ("suggest_loguniform", "a parameter stands in the search: `lr in log(1e-4, 1)`"),
    ("suggest_categorical", "a parameter stands in the search: `kind in [\"a\", \"b\"]`"),
    ("trial.report", "it stands by itself: `report(value, at: step)`"),
    ("should_prune", "`prune median()`, a clause of the search, ends trials early: leave it out"),
    ("set_user_attr", "a trial keeps a value by `note(name: value)`"),
    ("model.fit", "a model is trained by `train(model(dense(10)), data)`"),
    ("model.compile", "leave it out: `train(model(dense(10)), data, optimizer: \"adam\")` says how it is trained"),
    ("model.add", "all layers stand in `model(...)`, as in `model(dense(64, relu), dense(10))`"),
    (
      "model.predict model.evaluate",
      "a name is bound to the trained model: `predict(run, data)`, `evaluate(run, data)`"
    ),
    ("model.save", "what was trained is saved by `save(\"model.net\", run)`"),
    ("model.summary", "write `summary(model(dense(10)), data)`"),
    (
      "model.parameters model.eval model.to model.train model.cuda",
      "leave it out: `train(model(dense(10)), data)` does all of it"
    ),
    ("trials_dataframe", "all trials are in `table(study)`, with the study's name"),
    ("model.Sequential", "leave `.Sequential` out: `model(dense(64, relu), dense(10))`"),
    ("trial.number", "`trial` itself is the number"), ("trial.params", "it stands by itself: `params`"),
  ]

  /// For a call, what is meant with these very arguments.
  ///
  /// The name of a parameter in front of the ends of its domain, as in `suggest_int("n", 1, 9)`, does not count.
  static func call(_ name: String, _ written: [String]) -> String? {
    let isNamed =
      written.count > 1 && written[0].hasPrefix("\"") && !written[1].hasPrefix("\"")
      && (words[name] ?? "").hasPrefix("this domain")
    let arguments = isNamed ? Array(written.dropFirst()) : written
    return switch (domainWord(name), arguments.count) {
    case ("loguniform", 2), ("log_uniform", 2), ("suggest_loguniform", 2):
      (Double(arguments[0]) ?? 1) <= 0
        ? "write `log(exp(\(arguments[0])), exp(\(arguments[1])))`"
        : "write `log(\(arguments[0]), \(arguments[1]))`"
    case ("uniform", 2), ("suggest_float", 2), ("suggest_uniform", 2), ("float", 2), ("real", 2),
      ("double", 2):
      "write `\(real(arguments[0]))..\(real(arguments[1]))`"
    case ("float", 1) where arguments[0].lowercased().contains("inf\""): words["inf"]
    case ("float", 1) where arguments[0].lowercased() == "\"nan\"": words["nan"]
    case ("quniform", 3): "write `\(real(arguments[0]))..\(real(arguments[1])) by \(arguments[2])`"
    case ("linspace", 3) where step(arguments) != nil:
      "write `\(real(arguments[0]))..\(real(arguments[1])) by \(step(arguments) ?? "")`"
    case ("linspace", 3), ("linspace", 2): "write `\(real(arguments[0]))..\(real(arguments[1]))`, with `by` and a step"
    case ("randint", 2), ("suggest_int", 2), ("int", 2), ("integer", 2), ("number", 2):
      "write `\(arguments[0])..\(arguments[1])`"
    case ("plot_optimization_history", 1), ("plot_history", 1): "write `plot(\(arguments[0]))`"
    case (_, 1) where words[name]?.hasPrefix("write `plot(study, kind: ") == true,
      ("get_param_importances", 1), ("param_importances", 1):
      words[name]?.replacing("(study", with: "(" + arguments[0])
    case ("select", 2) where isPlainText(arguments[1]):
      "write `[{\(inside(arguments[1])): row.\(inside(arguments[1]))} for row in \(arguments[0])]`"
    case ("pluck", 2) where isPlainText(arguments[1]):
      "write `[row.\(inside(arguments[1])) for row in \(arguments[0])]`"
    case ("value_counts", 2), ("tabulate", 2): "write `group_by(\(arguments[0]), \(arguments[1]))`"
    case ("contains", 2), ("includes", 2), ("str_detect", 2), ("grepl", 2):
      name == "grepl" || arguments[1].hasPrefix("[")
        ? "write `\(arguments[0]) in \(arguments[1])`" : "write `\(arguments[1]) in \(arguments[0])`"
    case ("int", 1), ("integer", 1), ("as_integer", 1):
      arguments[0].hasPrefix("\"") ? "write `number(\(arguments[0]))`" : "write `floor(\(arguments[0]))`"
    case ("str", 1) where !arguments[0].contains("\""): "write `\"{\(arguments[0])}\"`"
    case ("linear", 2) where Int(arguments[0]) != nil && Int(arguments[1]) != nil:
      "write `dense(\(arguments[1]))`: what comes in is known"
    case ("conv2d", 3...) where arguments.allSatisfy { Int($0) != nil }:
      "write `conv(\(arguments[1]), \(arguments[2]))`: what comes in is known"
    case ("relu", 0), ("sigmoid", 0), ("tanh", 0), ("gelu", 0), ("elu", 0): "write `\(name.lowercased())`"
    case ("sequential", 1) where arguments[0].hasPrefix("[") && arguments[0].hasSuffix("]"):
      "write `model(\(arguments[0].dropFirst().dropLast()))`"
    case ("str", 1), ("tostring", 1), ("as_character", 1): "write `string(\(arguments[0]))`"
    case ("adam", 1), ("sgd", 1), ("adamw", 1), ("rmsprop", 1):
      "write `\"\(name.lowercased())\", lr: \(arguments[0])`"
    case ("load_study", 1): "write `study(\(arguments[0]))`"
    case ("pow", 2): "write `\(arguments[0])^\(arguments[1])`"
    case ("choice", 1), ("categorical", 1), ("suggest_categorical", 1):
      "write `\(arguments[0])`"
    case ("choice", 2...), ("categorical", 2...), ("c", 1...), ("list", 2...), ("array", 2...):
      "write `[\(arguments.joined(separator: ", "))]`"
    case ("log_range", 2), ("logrange", 2), ("log_scale", 2), ("logscale", 2), ("log_float", 2), ("logarithmic", 2):
      "write `log(\(arguments[0]), \(arguments[1]))`"
    case ("intuniform", 2), ("uniforminteger", 2), ("qrandint", 2), ("whole", 2):
      "write `\(arguments[0])..\(arguments[1])`"
    case ("oneof", 1...), ("one_of", 1...), ("choices", 1...), ("pick", 1...), ("enum", 1...), ("options", 1...):
      arguments.count == 1 && arguments[0].hasPrefix("[")
        ? "write `\(arguments[0])`" : "write `[\(arguments.joined(separator: ", "))]`"
    case ("choice", 1...): "write `[\(arguments.joined(separator: ", "))]`"
    case ("arange", 3), ("seq", 3), ("range", 3):
      Int(arguments[2]) == nil
        ? "write `\(real(arguments[0]))..\(real(arguments[1])) by \(arguments[2])`"
        : "write `\(arguments[0])..\(arguments[1]) by \(arguments[2])`"
    case ("randint", 1): "write `0..\(before(arguments[0]))`"
    case ("plot_optimization_history", 1): "write `plot(\(arguments[0]))`"
    case ("plot_contour", 1...), ("plot_edf", 1...), ("plot_timeline", 1...):
      "write `plot(\(arguments[0]), kind: \"\(name.dropFirst("plot_".count))\")`"
    case ("plot_param_importances", 1...): "write `importance(\(arguments[0]))`"
    case ("plot_parallel_coordinate", 1...): "write `plot(\(arguments[0]), kind: \"parallel\")`"
    case ("plot_intermediate_values", 1...): "write `plot(\(arguments[0]), kind: \"curves\")`"
    case ("plot_slice", 1...): "write `plot(\(arguments[0]), \"x\")`, with the name of a parameter"
    case ("range", 1): "write `0..\(before(arguments[0]))`"
    case ("range", 3): "write `\(arguments[0])..\(before(arguments[1])) by \(arguments[2])`"
    case ("range", 2) where (Int(arguments[0]) ?? 0) < (Int(arguments[1]) ?? .max):
      "write `\(arguments[0])..\(before(arguments[1]))`"
    case ("assert", 1...): "write `expect \(arguments[0])`"
    case ("input", 1...) where Int(arguments[0]) != nil: "leave it out: the first layer takes what the data has"
    default: nil
    }
  }

  /// The name of a domain in small letters, as `FloatDistribution` is `float`.
  private static func domainWord(_ name: String) -> String {
    let small = name.lowercased()
    return small.hasSuffix("distribution") ? String(small.dropLast("distribution".count)) : small
  }

  /// The step of so many numbers from one to another.
  private static func step(_ arguments: [String]) -> String? {
    guard let low = Double(arguments[0]), let high = Double(arguments[1]), let count = Int(arguments[2]), count > 1
    else {
      return nil
    }
    let step = "\((high - low) / Double(count - 1))"
    return step.count <= 6 ? step : nil
  }

  static func isPlainText(_ text: String) -> Bool {
    text.count > 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
      && inside(text).allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// What a function calls the record of all parameters.
  static let allParameters: Set<String> = ["params", "config", "p", "parameters", "trial", "hp", "args", "space"]

  /// What ends trials early, with arguments as an example.
  static let pruners = [
    "median": "", "percentile": "25", "asha": "to: 27", "hyperband": "to: 27", "pasha": "to: 27", "patient": "",
    "threshold": "upper: 10", "wilcoxon": "",
  ]

  /// A text without its quotes.
  static func inside(_ text: String) -> Substring { text.dropFirst().dropLast() }

  /// Functions that are layers of a network when they are not called.
  static let activations: Set<String> = [
    "relu", "leaky_relu", "elu", "gelu", "silu", "tanh", "sigmoid", "softplus",
  ]

  /// Functions whose arguments need no word of their own where the function is not known.
  static let quoting: Set<String> = ["library", "require", "using", "include", "use", "source"]

  /// The first names of paths into modules and objects of other languages.
  static let modules: Set<String> = [
    "np", "numpy", "math", "Math", "torch", "nn", "F", "tf", "keras", "pd", "pandas", "plt", "optuna", "hp", "hyperopt",
    "trial", "sklearn", "scipy", "jax", "jnp", "os", "sys", "time", "json", "set", "read", "data", "Flux", "stats",
    "statistics", "console", "Random", "layers", "optim", "linalg", "metrics", "random", "write", "is", "as", "ray",
    "tune",
    "self", "this", "np_random", "subprocess", "datetime", "builtins", "string", "torchvision", "datasets",
  ]

  /// The endings of files.
  static let fileEndings: Set<String> = [
    "csv", "tsv", "txt", "json", "png", "db", "hpo", "npy", "npz", "net", "gz", "xlsx", "parquet", "py", "tex", "md",
    "svg", "html", "sh", "sqlite", "pt", "pkl",
  ]

  /// The labels whose arguments are texts.
  static let textLabels: Set<String> = [
    "target", "drop", "columns", "optimizer", "loss", "by", "on", "against", "kind", "categories", "separator",
    "decimal",
    "missing", "cwd", "class_weights", "stdin", "column", "caption", "x", "y", "of", "method", "path", "folder", "log",
    "booleans", "lists", "underscores", "marker",
  ]

  /// The positional arguments that are texts, by the names of functions.
  static let textArguments: [String: Set<Int>] = [
    "load": [0, 1], "save": [0], "read_file": [0], "load_json": [0], "load_model": [0], "restore": [0], "mnist": [0],
    "cifar10": [0], "cifar100": [0], "sort_by": [1], "group_by": [1], "summarize": [1], "run": [0], "study": [0],
    "delete_study": [0], "load_csv": [0], "curve": [1], "plot": [1, 2], "report": [1], "explain": [0],
    "predict": [1], "evaluate": [1], "number_after": [1], "numbers_after": [1],
    "importance": [1], "best": [0], "split": [1], "contains": [1], "starts_with": [1], "ends_with": [1],
  ]

  /// An integer as a real, so that a range of it is one of reals.
  private static func real(_ text: String) -> String { Int(text) == nil ? text : "\(text).0" }

  /// The last number of a range whose end does not belong to it.
  private static func before(_ text: String) -> String {
    guard let end = Int(text), end > Int.min else { return "\(text) - 1" }
    return "\(end - 1)"
  }
}
