import Basics
import Charts
import DSL
import Studies

/// Figures.
let plotBuiltins: [Builtin] = [
  Builtin(
    "plot",
    [
      .required("data"), .label("kind"), .label("x"), .label("y"), .label("by"), .label("log"), .label("classes"),
      .label("objective"), .label("path"), .rest("names"),
    ],
    """
    Draws a figure: below, or into the file that is named, which ends in `.svg`, `.html` or `.txt`. Of a study it draws the \
    history, or what `kind` says; with the name of a parameter the values over it, with two names a map over both. Of a run or \
    several it draws the learning curves, of several studies the best values so far, of a confusion matrix the matrix, of what \
    `lr_find`, `importance`, `compare` and `curve` give what they are about. Of records, a table or data it draws column `y` \
    over column `x`, in groups by `by`, and of a list of numbers these in order. docs/charts.md shows every kind.
    """,
    examples: [
      .init("plot(search lr in log(1e-4, 1) for 20 trials minimize (ln(lr) + 3)^2, \"lr\")"),
      .init("plot(search x in 0.0..1.0, y in 0.0..1.0 for 30 trials minimize (x - y)^2, kind: \"contour\")"),
      .init("plot(study(\"digits\"), \"digits.html\")"),
      .init("plot(train(model(dense(10)), digits(), lr: 0.1, epochs: 5))"),
      .init("plot([{lr: lr, loss: (lr - 0.1)^2} for lr in [0.01, 0.03, 0.1, 0.3]], x: \"lr\", y: \"loss\")"),
    ], seeAlso: ["table", "show", "curve", "best"]
  ) { (a: Arguments) throws(Exit) in
    let request = try PlotRequest(a)
    if request.file != nil, a.context.settings.isSandboxed { throw refused("plot", a) }
    let figure = try a.figure(request)
    guard let file = request.file else {
      a.context.output(figure.text(a.context.settings))
      return .none
    }
    try a.write(Array(file.format.text(of: figure).utf8), to: file.index)
    return .none
  }
]
