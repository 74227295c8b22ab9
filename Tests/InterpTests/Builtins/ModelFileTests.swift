import Testing

@testable import Interp

/// Trained models in files, and files that are predicted.
@Suite struct ModelFileTests {
  private static let table = "width,length,kind\n1,2,a\n2,4,b\n3,5.5,a\n,7,b\n5,9,a\n"

  private func run(_ files: [String: String] = [:], _ lines: String...) throws -> Transcript {
    try InterpTests.run(beside: files.merging(["t.csv": Self.table], uniquingKeysWith: { one, _ in one }), lines)
  }

  private static let setUp = """
    let data = load("FOLDER/t.csv", target: "kind")
    let run = train(model(dense(4, tanh), dense(2)), {train: data, valid: data}, lr: 0.1)
    """

  @Test(arguments: ["net", "safetensors"]) func aModelComesBack(ending: String) throws {
    let transcript = try run(
      [:], Self.setUp, "save(\"FOLDER/m.\(ending)\", run)", "let net = load_model(\"FOLDER/m.\(ending)\")",
      "predict(net, data) == predict(run, data)", "evaluate(net, \"FOLDER/t.csv\").loss == run.valid.loss",
      "predict(restore(\"FOLDER/m.\(ending)\"), \"FOLDER/t.csv\") == predict(run, data)")
    #expect(transcript.failure == nil && transcript.output == ["true", "true", "true"])
  }

  @Test func aTrainingIsAModel() throws {
    let transcript = try run(
      [:], Self.setUp, "let t = step(start(model(dense(2)), {train: data, valid: data}))",
      "save(\"FOLDER/t.safetensors\", t)", "predict(load_model(\"FOLDER/t.safetensors\"), data) == predict(t, data)",
      "save(\"FOLDER/t.onnx\", t)", "exists(\"FOLDER/t.onnx\")")
    #expect(transcript.failure == nil && transcript.output == ["true", "true"])
  }

  @Test func rowsOfAFileArePredicted() throws {
    let files = ["new.csv": "id,length,width\n7,4,2\n8,,3\n", "other.csv": "lenght,width\n4,2\n", "x.json": "{}"]
    let transcript = try run(files, Self.setUp, "length(predict(run, \"FOLDER/new.csv\"))")
    #expect(transcript.output == ["2"] && transcript.notes.last?.contains("has none such: id") == true)
    let other = try run(files, Self.setUp, "predict(run, \"FOLDER/other.csv\")")
    #expect(other.failure == "other.csv has no column \"length\"" && other.hint == "did you mean \"lenght\"?")
    let unlabelled = try run(files, Self.setUp, "evaluate(run, \"FOLDER/new.csv\")")
    #expect(unlabelled.failure?.hasSuffix("new.csv has no column \"kind\"") == true)
    #expect(try run(files, Self.setUp, "predict(run, \"FOLDER/x.json\")").failure?.contains("a file of JSON") == true)
  }

  @Test func otherFilesAreNoModels() throws {
    let file = try run(["a.safetensors": "this is a text"], "load_model(\"FOLDER/a.safetensors\")")
    #expect(file.failure == "these bytes are not a saved network")
    let table = try run([:], "load_model(\"FOLDER/t.csv\")")
    #expect(table.failure?.hasSuffix("is a file of data, and no model was saved in it") == true)
    #expect(table.hint?.contains("makes use of it") == true)
    let graph = try run([:], Self.setUp, "save(\"FOLDER/m.onnx\", run)", "load_model(\"FOLDER/m.onnx\")")
    #expect(graph.failure?.hasSuffix("is a network in ONNX, which is written and not read") == true)
    #expect(graph.hint == "`load_model` reads what `save` writes as `.net` or `.safetensors`.")
    let untrained = try run([:], "save(\"FOLDER/m.onnx\", model(dense(2)))")
    #expect(untrained.failure == "this model is not trained yet")
    let unwritable = try run([:], Self.setUp, "save(\"FOLDER/no/m.onnx\", run)")
    #expect(unwritable.failure?.contains("cannot be written: ") == true)
  }
}
