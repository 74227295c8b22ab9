import Basics
import Foundation
import Testing

@testable import NN

/// Networks as safetensors: what comes back, and bytes that lie.
///
/// What Python reads is in `ModelExchangeTests`.
@Suite struct SafetensorsTests {
  @Test("a network is restored from a safetensors file, and predicts the same bits", arguments: SavedModelTests.cases)
  func roundTrip(_ test: SavedModelTests.Case) throws {
    let network = try SavedModelTests.network(test)
    try SavedModelTests.expectSame(
      Network(saved: network.safetensors()), network, on: SavedModelTests.data(test.shape))
  }

  @Test("what the network is stands in the metadata, as JSON")
  func description() throws {
    let network = try SavedModelTests.network(SavedModelTests.cases[0])
    let file = try Safetensors(network.safetensors())
    let text = try #require(file.metadata["hpo"])
    let json = try #require(JSON(parsing: text))
    #expect(json["layers"]?.items?.first == ["kind": "dense", "units": 5, "activation": "relu", "initialization": nil])
    #expect(json["data"]?["classes"] == ["a", "b", "c"] && json["loss"]?["name"] == "cross_entropy")
    #expect(file.tensors.map(\.name).prefix(3) == ["1.weight", "1.bias", "3.weight"])
    #expect(file.tensors[0].shape == [5, 4])
  }

  private static func file(_ header: String, data: Int = 0, length: Int? = nil) -> [UInt8] {
    let header = Array(header.utf8)
    let length = length ?? header.count
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header + [UInt8](repeating: 0, count: data)
  }

  @Test(
    "a file that lies about its tensors is refused in words",
    arguments: [
      ([], "the safetensors file is cut off after 0 bytes"),
      (file("{}", length: 9), "the safetensors file announces a header of 9 bytes, and 2 are there"),
      (
        file("{]"),
        "the safetensors file has a header that is not JSON: "
          + "line 1, column 2: expected a name in double quotes, found `]`"
      ),
      (file("<>"), "these bytes are not a safetensors file"),
      (file(#"{"__metadata__": {"a": 1}}"#), "the safetensors file has metadata that is not texts"),
      (
        file(#"{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}"#, data: 4),
        "the safetensors file has 4 bytes for the tensor \"a\" of shape [2]"
      ),
      (
        file(#"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}"#, data: 8),
        "the safetensors file has a gap or an overlap before the tensor \"a\""
      ),
      (
        file(#"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": 1}"#, data: 4),
        "the safetensors file has a header that is not JSON: line 1, column 63: the key `a` is there twice"
      ),
      (
        file(#"{"a": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}"#, data: 2),
        "the safetensors file has the tensor \"a\" in F16, and single precision, F32, is read"
      ),
      (
        file(#"{"a": {"dtype": "F32", "shape": [4611686018427387904, 4], "data_offsets": [0, 0]}}"#),
        "the safetensors file has 0 bytes for the tensor \"a\" of shape [4611686018427387904, 4]"
      ),
      (
        file(#"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#, data: 5),
        "the safetensors file announces 4 bytes of data, and 5 are there"
      ),
    ] as [([UInt8], String)])
  func lies(bytes: [UInt8], message: String) throws {
    let error = #expect(throws: TrainingError.self) { try Safetensors(bytes) }
    #expect(error?.message == message)
  }

  @Test("weights of another program are told apart from a network")
  func foreign() throws {
    let header = #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#
    let error = #expect(throws: TrainingError.self) { try Network(saved: Self.file(header, data: 4)) }
    #expect(error?.message == "the safetensors file holds weights, and not the network that they are of")
  }

  private static let misfit = "the description in the safetensors file is of no network that fits its weights"

  @Test(
    "a description that cannot be the network's is refused in words",
    arguments: [
      (#""units": 5"#, #""units": 1000000"#, misfit),
      (
        #""units": 5"#, #""units": 6"#,
        #"the safetensors file has the tensor "1.weight" of shape 5 x 4, which should be 6 x 4"#
      ),
      (
        #""units": 5"#, #""units": "five""#,
        "the description of the network has no `layers.1.units` that is a whole number"
      ),
      (#""shape": [4]"#, #""shape": [-4]"#, misfit),
      (#""shape": [4]"#, #""shape": [1099511627776, 1099511627776]"#, misfit),
      (#""kind": "dense""#, #""kind": "attention""#, #""attention" is not a layer that is known here"#),
      (#""version": 1"#, #""version": 2"#, "the network has format 2, and this program reads format 1"),
      (#""cross_entropy""#, #""mse""#, misfit),
      (#"{"version""#, #""version""#, "the description of the network in the safetensors file is not JSON"),
    ] as [(String, String, String)])
  func falseDescriptions(part: String, other: String, message: String) throws {
    var file = try Safetensors(SavedModelTests.network(SavedModelTests.cases[0]).safetensors())
    let text = try #require(file.metadata["hpo"])
    let range = try #require(text.range(of: part))
    file.metadata["hpo"] = text.replacingCharacters(in: range, with: other)
    let error = #expect(throws: TrainingError.self) { try Network(saved: file.bytes) }
    #expect(error?.message == message)
  }

  @Test("a file that is cut off or changed is refused or harmless", arguments: SavedModelTests.cases)
  func damage(_ test: SavedModelTests.Case) throws {
    let bytes = try SavedModelTests.network(test).safetensors()
    let data = try SavedModelTests.data(test.shape)
    var random = CounterRandom(seed: 11)
    var refused = 0
    for round in 0..<200 {
      var changed = bytes
      for _ in 0..<(1 + random.next() % 3) {
        let bound = UInt64(round % 4 == 0 ? bytes.count : min(bytes.count, 1500))
        changed[Int(random.next() % bound)] =
          [0, 0x30, 0x39, 0x22, 0xFF, UInt8(random.next() % 256)][Int(random.next() % 6)]
      }
      if round % 5 == 0 { changed.removeLast(Int(random.next() % UInt64(bytes.count))) }
      do {
        let network = try Network(saved: changed)
        _ = (network.model.description, network.parameters.count, try network.onnx().count)
        _ = try network.predict(data)
      } catch is TrainingError {
        refused += 1
      } catch is MemoryError {
        refused += 1
      } catch is DataError { refused += 1 }
    }
    #expect(refused > 100)
  }
}
