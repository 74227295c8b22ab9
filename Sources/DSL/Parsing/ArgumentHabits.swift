import Basics

/// What is written in place of an argument that a function has not, lacks, or has under another name elsewhere.
extension NameHabits {
  /// What is written for a value of other languages as this argument, where it has another meaning than elsewhere.
  static func value(_ name: String, for label: String) -> String? {
    switch (label, name) {
    case ("header", "None"), ("header", "NULL"), ("header", "False"), ("header", "FALSE"): "it is written `false`"
    default: nil
    }
  }

  /// For a function that lacks an argument, what is written.
  static func lacking(_ function: String, _ arguments: [String]) -> String? {
    switch (function, arguments.count) {
    case ("save", 1) where !arguments[0].hasPrefix("\""):
      "write `save(\"out.csv\", \(arguments[0]))`, or `\"out.net\"` for a model."
    case ("save", 1): "write `save(\(arguments[0]), value)`, with what is saved."
    case ("folds", 1): "write `folds(\(arguments[0]), 5)`."
    case ("delete_study", 0), ("study", 0): "write `\(function)(\"NAME\")`; `hpo studies` lists the names, in a shell."
    case ("summary", 1): "`summary(model, data)` takes both; `show(data)` shows data."
    case ("count", 1): "write `length(\(arguments[0]))`, or a condition: `count(\(arguments[0]), fn(row) = row.x > 0)`."
    case ("group_by", 1), ("sort_by", 1): "write `\(function)(\(arguments[0]), \"x\")`, with its column."
    case ("map", 1), ("filter", 1):
      "write `\(function)(\(arguments[0]), fn(x) = x\(function == "filter" ? " > 0" : " + 1"))`."
    case ("load", 0): "write `load(\"data.csv\", target: \"label\")`, with a file and its column."
    case ("train", 1): "`train(model, data)` takes both, as in `train(model(dense(10)), digits())`."
    case ("predict", 1), ("evaluate", 1): "write `\(function)(\(arguments[0]), data)`."
    case ("reduce", 2): "write `reduce(\(arguments[0]), \(arguments[1]), 0)`, with where it starts."
    case ("replace", 2): "write `replace(\(arguments[0]), \(arguments[1]), \"\")`, with what stands there instead."
    case ("conv", 1): "write `conv(\(arguments[0]), 3)`, with the size of its window."
    case ("take", 1), ("drop", 1), ("sample", 1): "write `\(function)(\(arguments[0]), 5)`, with how many."
    case ("compare", _):
      "`compare([gamma, random], fn(s) = (search x in 0.0..1.0 with s for 9 trials minimize x))` races strategies; "
        + "`plot([a, b])` draws studies together."
    default: nil
    }
  }

  /// For a label that a function has not, what is meant by it.
  static func label(_ label: String, of function: String) -> String? {
    switch (function, label) {
    case ("sort", "by"), ("sort", "key"), ("sort", "column"): "write `sort_by(rows, \"column\")`"
    case ("split", "train"), ("split", "train_size"): "the training part is what the others leave: leave it out"
    case ("split", "stratify"): "every part has the same shares of the classes: leave it out"
    case ("run", "shell"): "a shell is a program: `run(\"sh\", \"-c\", \"a | b\")`"
    case ("run", "args"), ("run", "arguments"): "arguments stand without a label: `run(\"ls\", \"-l\")`"
    case ("run", "check"), ("run", "capture_output"), ("run", "text"): "leave it out: `.code`, `.text`, `.err` are kept"
    case ("train", "validation_data"), ("train", "validation_split"), ("train", "valid"):
      "the data has the part: `split(data, valid: 20%)`"
    case ("report", "step"), ("report", "epoch"), ("report", "iteration"): "it is called `at`"
    case ("tpe", "multivariate"), ("tpe", "group"), ("tpe", "constant_liar"), ("tpe", "prior_weight"):
      "it has no such choice: leave it out"
    case ("dropout", "p"), ("dropout", "prob"): "it is called `rate`"
    default: labels[label].flatMap { rows in rows.first { $0.functions.contains(function) }?.meant }
    }
  }

  /// What is meant by labels, by their words.
  private static let labels: [String: [(functions: Set<String>, meant: String)]] = {
    var table: [String: [(functions: Set<String>, meant: String)]] = [:]
    for row in labelRows {
      let functions = Set(row.functions.split(separator: " ").map(String.init))
      for word in row.labels.split(separator: " ") { table[String(word), default: []].append((functions, row.meant)) }
    }
    return table
  }()

  private static let labelRows: [(functions: String, labels: String, meant: String)] = [
    ("train", "val_split valid_split val valid", "the data has the part: `split(data, valid: 20%)`"),
    ("train", "restore_best_weights save_best_only", "it is called `restore_best`"),
    ("best", "top k n", "it is called `count`"),
    ("unique", "by key column on subset", "write `unique([row.x for row in rows])`"),
    ("table", "limit n head count top rows_count", "fewer rows are `table(take(rows, 5))`"),
    ("train", "steps max_steps iterations num_steps n_steps", "its length is told by `epochs: 5`"),
    ("train", "verbose progress", "the progress is shown by itself: leave it out"),
    ("train", "metrics metric", "all metrics are measured: leave it out"),
    ("train", "callbacks early_stopping callback", "write `patience: 5`, which ends early"),
    ("train", "device gpu cuda", "there is one device: leave it out"),
    ("train", "x X x_train X_train y Y y_train", "the data has both: `train(model, data)`"),
    ("train", "layers hidden hidden_layer_sizes activation", "it is of the model: `model(dense(64, relu), dense(10))`"),
    ("train", "dropout dropout_rate", "it is a layer: `model(dense(64, relu), dropout(20%), dense(10))`"),
    ("train", "steps_per_epoch workers use_multiprocessing", "leave it out"),
    ("load", "encoding", "text is read as UTF-8: leave it out"),
    ("load load_csv", "nrows n_max", "leave it out: `sample(data, 100)` draws so many"),
    ("load", "index_col row_names", "write `drop: [\"id\"]`, which leaves the column out"),
    ("load", "names col_names colnames", "it is called `header`, a list of names"),
    ("load", "dtype dtypes col_types colClasses", "write `columns: {x: \"text\"}`, with the names of columns"),
    ("load", "skiprows skip comment", "all lines count: leave such lines out of the file"),
    ("load", "y on by label_column class_column y_col response", "it is called `target`"),
    ("load", "index", "leave it out"),
    ("digits", "n count size", "leave it out: `sample(digits().train, 100)` draws so many"),
    ("table", "sort sort_by order order_by", "rows are sorted before: `table(sort_by(rows, \"x\"))`"),
    (
      "load",
      "quoting quote_char quotechar escapechar on_bad_lines error_bad_lines engine low_memory stringsAsFactors "
        + "parse_dates as_frame shuffle compression",
      "leave it out"
    ),
    ("load", "features x X", "write `columns: [\"x\"]`, with the names of columns"),
    ("load", "test_size test valid split", "data is split by `split(data, valid: 20%)`"),
    ("load_csv", "target label", "`load` reads data to train on"),
    ("load_csv", "sep separator delimiter header encoding decimal", "it is told from the first rows: leave it out"),
    ("split", "shuffle", "it draws at random: leave it out"),
    ("sort_by sort", "ascending", "the smallest stands first; else write `descending: true`"),
    ("plot", "xscale yscale logx logy log_x log_y scale", "it is called `log`: `log: \"x\"`, for columns of rows"),
    ("plot", "title figsize size color colour width height xlabel ylabel legend style", "leave it out"),
    ("plot", "params parameters param names columns", "names stand without a label: `plot(study, \"x\")`"),
    ("plot", "target", "it is called `objective`"),
    ("plot", "metric metrics values", "leave it out: all are drawn"),
    ("max min", "key by", "write `first(sort_by(rows, \"x\", descending: true))`, with the column"),
    ("sort_by", "by key column", "columns stand without a label: `sort_by(rows, \"x\")`"),
    ("group_by", "by key column", "columns stand without a label: `group_by(rows, \"x\")`"),
    ("dense conv", "input_shape input_dim in_features in_channels inputs", "what comes in is known: leave it out"),
    ("dense conv", "kernel_regularizer l2", "it is an option of `train`: `decay: 1e-4`"),
    ("dense conv", "name use_bias bias kernel_initializer", "leave it out"),
    ("model", "input_shape input_dim loss optimizer name", "leave it out"),
    ("print", "sep end file flush", "leave it out; `join(xs, \", \")` puts texts together"),
    ("sum mean std max min median", "axis", "a list has one axis: leave it out"),
    ("log", "base", "write `log2(x)`, `log10(x)` or `log(x) / log(3)`"),
    ("predict evaluate", "batch_size verbose", "leave it out"),
    ("save", "index header sep", "leave it out"),
  ]

  /// For an argument that is one too many, what is meant by it.
  static func surplus(in function: String, _ arguments: [String]) -> String? {
    switch (function, arguments.count) {
    case ("correlation", 3) where isPlainText(arguments[1]) && isPlainText(arguments[2]):
      "write `correlation([row.\(inside(arguments[1])) for row in \(arguments[0])], "
        + "[row.\(inside(arguments[2])) for row in \(arguments[0])])`."
    case ("split", 2...) where arguments.dropFirst().allSatisfy { Double($0) != nil || $0.hasSuffix("%") }:
      "shares have labels: write `split(\(arguments[0]), test: \(arguments[arguments.count - 1]))`."
    case ("random", 2): "a number is drawn by `sample(\(arguments[0])..\(arguments[1]), 1)[0]`."
    case ("digits", 1): "leave it out: `sample(digits().train, \(arguments[0]))` draws so many."
    case ("table", 2) where arguments[1].hasPrefix("["): "write `table(\(arguments[0]), columns: \(arguments[1]))`."
    case ("table", 2): "write `table(\(arguments[0]), columns: [\(arguments[1])])`."
    case ("table", 3...): "write `table(\(arguments[0]), columns: [\(arguments.dropFirst().joined(separator: ", "))])`."
    case ("load_csv", 2): "`load` reads data to train on: `load(\(arguments[0]), target: \(arguments[1]))`."
    case ("study", 2), ("delete_study", 2):
      "another file of studies is named on the command line: `hpo --storage \(arguments[1])`."
    default: nil
    }
  }

  /// The options of functions that others have, too, by other names.
  static let options: [String: [String]] = [
    "train": [
      "lr", "batch", "optimizer", "momentum", "decay", "seed", "epochs", "patience", "clip", "loss", "schedule",
      "threads", "shuffle", "class_weights", "nesterov", "beta1", "beta2", "rho", "epsilon", "l1", "clip_value",
      "smoothing", "delta", "min_delta", "restore_best", "report", "model", "data",
    ],
    "load": [
      "file", "like", "target", "columns", "drop", "separator", "decimal", "missing", "header", "kind", "categories",
    ],
    "split": ["data", "valid", "test", "seed"],
  ]
}
