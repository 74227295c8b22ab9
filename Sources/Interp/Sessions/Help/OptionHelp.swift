import Basics
import BayesOpt
import DSL

/// What the options of functions mean, by label.
///
/// What a strategy's options mean stands in `StrategyCatalog`.
enum OptionHelp {
  /// What `on N workers(...)` gives to each worker, in one sentence.
  static func summary(of share: ShareName) -> String {
    switch share {
    case .gpus: "The GPUs that programs of each worker see: a number, or a share of one such as 0.5."
    case .cores: "The cores of the processor that each worker runs on."
    }
  }

  /// One sentence for each label of a parameter that may be left out.
  static let summaries: [String: String] = [
    "account": "The account that the cluster charges.",
    "activation": "The function that is applied to each of the layer's sums; without it, none.",
    "after": "The first step, or epoch, at which a trial can be stopped.",
    "at": "The step that a report is of; without it, the one after the last.",
    "batch": "How many items each step of training looks at.",
    "beta": "How much a confidence bound explores: the larger, the more.",
    "beta1": "How slowly Adam's mean of the gradient changes.",
    "beta2": "How slowly Adam's mean of the gradient's square changes.",
    "bins": "How many parts of equal width a histogram has.",
    "booleans": "How `flags` writes true and false: \"switch\", \"no\" or \"word\".",
    "by": "The column whose values tell groups of rows apart.",
    "caption": "A line above the titles of a table.",
    "categories": "What becomes of columns of categories.",
    "class_weights": "How much each class counts in the loss: a list of numbers, or \"balanced\".",
    "classes": "How many classes the points have; of plot, the names of a matrix's classes.",
    "clip": "The greatest length that the gradient of all weights together may have.",
    "clip_value": "The greatest size that each number of the gradient may have.",
    "coarse": "Whether the 20 coarse classes are taken rather than the 100 fine ones.",
    "columns": "The columns that are shown or read, in their order; of `load`, also what kind each is.",
    "compare": "A strategy, or the name of one, whose model is put beside the study's own.",
    "correction": "Whether a test of two rows and two columns is corrected for continuity, as by Yates.",
    "count": "How many are shown; of `bootstrap`, how many lists are drawn.",
    "cpus": "How many processors each task of a job array has.",
    "crop": "By how many pixels images are moved at most, with black behind them.",
    "cwd": "The folder that the program starts in.",
    "data": "The data that a saved training goes on with.",
    "decay": "Weight decay (L2): how strongly weights are drawn to 0.",
    "decimal": "The sign between whole and part of numbers in a table: \".\" or \",\".",
    "delta": "The error at which the huber loss goes over from squares to sizes.",
    "descending": "Whether the greatest comes first.",
    "deviation": "The standard deviation.",
    "digits": "How many digits are kept behind the point.",
    "dilation": "The distance of the pixels that a window looks at.",
    "drop": "The columns of a table that are not read.",
    "end": "The share of lr that a schedule ends at.",
    "env": "Variables of the program's environment, added to those there are.",
    "epochs": "How often training goes through the data: a number, or a count such as `5 epochs`.",
    "epsilon": "A small number that keeps an optimiser from dividing by 0.",
    "equal_variances": "Whether both lists are taken to vary equally, as in Student's test; Welch's takes nothing.",
    "expected": "The counts, or shares, that are expected.",
    "factor":
      "By what a schedule multiplies the learning rate; of pruners, the share of trials that goes on is 1 in so many.",
    "features": "The columns that explain the target; without it, all others that hold numbers.",
    "fill": "The character that fills a text up.",
    "flip": "Whether images are mirrored at random.",
    "from":
      "Where it starts: the lowest rate that lr_find tries, the share of lr that a warm-up begins with, a pruner's first rung.",
    "function": "What tells of an item whether it counts; without it, the items are booleans.",
    "gpus": "How many GPUs each task of a job array has: a number, or a kind with a number, `\"a100:1\"`.",
    "groups": "Into how many groups the channels of a convolution are divided.",
    "guess": "Whether it is asked where one would look next before that is told.",
    "header": "Whether the first line of a table holds names, or the names themselves.",
    "init": "How the weights of a layer are drawn before training.",
    "keep": "Of how many of the best trials the files are kept.",
    "kind": "What the target of a table is, where its look is not enough; of plot, which figure is drawn.",
    "l1": "How strongly weights are drawn to exactly 0 (L1).",
    "level": "How likely an interval is to hold the true value.",
    "like": "Data, a run or a network whose columns, categories and classes a table is read by.",
    "lists": "How `flags` writes lists: as \"words\", \"repeated\" or \"commas\".",
    "log":
      "The axes that are logarithmic: \"x\", \"y\", \"xy\" or \"\"; without it, those of numbers over three powers of ten.",
    "loss": "What training minimises; without it, what suits the target.",
    "lower": "The least value that a trial may report.",
    "lr": "The learning rate: how far each step of training goes.",
    "maximize": "Whether larger values are better.",
    "mean": "The middle of a normal distribution; of `t_test`, what a mean is compared with.",
    "memory": "How much memory each task of a job array has, as `\"16G\"`.",
    "method": "How importance is found; of `correlation_test`, whose correlation is tested.",
    "metrics": "The file that the program writes its metrics to: JSON lines, CSV or JSON.",
    "min_delta": "By how much the validation loss, or what a trial reports, must improve to count as better.",
    "minimum": "The share of lr that a schedule falls to.",
    "missing": "The words that mean a missing value in a table.",
    "mode": "Whether trials wait at a rung, \"pause\", or end there, \"stop\".",
    "model": "The layers that a saved network must have.",
    "momentum": "How much of the last step goes on in the next: 0 for none, 0.9 is usual.",
    "n": "How many points are drawn.",
    "nesterov": "Whether momentum looks ahead, as Nesterov's does.",
    "noise": "The standard deviation of what is added at random.",
    "notice": "So long before the end of its time, a task of a job array gives back its trial.",
    "objective": "Which of several objectives a figure is of: its number from 1, or its metric.",
    "of": "What parameters are important for: the title of a column of the study's table.",
    "optimizer": "The rule by which steps are made of gradients.",
    "options": "Further options of `sbatch`: a text as it stands behind `#SBATCH`, or a list of them.",
    "p": "How likely such differences may at most be by chance.",
    "padding": "What is added around an image: \"valid\", \"same\" or a number of pixels.",
    "pair": "The column whose equal values make a pair of two rows.",
    "paired": "Whether the lists belong together number by number.",
    "pairs": "Whether importance is also found of two parameters together, beyond what each has alone.",
    "partition": "The partition of the cluster.",
    "path": "The file.",
    "patience": "How many epochs without a better validation loss, or reports without a better value, are waited for.",
    "paused": "How many trials may wait at a time; of more, the one that has come least far ends.",
    "peak": "The share of all steps at which the learning rate is highest.",
    "pruner": "Another pruner that is asked too.",
    "qos": "The quality of service that the cluster is asked for.",
    "quantile": "The share of the trials, the best of them, that count as good.",
    "reference": "For each objective a value that is worse than all that is of interest.",
    "region": "The share of the trials, the best of them, that good ones are compared with.",
    "repeats": "Whether an item may be drawn again.",
    "report":
      "The metric that is reported: of a training after each epoch in a search with `prune`, of run as the program writes it.",
    "restore_best": "Whether the run has the weights of its best epoch rather than of its last.",
    "rho": "How slowly RMSprop's mean of the gradient's square changes.",
    "scale": "What a Gamma distribution's numbers are multiplied by: their mean is shape times scale.",
    "schedule": "How the learning rate changes as training goes on.",
    "seed": "What fixes everything that is drawn at random; without it, the seed of the search or of `--seed`.",
    "separator": "What stands between the pieces.",
    "setup": "Lines of the shell that run before the worker in each task: a text, or a list of them.",
    "shape": "The form of a Gamma distribution: the larger, the more its numbers gather around their mean.",
    "shift": "By how many pixels images are moved at most, with their edges repeated.",
    "shortcut": "The layers that a residual block's input goes through before it is added.",
    "shuffle": "Whether every epoch has an order of its own.",
    "smoothing": "The share of certainty that is taken from the right class and spread over all.",
    "start": "The share of lr that a schedule begins with.",
    "startup": "How many trials, or for `wilcoxon` steps, are needed before any trial is stopped.",
    "stdin": "What the program reads from its standard input.",
    "steps": "How many steps are made.",
    "stride": "How many pixels a window moves on.",
    "target": "The column to predict; without it, the last.",
    "test": "The share of the training part that becomes a test part: `20%`.",
    "text": "What is shown while `wait` waits.",
    "theta": "The scale of the random weight of rgp_ucb: 0.1 exploits, 8 explores.",
    "threads": "How many threads share each batch.",
    "time": "How long a task of the job array may run, after which it goes to the end of the queue.",
    "timeout": "After how long the program is stopped.",
    "to": "Where it ends: the highest rate that lr_find tries, a pruner's last rung.",
    "trial": "One trial of a study, by its number; without it, all of them.",
    "underscores": "Whether `flags` turns the underscores of names into \"dashes\", or they are \"kept\".",
    "upper": "The largest value that a trial may report.",
    "valid": "The share of the training part that becomes a validation part: `20%`.",
    "x": "The column along the x axis.",
    "y": "The column along the y axis.",
    "ys": "A second list of numbers, to compare with the first.",
  ]

  /// The page of an option: what it means, the functions that have it, and what it can be.
  static func page(_ name: String) -> HelpPage? {
    var forms: [HelpPage.Form] = []
    let owners = owners(of: name) { $0.declaration.isOptional }
    if let summary = summaries[name], !owners.isEmpty {
      forms.append(
        .init(
          usage: "\(name):",
          summary: "\(summary) An option of \(listed(owners.map(\.name))).\(standard(name, owners))"))
    }
    let strategies = StrategyCatalog.entries.filter { $0.options.contains { $0.name == name } }
    for option in strategies.flatMap(\.options) where option.name == name {
      let summary = option.summary + " Without it: \(option.defaultText)."
      guard !forms.contains(where: { $0.summary.hasPrefix(summary) }) else { continue }
      let owners = strategies.filter { $0.options.contains { $0.name == name && $0.summary == option.summary } }
      forms.append(.init(usage: "\(name):", summary: "\(summary) An option of \(listed(owners.map(\.name)))."))
    }
    guard !forms.isEmpty else { return nil }
    var page = HelpPage(forms: forms)
    page.body = lines(of: choices(of: name))
    let example = (owners.map(\.name) + strategies.map(\.name)).first { $0 != name }
    page.seeAlso = example.map { [$0] } ?? []
    return page
  }

  /// The page of a parameter that always has an argument.
  static func page(parameter name: String) -> HelpPage? {
    let owners = owners(of: name) { _ in true }.map(\.name)
    guard !owners.isEmpty else { return nil }
    return HelpPage(
      forms: [.init(usage: "\(name):", summary: "A parameter of \(listed(owners)).")],
      seeAlso: owners.filter { $0 != name })
  }

  private static func owners(of name: String, _ condition: (Builtin.Parameter) -> Bool) -> [Builtin] {
    BuiltinTable.rows.filter { $0.parameters.contains { $0.name == name && condition($0) } }
  }

  /// The page of something that options can be.
  static func page(value name: String) -> HelpPage? {
    let labels = OptionChoices.labels.filter { choices(of: $0).contains { $0.name == name } }
    let found =
      labels.compactMap { label in
        choices(of: label).first { $0.name == name }.map { (label, $0) }
      } + strategyChoices.filter { $0.1.name == name && $0.1.text.hasPrefix("\"") }
    // What has a page of its own by this name is explained there.
    let own = found.filter { $0.1.text.hasPrefix("\"") }
    guard !own.isEmpty else { return nil }
    return HelpPage(
      forms: own.map { .init(usage: "\($0.0): \($0.1.text)", summary: $0.1.summary) }, seeAlso: own.map(\.0))
  }

  /// What an option of this name can be, where that is one of a few things.
  static func choices(of name: String) -> [OptionChoice] {
    let choices = OptionChoices.all(of: name)
    return choices.isEmpty ? strategyChoices.filter { $0.0 == name }.map(\.1) : choices
  }

  /// The labels of all options that have a page.
  static let labels: Set<String> = Set(
    BuiltinTable.rows.flatMap(\.parameters).filter { $0.declaration.hasLabel }.map(\.name)
      + StrategyCatalog.entries.flatMap(\.options).map(\.name))

  /// The names of everything quoted that options can be.
  static let values: Set<String> = Set(
    (OptionChoices.labels.flatMap(OptionChoices.all) + strategyChoices.map(\.1)).filter { $0.text.hasPrefix("\"") }
      .map(\.name))

  private static let strategyChoices: [(String, OptionChoice)] = {
    var seen: Set<String> = []
    return StrategyCatalog.entries.flatMap(\.options).flatMap { option in
      OptionChoices.of(option).filter { seen.insert("\(option.name) \($0.text)").inserted }.map { (option.name, $0) }
    }
  }()

  private static func lines(of choices: [OptionChoice]) -> [String] {
    let rows = choices.map { ($0.text.hasSuffix("(") ? $0.text + "...)" : $0.text, $0.summary) }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  " + $0.0.padded(to: width + 2) + $0.1 }
  }

  /// The value that holds where it is not given, if that is the same everywhere.
  private static func standard(_ name: String, _ owners: [Builtin]) -> String {
    let texts = Set(owners.flatMap(\.parameters).filter { $0.name == name }.map(\.text))
    guard texts.count == 1, let text = texts.first?.split(separator: " = ", maxSplits: 1).dropFirst().first,
      text != "none"
    else { return "" }
    return " Without it: \(text)."
  }

  private static func listed(_ names: [String]) -> String {
    guard names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}

extension Builtin {
  /// The parameters of all its forms.
  var parameters: [Parameter] { forms.flatMap(\.parameters) }
}
