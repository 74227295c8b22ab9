import Basics
import Foundation
import Testing

@testable import NN

/// Networks that other programs open: onnxruntime predicts from the same rows what hpo does (Tests/Support/saved_models.py).
@Suite struct ModelExchangeTests {
  /// A network with what goes into its graph, and the items that this is here.
  private struct Case {
    let network: Network
    let data: Dataset
    let inputs: [Input]
    var output = "prediction"
  }

  private struct Input {
    let name: String
    let type: String
    let shape: [Int]
    let values: [JSON]
  }

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Support/saved_models.py")

  private static let hasRuntime = (try? python(["-c", "import onnx, onnxruntime, safetensors"]).status) == 0

  private static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test(.enabled(if: hasRuntime, "python3 has no onnx, onnxruntime and safetensors"))
  func predictionsAreTheSame() throws {
    let folder = try TemporaryFolder()
    var cases = try SavedModelTests.cases.map(Self.ofFloats) + Self.furtherLayers.map(Self.ofFloats)
    cases += try Self.ofTables(folder) + [Self.ofBytes(), Self.ofRowsAsImages(), Self.ofNumbers()]
    var list: [JSON] = []
    for (number, test) in cases.enumerated() {
      let name = "model-\(number)"
      _ = try folder.write("\(name).onnx", test.network.onnx())
      _ = try folder.write("\(name).safetensors", test.network.safetensors())
      list.append(try Self.json(test, name))
    }
    _ = try folder.write("models.json", JSON.array(list).description)
    let (status, output) = try Self.python([Self.script.path, folder.url.path])
    #expect(status == 0, "\(output)")
    #expect(output.hasPrefix("\(cases.count) "))
    print("networks in onnxruntime, and the largest difference:", output)
  }

  private static func json(_ test: Case, _ name: String) throws -> JSON {
    let (prediction, probabilities): ([JSON], [JSON])
    switch try test.network.predict(test.data) {
    case .classes(let classes, let numbers):
      prediction = classes.map { .string(test.network.classNames[$0]) }
      probabilities = numbers.array.map { .real(Double($0)) }
    case .values(let values): (prediction, probabilities) = (values.map(JSON.real), [])
    }
    return [
      "name": .string(name), "output": .string(test.output), "prediction": .array(prediction),
      "probabilities": .array(probabilities), "has_no_weights": .bool(test.network.tensors.isEmpty),
      "inputs": .array(
        test.inputs.map {
          [
            "name": .string($0.name), "type": .string($0.type), "shape": .array($0.shape.map(JSON.integer)),
            "values": .array($0.values),
          ]
        }),
    ]
  }

  private static func floats(_ data: Dataset) -> [JSON] {
    (0..<data.count).flatMap { data.item($0) ?? [] }.map { .real(Double($0)) }
  }

  // MARK: Data without columns

  private static func ofFloats(_ test: SavedModelTests.Case) throws -> Case {
    let data = try SavedModelTests.data(test.shape)
    let input = Input(
      name: "input", type: "float", shape: [data.count] + test.shape.dimensions, values: floats(data))
    return Case(network: try SavedModelTests.network(test), data: data, inputs: [input])
  }

  /// What must turn images, or leave them turned.
  private static let furtherLayers = [
    SavedModelTests.Case(
      layers: [
        .conv(4, padding: 1), .residual([.conv(4, padding: 1), .batchNorm, .layerNorm]), .layerNorm,
        .residual([.layerNorm], shortcut: [.conv(4, padding: 1)]), .flatten, .dense(3),
      ], shape: Shape([5, 4, 2])),
    SavedModelTests.Case(
      layers: [
        .conv(6, kernel: Size2D(3, 2), groups: 3), .conv(6, padding: .same, groups: 6), .batchNorm, .activation(.silu),
        .conv(4, kernel: 2, stride: 2, padding: .same, groups: 2), .averagePool(3, stride: 2, padding: .same),
        .dense(3),
      ], shape: Shape([7, 9, 3])),
    SavedModelTests.Case(layers: [.embedding(3, 4), .batchNorm, .flatten, .dense(3)], shape: Shape([5])),
    SavedModelTests.Case(layers: [.batchNorm, .layerNorm, .dense(3)], shape: Shape([3, 4, 2])),
  ]

  private static func ofBytes() throws -> Case {
    let data = try DataParts.digits().train.selecting(Array(0..<60))
    let network = try Model([.conv(4, kernel: 3, stride: 2, activation: .relu), .dense(10)])
      .train(on: DataParts(train: data)).model
    let bytes = floats(data).map { JSON.integer(Int((($0.number ?? 0) * 255).rounded())) }
    let input = Input(name: "input", type: "uint8", shape: [data.count, 28, 28, 1], values: bytes)
    return Case(network: network, data: data, inputs: [input])
  }

  private static func ofRowsAsImages() throws -> Case {
    let data = try SavedModelTests.data(Shape([36]))
    let network = try Model([.conv(2), .dense(3)]).train(on: DataParts(train: data)).model
    return Case(
      network: network, data: data,
      inputs: [Input(name: "input", type: "float", shape: [data.count, 36], values: floats(data))])
  }

  private static func ofNumbers() throws -> Case {
    let items = (0..<30).map { Float($0) / 10 }
    let data = try Dataset(
      features: FloatBuffer(items), itemShape: Shape([1]), targets: .values(items.map { 1000 + 3 * $0 * $0 }))
    let network = try Model([.dense(4, .tanh), .dense(1)]).train(on: DataParts(train: data)).model
    return Case(
      network: network, data: data,
      inputs: [Input(name: "input", type: "float", shape: [30, 1], values: floats(data))])
  }

  // MARK: Tables

  private static let rows = """
    size,colour,when,prediction,species,sex,label
    1.5,red,1700000001,1,a,f,10.5
    2,blue,1700000002,3,b,m,20.5
    ,red,1700000003,2,c,m,30.25
    4,,1700000004,5,a,f,40.75
    5,green,1700000005,4,b,f,12.5

    """
  /// Categories that are not known, and cells that are missing.
  private static let others = """
    size,colour,when,prediction,species,sex,label
    1,red,1700000001,1,a,f,3
    ,violet,1700000009,,b,x,4
    2.25,,,7,,,
    7,green,1700000002,-1e3,c,m,1

    """

  private static func ofTables(_ folder: TemporaryFolder) throws -> [Case] {
    let file = try folder.write("table.csv", rows)
    let other = try folder.write("other.csv", others)
    return try ["label", "species", "sex"].flatMap { target in
      try [Dataset.CategoryEncoding.oneHot, .ranks].map { encoding in
        var options = TableOptions()
        (options.target, options.categories) = (target, encoding)
        options.dropped = ["label", "species", "sex"].filter { $0 != target }
        let data = try Dataset.load(file, options)
        let outputs = data.classNames.count == 3 ? 3 : 1
        let network = try Model([.dense(3, .tanh), .dense(outputs)]).train(on: DataParts(train: data)).model
        let items = try Dataset.load(other, TableOptions(), like: network.schema)
        return Case(network: network, data: items, inputs: inputs(network.schema), output: "prediction_")
      }
    }
  }

  private static func inputs(_ schema: DataSchema) -> [Input] {
    let lines = others.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return schema.columns.map { column in
      let place = lines[0].firstIndex(of: column.name) ?? 0
      let cells = lines.dropFirst().map { $0[place] }
      let isNumber = if case .number = column.kind { true } else { false }
      return Input(
        name: column.name, type: isNumber ? "double" : "string", shape: [cells.count, 1],
        values: cells.map { isNumber ? Double($0).map(JSON.real) ?? .null : .string($0) })
    }
  }
}
