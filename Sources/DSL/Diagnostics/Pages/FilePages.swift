extension TopicPage {
  /// What is wrong with files, data and networks.
  static let filePages: [TopicPage] = [
    TopicPage(
      .missingFile, "a file that is not there",
      cause: """
        There is no file or folder of this name. A path that does not begin with `/` is looked for where hpo was started, an import
        beside the file that imports it.
        """,
      cure:
        "Correct the name, or start hpo in the folder where the file lies; `exists(path)` tells whether it is there.",
      [
        .shell(
          wrong: "hpo -e 'print(read_file(\"notes.txt\"))'",
          right: "echo hello > notes.txt\nhpo -e 'print(read_file(\"notes.txt\"))'")
      ]),
    TopicPage(
      .unreadableFile, "a file that cannot be read",
      cause: """
        The file is there, and the system does not let it be read, or it is a folder, is longer than such a file may be, or was changed
        while it was read.
        """,
      cure: "Look at its rights with `ls -l`, and at whether the path names the file itself.",
      [
        .shell(
          wrong: "mkdir notes\nhpo -e 'print(read_file(\"notes\"))'",
          right: "mkdir more\necho hello > more/a.txt\nhpo -e 'print(read_file(\"more/a.txt\"))'")
      ]),
    TopicPage(
      .foreignFile, "a file that holds something else",
      cause: """
        The file is of another kind than the one that is read here: a picture or a database where a program is wanted, a program where
        data is.
        """,
      cure: "Name another file, or use the function that reads this kind: the message says which.",
      [
        .shell(
          wrong: "printf 'x,y\\n1,2\\n' > table.csv\nhpo table.csv",
          right: "printf 'x,y\\n1,2\\n' > rows.csv\nhpo -e 'print(load_csv(\"rows.csv\"))'")
      ]),
    TopicPage(
      .unwritableFile, "a file that cannot be written",
      cause: """
        The folder is not there or may not be written to, the disk is full, or the ending of the name does not say in which form the
        value is to be written.
        """,
      cure: "Make the folder, or name a file where you may write; the message lists the endings that are known.",
      [
        .shell(
          wrong: "hpo -e 'save(\"results/numbers.json\", [1, 2])'",
          right: "hpo -e 'save(\"numbers.json\", [1, 2])'")
      ]),
    TopicPage(
      .table, "a file of data that is damaged or has an odd place",
      cause: """
        A table has as many cells in each row as in the first, one title for each column and numbers in a column of numbers; a file of
        images is as long as its header says. The message names the line and what is odd there.
        """,
      cure:
        "Look at that line. `missing`, `columns`, `separator` and `header` of `load` say how a table is to be read.",
      [
        .shell(
          wrong: "printf 'x,y\\n1,2\\n3\\n' > odd.csv\nhpo -e 'load(\"odd.csv\")'",
          right: "printf 'x,y\\n1,2\\n3,4\\n' > even.csv\nhpo -e 'load(\"even.csv\")'")
      ]),
    TopicPage(
      .missingColumn, "a column that is not there",
      cause: """
        A table, a study or the data has no column of this name. Capitals count, and a table without titles has columns that are
        called 1, 2 and so on.
        """,
      cure: "Correct the name: the message lists the columns, or the nearest one.",
      [
        .shell(
          wrong: "printf 'x,y\\n1,2\\n3,4\\n' > xy.csv\nhpo -e 'load(\"xy.csv\", target: \"z\")'",
          right: "printf 'x,y\\n1,2\\n3,4\\n' > xz.csv\nhpo -e 'load(\"xz.csv\", target: \"y\")'")
      ]),
    TopicPage(
      .dataUnfit, "data that does not suit what is done with it",
      cause: """
        Classes cannot be learnt from one class, a validation part has the columns and classes of the training part, and some things
        need a part that this data has not, or a target of another kind.
        """,
      cure:
        "Split the data first, `split(data, valid: 20%)`, and look at it with `show(data)`; `kind` of `load` says what the target is.",
      [
        .shell(
          wrong: """
            (echo x,y; seq 40 | sed 's/$/,a/') > one.csv
            hpo -e 'train(model(dense(2)), load("one.csv"))'
            """,
          right: """
            (echo x,y; seq 40 | sed 's/$/,a/; n; s/$/,b/') > two.csv
            hpo -e 'train(model(dense(2)), load("two.csv"))'
            """)
      ]),
    TopicPage(
      .modelUnfit, "a network that does not fit",
      cause: """
        Each layer takes what the one before gives, the first one what an item of the data is, and the last one gives as many numbers
        as there are classes, or one for a number. Here two of them do not fit.
        """,
      cure:
        "Look at `summary(model, data)`, which shows the shapes from layer to layer, and change the layer that is named.",
      [
        .program(
          wrong: "train(model(dense(8), dense(3)), moons(), epochs: 1)",
          right: "train(model(dense(8), dense(2)), moons(), epochs: 1)")
      ]),
    TopicPage(
      .diverged, "a training that has diverged",
      cause: """
        The weights or the loss have become infinite, or no numbers at all: the steps were too large, and each made it worse. In a
        search this is a failed trial, and says that this corner of the space is bad.
        """,
      cure:
        "Take a smaller learning rate (`lr_find` looks for one), centre and scale the data by `standardize`, or begin with `warmup`.",
      [
        .program(
          wrong: "train(model(dense(8, relu), dense(2)), moons(), epochs: 3, optimizer: \"sgd\", lr: 1e30)",
          right: "train(model(dense(8, relu), dense(2)), moons(), epochs: 3, optimizer: \"sgd\", lr: 0.1)")
      ]),
    TopicPage(
      .savedModel, "a model that is not trained, or was not saved there",
      cause: """
        Predictions come from a model that was trained: the `model` of what `train` gives, or one that `load_model` reads. A file has to
        be what `save` has written, and a training goes on with its own model and data.
        """,
      cure: "Write `train(model, data).model`, and save that as `.net` or `.safetensors`.",
      [
        .program(
          wrong: "predict(model(dense(8), dense(2)), moons())",
          right: "predict(train(model(dense(8), dense(2)), moons(), epochs: 1).model, moons())")
      ]),
  ]
}
