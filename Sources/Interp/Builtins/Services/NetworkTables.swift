import Basics
import Charts
import NN
import Studies

/// A line for each layer, and one for their sums.
func table(of summary: ModelSummary) -> Table {
  func row(_ layer: String, _ output: String, _ parameters: Int, _ flops: Int) -> [JSON.Member] {
    [
      JSON.Member("layer", .string(layer)), JSON.Member("output", .string(output)),
      JSON.Member("parameters", .integer(parameters)), JSON.Member("flops", .integer(flops)),
    ]
  }
  let lines = summary.lines.map { row($0.layer, $0.output.description, $0.parameters, $0.flops) }
  return Table(records: lines + [row("in all", "", summary.parameters, summary.flops)])
}

/// A line for each class: its name, and how many of its items were taken for each class.
func table(of confusion: ConfusionMatrix, classes: [String]) -> Table {
  Table(
    records: zip(classes, confusion.counts).map { name, counts in
      [JSON.Member("class", .string(name))] + zip(classes, counts).map { JSON.Member($0, .integer($1)) }
    })
}
