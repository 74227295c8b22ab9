extension TopicPage {
  /// What is wrong with a search and its clauses.
  static let searchPages: [TopicPage] = [
    TopicPage(
      .searchForm, "a search that is written in another way",
      cause: """
        A search begins with `search`, then come its parameters with commas between them, then its clauses, all on one line; one of
        several lines stands in braces, `search { ... }`, with a clause on each line. It is no function, and within an expression or
        a list it needs parentheses.
        """,
      cure: "Put braces around all of the search, or parentheses where it is a part of an expression.",
      [
        .program(
          wrong: "search x in 0.0..1.0 {\n  for 3 trials\n  minimize x\n}",
          right: "search {\n  x in 0.0..1.0\n  for 3 trials\n  minimize x\n}")
      ]),
    TopicPage(
      .clauseForm, "a clause of a search that is written in another way",
      cause: """
        Behind the parameters come clauses, each with its own word: `minimize`, `maximize`, `for`, `with`, `where`, `require`, `prune`,
        `until`, `within`, `on`, `from`, `as`. There is no `=` or `:` behind that word, no comma between clauses, and `in` stands
        between a parameter and its domain.
        """,
      cure: "Write what the message proposes; `?search` shows a search with its clauses.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 3 trials sampler = tpe minimize x",
          right: "search x in 0.0..1.0 for 3 trials with tpe minimize x"),
        .program(
          wrong: "search x = 0.0..1.0 for 3 trials minimize x",
          right: "search x in 0.0..1.0 for 3 trials minimize x"),
      ]),
    TopicPage(
      .clauseTwice, "a clause that is there twice",
      cause: "A search has one strategy, one budget, one name. A second clause of the kind would contradict the first.",
      cure:
        "Leave one of the two out. Several budgets stand in one clause: `for 50 trials, 10min` ends at whichever comes first.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 3 trials for 10min minimize x",
          right: "search x in 0.0..1.0 for 3 trials, 10min minimize x")
      ]),
    TopicPage(
      .clauseOutside, "a clause without a search",
      cause: """
        Words such as `minimize`, `for 50 trials` and `with gamma` are parts of a search, and no search is here: it has ended with its
        line or its braces, or was never begun.
        """,
      cure: "Write the clause on the line of the search, or put all of it into braces.",
      [
        .program(
          wrong: "search x in 0.0..1.0\nfor 3 trials minimize x",
          right: "search x in 0.0..1.0 for 3 trials minimize x")
      ]),
    TopicPage(
      .noObjective, "a search that does not say what is sought",
      cause: """
        A search makes a number small or large. Without `minimize` or `maximize` it is the maximum of the function `objective`, which
        trains a small network; that one does not take these parameters.
        """,
      cure:
        "Write `minimize` or `maximize` and an expression of the parameters, or declare `fn objective(...)` with these parameters.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 3 trials",
          right: "search x in 0.0..1.0 for 3 trials minimize (x - 0.3)^2")
      ]),
    TopicPage(
      .objectiveForm, "an objective that is written in another way",
      cause: """
        Behind `minimize` or `maximize` stands an expression of the parameters that gives a number, or a block whose last line is one.
        It is neither a function nor the name of one, has no name itself, and gives one value.
        """,
      cure: "Write the expression itself: `minimize (x - 1)^2`, or `minimize f(x)` with a function of your own.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 3 trials minimize fn(x) = x^2",
          right: "search x in 0.0..1.0 for 3 trials minimize x^2")
      ]),
    TopicPage(
      .objectiveValue, "an objective that gives no number",
      cause: """
        Trials are compared by numbers, and this objective gave something else: a string, a boolean, `none`, or a number that is
        infinite or none at all (`nan`). A trial without a number counts as failed.
        """,
      cure: "Let the last expression of the objective be a number: a field of what it gives, or `number(text)`.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials minimize \"small\"",
          right: "search x in 0.0..1.0 for 2 trials minimize x")
      ]),
    TopicPage(
      .budget, "a budget that is written in another way",
      cause: """
        `for` says how long a search goes on: a number of trials, a time, or both with a comma between them, each with its unit. `until`
        takes a condition on `best`, `stalled` or `gain` that ends it earlier.
        """,
      cure: "Write `for 50 trials`, `for 10min` or `for 50 trials, 10min`.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 3 minimize x",
          right: "search x in 0.0..1.0 for 3 trials minimize x")
      ]),
    TopicPage(
      .timeLimit, "a time limit of a trial that is wrong, or was exceeded",
      cause: """
        `within 5min` ends a trial that takes longer; it counts as failed, and the search goes on. The limit is a time with its unit.
        """,
      cure: "Give a longer time, or make the objective faster: fewer epochs, a pruner.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials within 5 minimize x",
          right: "search x in 0.0..1.0 for 2 trials within 5s minimize x")
      ]),
    TopicPage(
      .workers, "a number of workers that makes no sense",
      cause: """
        `on 4 workers` evaluates four trials side by side. It is a whole number with its unit, and what each worker has, its GPUs and
        cores, stands in parentheses behind it and must be there on this machine.
        """,
      cure: "Write `on 4 workers`, or `on cores() workers` for as many as the machine has processors.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials on 2 minimize x",
          right: "search x in 0.0..1.0 for 2 trials on 2 workers minimize x")
      ]),
    TopicPage(
      .unknownStrategy, "a strategy that is not known",
      cause: "`with` names the strategy that proposes the trials, and there is none of this name.",
      cure: """
        Correct the name: the message lists the strategies or names the nearest, and docs/strategies.md says which one is for what.
        Without the clause, hpo chooses.
        """,
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials with tpee minimize x",
          right: "search x in 0.0..1.0 for 2 trials with tpe minimize x")
      ]),
    TopicPage(
      .notAStrategy, "something else where a strategy is needed",
      cause: """
        `with` takes one strategy by its name, without quotes, perhaps with options in parentheses. A text, a list, a number or two
        strategies are none.
        """,
      cure: "Write `with tpe` or `with random(seed: 7)`. `compare` tries several strategies and compares them.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials with \"tpe\" minimize x",
          right: "search x in 0.0..1.0 for 2 trials with tpe minimize x")
      ]),
    TopicPage(
      .strategyOption, "an option that a strategy does not take, or not like this",
      cause: """
        The options of a strategy stand in parentheses behind its name and have labels. This one is unknown to the strategy, has a
        value out of its range, or does not suit the search, such as a bound that a trial has passed.
        """,
      cure: "Correct the option; `?tpe` shows those of `tpe`, with what holds without them.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials with grid(points: 0) minimize x",
          right: "search x in 0.0..1.0 for 2 trials with grid(points: 5) minimize x")
      ]),
    TopicPage(
      .pruning, "a pruner in the wrong place, or with wrong options",
      cause: """
        `prune` is a clause of a search and takes a pruner that is called, such as `prune median()`: it ends trials early that do badly
        by what they have reported. A pruner is no strategy, and some need to know at which step a trial is done.
        """,
      cure: "Write `with tpe prune asha(to: 20)`; `?prune` lists the pruners.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials with median() minimize x",
          right: "search x in 0.0..1.0 for 2 trials prune median() minimize { report(x, at: 1); x }")
      ]),
    TopicPage(
      .startPoint, "a point or a study to begin with that does not fit",
      cause: """
        `from` takes points that are tried first, as records whose fields are parameters of the search, or a study whose trials are
        known from the beginning; it goes the same way, minimizing or maximizing, and shares parameters with this search.
        """,
      cure:
        "Write `from {x: 0.5}`, `from [{x: 0.1}, {x: 0.9}]` or `from study(\"name\")`, with the names of the parameters.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials from [0.5] minimize x",
          right: "search x in 0.0..1.0 for 2 trials from {x: 0.5} minimize x")
      ]),
    TopicPage(
      .constraint, "a constraint that nothing satisfies",
      cause: """
        `where` refuses configurations before they are tried, and it has refused every one that was drawn. Perhaps it contradicts the
        domains, perhaps what it allows is too small a part of them to be found by chance.
        """,
      cure: "Loosen it, make the domains fit, or give a point that satisfies it by `from`.",
      [
        .program(
          wrong: "search x in 0.0..1.0 where x > 2 for 2 trials with random minimize x",
          right: "search x in 0.0..1.0 where x > 0.2 for 2 trials with random minimize x")
      ]),
    TopicPage(
      .widening, "a widening that cannot be",
      cause: """
        `widen` goes on with a search whose parameters get more room. The new domain holds all of the old one, of the same kind, and
        nothing else changes; without a new domain, the best trial has to lie at an end.
        """,
      cure:
        "Give a domain that holds the old one; for any other change write the search anew, with `from` and the study.",
      [
        .program(
          wrong: "let s = search x in 0.0..1.0 for 3 trials minimize x\nwiden x in 0.5..2.0 from s for 1 trial",
          right: "let s = search x in 0.0..1.0 for 3 trials minimize x\nwiden x in -1.0..2.0 from s for 1 trial")
      ]),
    TopicPage(
      .trialReport, "something about a trial that is said elsewhere, or not at all",
      cause: """
        `report`, `note` and `save` with `keep` speak of the trial that is running, so they belong in the objective of a search.
        `require` asks for what the objective has noted, and a step of a report is a whole number.
        """,
      cure: "Move the call into the objective, and note under the same name what `require` asks for.",
      [
        .program(
          wrong: "report(0.5, at: 1)",
          right: "search x in 0.0..1.0 for 2 trials minimize { report(x, at: 1); x }")
      ]),
    TopicPage(
      .failedTrials, "a search none of whose trials succeeded",
      cause: """
        All trials of the study have failed, some of them in a process that has ended meanwhile, so that only the message that was
        stored is left of the first one.
        """,
      cure: "Mend what the message says of the trial, and give the search a new name, or more trials.",
      [
        .shell(
          wrong: """
            hpo -e 'search x in 0.0..1.0 as "a" for 1 trial minimize fail("no data")' 2> log.txt
            hpo -e 'search x in 0.0..1.0 as "a" for 1 trial minimize fail("no data")'
            """,
          right: "hpo -e 'search x in 0.0..1.0 as \"b\" for 1 trial minimize x'")
      ]),
  ]
}
