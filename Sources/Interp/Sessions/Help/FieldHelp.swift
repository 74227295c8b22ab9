import DSL

/// What kinds of value have fields, and what these are.
struct FieldHelp: Sendable {
  /// A field.
  struct Field: Sendable {
    let name: String
    let summary: String
    /// The kind of the field's own fields, or of those of its items.
    let kind: String?

    init(_ name: String, _ summary: String, _ kind: String? = nil) {
      (self.name, self.summary, self.kind) = (name, summary, kind)
    }
  }

  /// The fields by the kind of value: what `kind(value)` gives for values that are no records, and names for records.
  static let kinds: [String: [Field]] = [
    "study": [
      Field("name", "The name that it is stored under, if any."), Field("strategy", "The strategy, as it is written."),
      Field("seed", "The seed of the search."), Field("direction", "Whether it minimizes or maximizes."),
      Field("best", "The best complete trial.", "trial"), Field("value", "The best value."),
      Field("params", "The parameters of the best trial."),
      Field("front", "With several objectives: the trials that no other beats in all.", "trial"),
      Field("trials", "All trials, in order.", "trial"), Field("seconds", "How long the search took."),
      Field("interrupted", "Whether Ctrl-C ended it."),
    ],
    "trial": [
      Field("number", "Its number, from 0."), Field("params", "The record of its parameters."),
      Field("value", "What the objective gave; `none` if it failed."),
      Field("state", "\"complete\", \"failed\", \"pruned\" or \"running\"."),
      Field("feasible", "Whether it meets all of `require`; true where there is none."),
      Field("seconds", "How long it took."),
      Field("notes", "What `note` attached to it."),
      Field("reports", "What `report` told, a record for each step.", "report"),
      Field("message", "Why it failed."),
    ],
    "report": [Field("step", "The step that it is of."), Field("value", "The value at that step.")],
    "run": [
      Field("model", "The trained network."), Field("train", "The metrics on the training part.", "metrics"),
      Field("valid", "The metrics on the validation part.", "metrics"),
      Field("test", "The metrics on the test part, if there is one.", "metrics"),
      Field("seconds", "How long training took."), Field("epochs", "How many epochs were trained."),
      Field("interrupted", "Whether Ctrl-C ended it."),
      Field("best_epoch", "With patience: the epoch with the least validation loss."),
      Field("stopped_at", "The epoch after which patience ended training, if it did."),
      Field("history", "The course, a record for each epoch.", "epoch"),
    ],
    "training": [
      Field("model", "The network as it is now."), Field("train", "The metrics on the training part.", "metrics"),
      Field("valid", "The metrics on the validation part.", "metrics"),
      Field("test", "The metrics on the test part, if there is one.", "metrics"),
      Field("seconds", "How long it has trained."), Field("epochs", "How many epochs it has trained."),
      Field("history", "The course, a record for each epoch.", "epoch"),
    ],
    "epoch": [
      Field("epoch", "Its number, from 1."), Field("train", "Loss and accuracy on the training part.", "losses"),
      Field("valid", "Loss and accuracy on the validation part.", "losses"),
      Field("lr", "The learning rate at its end."),
      Field("seconds", "How long it took."), Field("elapsed", "The time since training began."),
    ],
    "losses": [Field("loss", "The mean loss."), Field("accuracy", "The share of items classified rightly.")],
    "metrics": [
      Field("loss", "The mean loss, as training has it."), Field("accuracy", "The share of items classified rightly."),
      Field("sensitivity", "The share of a class's items that are found (recall), the mean over classes."),
      Field("specificity", "The share of other classes' items not taken for the class, the mean over classes."),
      Field("precision", "The share of items taken for a class that are of it, the mean over classes."),
      Field("f1", "The harmonic mean of precision and sensitivity."),
      Field("mcc", "Matthews' correlation coefficient, from -1 to 1; 0 is as good as chance."),
      Field("auc", "The area under the ROC curve, each class against the rest."),
      Field("confusion", "How often each class (a row) was taken for each (a column)."),
      Field("mae", "The mean absolute error, in units of the target."),
      Field("rmse", "The root of the mean squared error, in units of the target."),
      Field("r2", "The share of the target's variance that is explained."),
    ],
    "data": [
      Field("train", "The training part.", "data"), Field("valid", "The validation part, if there is one.", "data"),
      Field("test", "The test part, if there is one.", "data"), Field("classes", "The names of the classes."),
      Field("features", "The names of the features."), Field("target", "The name of the target."),
    ],
    "strategy": [Field("name", "Its name.")],
    "process": [
      Field("code", "The exit code: 0 if all went well."), Field("text", "What the program printed."),
      Field("err", "What it wrote to standard error."), Field("seconds", "How long it ran."),
    ],
    "rates": [
      Field("lr", "The rate at which the loss falls fastest."),
      Field("curve", "The losses, a record for each step.", "rate"),
    ],
    "rate": [
      Field("lr", "The learning rate."), Field("loss", "The loss of the batch."),
      Field("smoothed", "The loss, averaged over the steps before."),
    ],
    "group": [Field("rows", "The rows of the group.")],
    "row": [
      Field("number", "The number of the trial, from 0."),
      Field("value", "What the objective gave; `none` if it failed."),
      Field("state", "\"complete\", \"failed\", \"pruned\" or \"running\"."),
      Field("seconds", "How long the trial took."),
    ],
  ]

  /// The kind of what a builtin gives, where it has fields; of the items, where it gives a list.
  static let results: [String: String] = [
    "train": "run", "start": "training", "step": "training", "evaluate": "metrics", "lr_find": "rates",
    "run": "process",
    "group_by": "group", "digits": "data", "mnist": "data", "cifar10": "data", "cifar100": "data", "spirals": "data",
    "moons": "data", "blobs": "data", "load": "data", "augment": "data", "standardize": "data", "split": "data",
    "range_data": "data", "study": "study", "best": "row", "table": "row",
  ]

  /// The builtins that give lists.
  static let lists: Set<String> = ["group_by", "best", "table"]

  /// The page of a field: what it means in the values that have it.
  static func page(_ name: String) -> HelpPage? {
    let found = kinds.sorted { $0.key < $1.key }.flatMap { kind, fields in
      fields.filter { $0.name == name }.map { (kind, $0) }
    }
    guard !found.isEmpty else { return nil }
    var page = HelpPage(forms: found.map { .init(usage: ".\(name) of \(title($0.0))", summary: $0.1.summary) })
    page.seeAlso = Set(found.compactMap { makers[$0.0] }).filter { $0 != name }.sorted()
    return page
  }

  /// The fields of a kind, as lines.
  static func lines(of kind: String) -> [String] {
    let fields = kinds[kind] ?? []
    let width = fields.map(\.name.count).max() ?? 0
    return fields.map { "  ." + $0.name.padded(to: width + 2) + $0.summary }
  }

  /// What a kind of value is.
  static func form(of kind: String) -> HelpPage.Form {
    HelpPage.Form(usage: kind, summary: "The fields of \(title(kind)).")
  }

  /// What gives such a value.
  private static let makers: [String: String] = [
    "study": "search", "trial": "search", "report": "report", "run": "train", "training": "start", "epoch": "train",
    "losses": "train", "metrics": "evaluate", "data": "load", "strategy": "with", "process": "run", "rates": "lr_find",
    "rate": "lr_find", "group": "group_by", "row": "table",
  ]

  private static func title(_ kind: String) -> String {
    switch kind {
    case "process": "what `run` gives"
    case "rates": "what `lr_find` gives"
    case "rate": "a point of `lr_find`'s curve"
    case "group": "a group of rows"
    case "row": "a row of a study's table"
    case "metrics": "`.train`, `.valid` and `.test` of a run"
    case "epoch": "an item of `.history`"
    case "losses": "`.train` and `.valid` of such an item"
    case "report": "an item of `.reports`"
    case "data": "data"
    default: "a \(kind)"
    }
  }
}
