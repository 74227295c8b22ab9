extension TopicPage {
  /// What is wrong with other programs, the command line, and what ends everything.
  static let commandPages: [TopicPage] = [
    TopicPage(
      .programMissing, "a program that cannot be started",
      cause: """
        `run` starts a program by its name, which is looked for in the folders of PATH, or by its path. There is none of this name, or
        it may not be executed.
        """,
      cure:
        "Correct the name, or give the path; a script needs `chmod +x` and a first line such as `#!/bin/sh`, or is started by its interpreter.",
      [.program(wrong: "print(run(\"ecko\", 1).text)", right: "print(run(\"echo\", 1).text)")]),
    TopicPage(
      .programFailed, "a program that was started has failed",
      cause: """
        The program took longer than its `timeout`, printed too much, wanted to ask something at the terminal, or ended without the
        number that was looked for. Its last lines are shown.
        """,
      cure:
        "Run it in a shell by hand, with the same arguments. Of `let out = run(...)`, `out.code` and `out.err` tell how it ended.",
      [.program(wrong: "run(\"sleep\", 5, timeout: 0.1s)", right: "run(\"sleep\", 0.1, timeout: 20s)")]),
    TopicPage(
      .sandbox, "something that the sandbox refuses",
      cause: "With `--sandbox`, a program may compute and search, but neither start other programs nor write files.",
      cure: "Run it without `--sandbox` if you trust it.",
      [
        .shell(
          wrong: "hpo --sandbox -e 'run(\"echo\", 1)'",
          right: "hpo -e 'run(\"echo\", 1)'")
      ]),
    TopicPage(
      .slurm, "something about Slurm that does not work",
      cause: """
        `on slurm(...)` submits a job array whose tasks meet in a stored study: the search needs a name, the program a file, the machine
        Slurm's commands, and the cluster has to accept what is asked for.
        """,
      cure: "Read what Slurm says; docs/clusters.md shows the whole way. `on 4 workers` runs trials on this machine.",
      [
        .program(
          wrong: "search x in 0.0..1.0 for 2 trials on slurm(tasks: 2) minimize x",
          right: "search x in 0.0..1.0 for 2 trials on 2 workers minimize x")
      ]),
    TopicPage(
      .unknownOption, "a command or an option that is not known",
      cause: "The word behind `hpo` is neither a command nor a file, or the command has no such option.",
      cure: "`hpo help` lists the commands, `hpo help run` the options of one.",
      [
        .shell(
          wrong: "hpo --sed 7 -e 'print(1)'",
          right: "hpo --seed 7 -e 'print(1)'")
      ]),
    TopicPage(
      .commandLine, "a command line that cannot be meant",
      cause: """
        An option or argument is missing, is one too many, is given twice, or has a value that makes no sense for it, such as a word
        where a number is needed.
        """,
      cure: "Compare the line with what `hpo help` says of the command.",
      [
        .shell(
          wrong: "hpo --threads none -e 'print(1)'",
          right: "hpo --threads 2 -e 'print(1)'")
      ]),
    TopicPage(
      .interrupted, "ended by Ctrl-C",
      cause: """
        Somebody has pressed Ctrl-C, or the system has asked the program to end. A search gives its running trials back and keeps those
        that were finished.
        """,
      cure: "Run the same line again: with `as \"name\"` it goes on where it was.",
      []),
    TopicPage(
      .unexplained, "something that should not have happened",
      cause: """
        A part of hpo has failed in a way that it has no words for. The mistake is in hpo, and not in your program.
        """,
      cure: "Please report it, with the message and, if you can, with the program that brings it about.",
      []),
  ]
}
