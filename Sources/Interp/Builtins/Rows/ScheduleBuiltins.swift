import DSL
import NN

/// Schedules of the learning rate: each gives a factor of `lr` for every step of training.
let scheduleBuiltins: [Builtin] = [
  Builtin(
    "cosine", [.optional("minimum", .int(0))],
    "A schedule that falls from lr to `minimum` times lr along a cosine, over all epochs.",
    examples: [.init("cosine()", "cosine(0.0)")], seeAlso: ["one_cycle", "warmup", "train"]
  ) { (a: Arguments) throws(Exit) in .host(ScheduleValue(.cosine(minimum: try a.number(0)))) },
  Builtin(
    "step_decay", [.required("every"), .optional("factor", .real(0.1))],
    "A schedule that multiplies the learning rate by `factor` after every so many epochs.",
    examples: [.init("step_decay(10)", "step_decay(10, 0.1)")], seeAlso: ["cosine", "plateau", "train"]
  ) { (a: Arguments) throws(Exit) in
    .host(ScheduleValue(.step(every: try a.epochs(0), factor: try a.number(1))))
  },
  Builtin(
    "one_cycle", [.optional("peak", .real(0.3)), .optional("start", .real(0.04)), .optional("end", .real(4e-6))],
    """
    A schedule that rises from `start` times lr to lr in the first `peak` of all steps and falls to `end` times lr in \
    the rest, along cosines.
    """,
    examples: [.init("one_cycle(0.25)", "one_cycle(0.25, 0.04, 4e-06)")], seeAlso: ["cosine", "lr_find", "train"]
  ) { (a: Arguments) throws(Exit) in
    .host(
      ScheduleValue(
        .oneCycle(
          peak: try a.number(0), start: try a.number(1),
          end: try a.number(2))))
  },
  Builtin(
    "plateau", [.optional("patience", .int(10)), .optional("factor", .real(0.1))],
    "A schedule that multiplies the learning rate by `factor` when the validation loss has not fallen for `patience` epochs.",
    examples: [.init("plateau(3)", "plateau(3, 0.1)")], seeAlso: ["step_decay", "train"]
  ) { (a: Arguments) throws(Exit) in
    .host(
      ScheduleValue(
        .plateau(patience: try a.epochs(0), factor: try a.number(1))))
  },
  Builtin(
    "warmup", [.required("length"), .optional("schedule"), .label("from", .real(0.1))],
    "A schedule that rises from `from` times lr to lr over some steps or epochs, and then goes on as another one.",
    examples: [.init("warmup(2 epochs, cosine())", "warmup(2 epochs, cosine(0.0))")], seeAlso: ["cosine", "train"]
  ) { (a: Arguments) throws(Exit) in
    let schedule = try a.optional(1) { (i) throws(Exit) in try a.host(i, ScheduleValue.self, "a schedule").schedule }
    return .host(
      ScheduleValue((schedule ?? .constant).warmedUp(try a.warmUpLength(0), from: try a.number(2))))
  },
]

extension Arguments {
  fileprivate func warmUpLength(_ index: Int) throws(Exit) -> Schedule.WarmUp.Length {
    if case .quantity(let quantity) = self[index], let count = Int(exactly: quantity.amount) {
      switch quantity.unit {
      case .count(.steps): return .steps(count)
      case .count(.epochs): return .epochs(count)
      default: break
      }
    }
    throw wrongKind(index, "a number of steps or epochs, such as `2 epochs`")
  }
}
