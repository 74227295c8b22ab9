extension TopicPage {
  /// What is wrong with studies, their pictures and their storages.
  static let studyPages: [TopicPage] = [
    TopicPage(
      .figure, "a figure that cannot be drawn, or a trial that cannot be explained",
      cause: """
        There is nothing to draw: no trials, no finite number, no such axis. Or what is asked for does not suit what is drawn, such as a
        contour of one parameter.
        """,
      cure: "Look at what there is with `table(study)`; `?plot` and docs/charts.md show every kind of figure.",
      [.program(wrong: "plot([])", right: "plot([3, 1, 2])")]),
    TopicPage(
      .missingStudy, "a study that is not there",
      cause:
        "The storage has no study of this name. Studies are stored by searches with `as \"name\"`, each in the storage that is in use.",
      cure: "Correct the name; `hpo studies` lists those of a storage, and `--storage` names another one.",
      [
        .shell(
          wrong: "hpo -e 'search x in 0.0..1.0 as \"parabola\" for 1 trial minimize x'\nhpo show parabel",
          right: "hpo -e 'search x in 0.0..1.0 as \"line\" for 1 trial minimize x'\nhpo show line")
      ]),
    TopicPage(
      .differentStudy, "a study of this name with another search",
      cause: """
        A search `as "name"` goes on with the study of that name, whose trials belong to its parameters, domains and direction. This
        search has others, so that its trials would not belong together.
        """,
      cure: """
        Give it another name, and `from study("name")` where the old trials are to be of use. A range may become wider by `widen`, and
        `--adopt` accepts a range that was changed on purpose.
        """,
      [
        .shell(
          wrong: """
            hpo -e 'search x in 0.0..1.0 as "one" for 1 trial minimize x'
            hpo -e 'search y in 0.0..1.0 as "one" for 2 trials minimize y'
            """,
          right: """
            hpo -e 'search x in 0.0..1.0 as "two" for 1 trial minimize x'
            hpo -e 'search y in 0.0..1.0 as "three" for 2 trials minimize y'
            """)
      ]),
    TopicPage(
      .studyInUse, "a study that is there already, or is in use",
      cause: """
        A study that is copied or imported needs a name that is free, and one that is deleted must have no trials that are running:
        nothing is overwritten.
        """,
      cure: "Give it another name by `--as`, delete the old one by `hpo delete`, or wait until the search has ended.",
      [
        .shell(
          wrong: """
            hpo -e 'search x in 0.0..1.0 as "copied" for 1 trial minimize x'
            hpo copy --study copied hpo.db other.db
            hpo copy --study copied hpo.db other.db
            """,
          right: """
            hpo -e 'search x in 0.0..1.0 as "kept" for 1 trial minimize x'
            hpo copy --study kept hpo.db third.db
            hpo copy --study kept --as kept-2 hpo.db third.db
            """)
      ]),
    TopicPage(
      .storageOpen, "a storage that cannot be opened",
      cause: """
        Studies are kept in a file of SQLite, `hpo.db` if nothing else is said, or in a database of PostgreSQL. This one is not there,
        may not be read or written, is no such database, or one that belongs to another program.
        """,
      cure: "Check the path or the URL behind `--storage`; the message says what is missing.",
      [
        .shell(
          wrong: "hpo studies --storage nowhere.db",
          right:
            "hpo -e 'search x in 0.0..1.0 as \"a\" for 1 trial minimize x' --storage here.db\nhpo studies --storage here.db"
        )
      ]),
    TopicPage(
      .storageLost, "a storage that failed while it was in use",
      cause: """
        The file was removed, the server answers no more, the disk is full, or another process holds the lock or has taken over a trial.
        What was recorded before is kept where the storage is still there.
        """,
      cure: "Mend the cause, and run the same line again: it goes on with what is stored.",
      [
        .shell(
          wrong: "hpo -e 'search x in 0.0..1.0 as \"gone\" for 2 trials minimize { run(\"rm\", \"hpo.db\"); x }'",
          right: "hpo -e 'search x in 0.0..1.0 as \"stays\" for 2 trials minimize x'")
      ]),
  ]
}
