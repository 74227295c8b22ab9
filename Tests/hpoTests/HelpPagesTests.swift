import DSL
import Interp
import Testing

@testable import hpo

/// `?` knows the words of other tools.
@Suite struct HelpPagesTests {
  @Test(arguments: [
    ("?sgd", "optimizer: \"sgd\""), ("?momentum", "How much of the last step goes on"), ("?relu", "rectifier"),
    ("?epoch", "One pass of training"), ("?batch", "How many items each step"),
    ("?learning_rate", "`learning_rate` is called `lr` here."), ("?learning rate", "how far each step"),
    ("?hull gamma", "hull(gamma)"),
    ("?early stopping", "`early_stopping` is called `patience` here."), ("?tune", "a search begins with `search`"),
    ("?softmax", "leave it out: the loss takes the scores"), ("?uniform", "this domain is written `0.0..1.0`"),
    ("?elif", "write `else if`"), ("?regresion", "did you mean `regression`?"),
  ])
  func aWordOfOtherToolsIsExplained(_ line: String, _ text: String) throws {
    let session = try Session(
      context: Context(
        settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in }))
    #expect(HelpPages(session: session).answer(to: line).lowercased().contains(text.lowercased()))
  }
}
