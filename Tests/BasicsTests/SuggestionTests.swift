import Basics
import Testing

struct SuggestionTests {
  private let names = [
    "gamma", "gaussian", "grid", "random", "hull_gamma", "tpe", "cmaes", "lr", "learning_rate", "with",
  ]

  @Test(arguments: [
    ("gama", "gamma"), ("gmama", "gamma"), ("gammma", "gamma"), ("Gamma", "gamma"), ("GAUSIAN", "gaussian"),
    ("hullgamma", "hull_gamma"), ("HullGamma", "hull_gamma"), ("learningRate", "learning_rate"), ("LR", "lr"),
    ("lrr", "lr"), ("wiht", "with"), ("cma_es", "cmaes"), ("cmase", "cmaes"), ("randon", "random"),
    ("leraning_rtae", "learning_rate"),
  ])
  func nearNamesAreOffered(_ name: String, _ meant: String) {
    #expect(Suggestion.nearest(to: name, among: names) == meant)
  }

  @Test(arguments: ["", "x", "gx", "gabba", "annealing", "ab", "__"])
  func farNamesAreNot(_ name: String) {
    #expect(Suggestion.nearest(to: name, among: names) == nil)
  }

  /// What other tools call so is meant, before what begins so, before what is near.
  @Test(arguments: [
    ("learning_rate", "lr"), ("leraning_rate", "lr"), ("dropout", "drop"), ("batch_size", "batch"), ("units", "width"),
    ("l2", "decay"), ("layers", "depth"), ("acc", "accuracy"), ("val", "valid"), ("opt", "optimizer"), ("avg", "mean"),
    ("read_csv", "load"), ("Conv2D", "conv"), ("linear", "dense"), ("grid_search", "grid"), ("grdi_search", "grid"),
  ])
  func meaningsComeFirst(_ name: String, _ meant: String) {
    let names = [
      "lr", "drop", "batch", "width", "decay", "depth", "accuracy", "auc", "valid", "value", "optimizer", "mean",
      "load",
      "lines", "conv", "dense", "grid", "log",
    ]
    #expect(Suggestion.nearest(to: name, among: names) == meant)
  }

  @Test func tiesDoNotDependOnTheOrder() {
    #expect(Suggestion.nearest(to: "bat", among: ["cat", "bad", "hat"]) == "bad")
    #expect(Suggestion.nearest(to: "bat", among: ["hat", "bad", "cat"]) == "bad")
    #expect(Suggestion.nearest(to: "bat", among: ["hat", "b_at", "bad"]) == "b_at")
  }

  @Test func theNameItselfIsNoSuggestion() {
    #expect(Suggestion.nearest(to: "gamma", among: ["gamma"]) == nil)
  }
}
