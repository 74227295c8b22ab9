import Basics

/// Fields and methods that values have in other libraries and not here, and what is written instead.
enum FieldHabits {
  /// What is said of a field that a value of this kind has elsewhere.
  ///
  /// - Parameters:
  ///   - name: the field.
  ///   - kind: the kind of the value, in words.
  ///   - written: the value as it is written.
  ///   - argument: the first argument, where the field is called.
  /// - Returns: a label; nil where nothing is known.
  static func meant(_ name: String, of kind: String, _ written: String, _ argument: String?) -> String? {
    guard
      let row = rows.first(where: {
        $0.kinds.split(separator: "|").contains(Substring(kind))
          && $0.names.split(separator: " ").contains(Substring(name))
      })
    else { return nil }
    if row.meant == drawing {
      guard written.hasPrefix("plot("), written.hasSuffix(")") else { return nil }
      let isFigure = argument.map { $0.hasSuffix(".svg\"") || $0.hasSuffix(".html\"") } ?? false
      return "write `\(written.dropLast()), \(isFigure ? argument ?? "" : "\"figure.svg\""))`"
    }
    let isGiven = argument?.isEmpty == false && row.argument != nil
    return row.meant.replacing(
      "@", with: isGiven ? named(argument ?? "", like: row.argument ?? "") : row.argument ?? ""
    ).replacing("$", with: written)
  }

  /// The name of a file with the ending of another, where its own is none of those that are written.
  private static func named(_ file: String, like other: String) -> String {
    guard other.hasPrefix("\""), let point = other.lastIndex(of: "."), file.hasPrefix("\""), file.hasSuffix("\"") else {
      return file
    }
    let (ending, own) = (other[other.index(after: point)...].dropLast(), file.lastIndex(of: "."))
    let written = own.map { file[file.index(after: $0)...].dropLast() } ?? ""
    let known = ending == "csv" ? ["csv", "tsv", "md", "tex", "json"] : [String(ending)]
    return known.contains(String(written)) ? file : "\(own.map { file[..<$0] } ?? file.dropLast()).\(ending)\""
  }

  private static let drawing = "plot"

  /// What is said, with `$` for the value and `@` for the argument, which is the one beside it if none is written.
  private static let rows: [(kinds: String, names: String, meant: String, argument: String?)] = [
    ("a list|a table|data", "shape size nrow nrows num_rows count", "write `length($)`", nil),
    ("a list|a table", "columns names colnames dtypes keys items", "write `keys($[0])`", nil),
    ("a list|a table|data", "head", "write `take($, @)`", "5"),
    ("a list|a table|data", "tail", "write `drop($, length($) - @)`", "5"),
    ("a list|a table|data", "describe info summary glimpse str", "write `show($)`", nil),
    ("a list|a table|data", "iloc loc iat at", "a row is `$[0]`", nil),
    ("a list|a table|data", "iterrows itertuples rows", "write `for row in $ { print(row) }`", nil),
    ("a list|a table|data", "dropna drop_na", "write `filter($, fn(row) = row.x != none)`, with its column", nil),
    ("a list|a table|data", "query where subset", "write `filter($, fn(row) = row.x > 0)`, with its column", nil),
    ("a list|a table", "assign mutate", "write `map($, fn(row) = {...row, z: row.x + 1})`, with its columns", nil),
    ("a list|a table|data", "rename", "write `[{...without(row, @), z: row.x} for row in $]`", "\"x\""),
    (
      "a list|a table|data", "reset_index set_index copy astype infer_objects ndim",
      "rows are plain values: leave it out",
      nil
    ),
    ("a list|a table", "fillna", "write `[{...row, x: row.x or @} for row in $]`, with its column", "0"),
    ("a list|a table|data", "nlargest", "write `take(sort_by($, \"x\", descending: true), @)`, with its column", "5"),
    ("a list|a table|data", "nsmallest", "write `take(sort_by($, \"x\"), @)`, with its column", "5"),
    (
      "a list|a table", "merge concat append_rows bind_rows", "rows are put below each other by `[...$, ...@]`",
      "others"
    ),
    ("a list", "get", "write `$[@]`", "0"),
    ("a real|an integer", "mean sum max min item tolist value std", "it is one number: leave it out", nil),
    (
      "a study", "history optimization_history values",
      "its values are `[t.value for t in $.trials]`; `plot($)` draws them", nil
    ),
    ("a record", "params", "its parameters are fields of their own", nil),
    (
      "a study", "get_best get_best_trial best_result best_config best_configuration best_model incumbent",
      "write `$.best`", nil
    ),
    ("a list|a table", "value_counts", "write `group_by($, @)`", "\"x\""),
    (
      "a list|a table|data", "to_json to_excel to_parquet to_pickle to_html to_markdown to_latex", "write `save(@, $)`",
      "\"rows.csv\""
    ),
    ("a list|a table|data", "tolist to_list to_numpy to_records values", "it is a list already: leave it out", nil),
    (
      "a list|a table|data", "isnull isna is_null notnull notna",
      "write `count($, fn(row) = row.x == none)`, with its column", nil
    ),
    ("a list|a table|data", "nunique drop_duplicates distinct", "write `unique([row[@] for row in $])`", "\"x\""),
    ("a run", "metrics results scores", "write `$.valid`, which are those of the validation part", nil),
    ("a run", "weights parameters layers", "`summary($.model, data)` shows them", nil),
    ("a run|a training", "score", "write `evaluate($, @)`", "data"),
    ("data", "drop remove", "columns are left out by `load(file, drop: [@])`", "\"x\""),
    (
      "data", "X y x target_names feature_names data labels",
      "`$.features` and `$.classes` are the names; `$[0]` is an item", nil
    ),
    ("data", "split train_test_split", "write `split($, test: 20%)`", nil),
    ("data", "fit train_model", "write `train(model(dense(10)), $)`", nil),
    ("a list", "best best_trial", "a study has it: `.best` is its best trial", nil),
    ("a trial", "trial id trial_id trial_number index", "write `$.number`", nil),
    ("a trial", "user_attrs system_attrs attrs", "write `$.notes`", nil),
    ("a trial", "intermediate_values", "write `$.reports`", nil),
    ("a list", "pop", "write `take($, length($) - 1)`: a list without its last item", nil),
    ("a list", "remove", "write `filter($, fn(x) = x != @)`", "0"),
    ("a table", "params best best_params", "its first row is `$[0]`; of a study, `.best.params` are the best", nil),
    ("a study", "trials_dataframe dataframe df get_trials to_dataframe to_pandas", "write `table($)`", nil),
    ("a study", "optimize run fit ask tell", "a search runs by itself: leave it out", nil),
    ("a study", "best_trials top leaderboard", "write `best($)`", nil),
    ("a study", "n_trials num_trials trial_count", "write `length($.trials)`", nil),
    ("a study", "plot show visualize", "write `plot($)`", nil),
    ("a study", "to_csv save export dump", "write `save(@, $)`", "\"trials.csv\""),
    ("a study", "report to_html", "write `report($, @)`", "\"report.html\""),
    ("a study", "summary describe print info", "write `print($)`", nil),
    (
      "a study", "importances param_importances get_param_importances feature_importances_", "write `importance($)`",
      nil
    ),
    ("a study", "user_attrs set_user_attr", "a trial keeps a value by `note(name: value)`", nil),
    ("a model", "load load_weights load_model load_state_dict", "write `load_model(@)`", "\"model.net\""),
    ("a list", "index indexOf find_index", "write `index_of($, @)`", "0"),
    ("a model", "compile", "leave it out: `train($, data, optimizer: \"adam\")` says how it is trained", nil),
    (
      "a model", "add append add_module", "all layers stand in `model(...)`, as in `model(dense(64, relu), dense(10))`",
      nil
    ),
    ("a model", "fit_generator train_on_batch", "write `train($, data)`", nil),
    ("a model", "to cuda cpu eval zero_grad backward", "leave it out", nil),
    ("a model", "layers weights parameters get_weights params", "`summary($, data)` shows them", nil),
    ("a model|a run", "save save_weights save_model", "write `save(@, $)`", "\"model.net\""),
    ("a model", "accuracy valid loss history", "what a training gives has it: `train($, data).valid`", nil),
    ("a string", "format", "a string shows values: `\"{x}\"`", nil),
    ("a record", "get", "write `$[@]`", "\"x\""),
    ("a record", "append add update", "a record is extended by `{...$, x: 1}`", nil),
    ("none", "save savefig show write_image write_html update_layout to_html", drawing, nil),
  ]
}
