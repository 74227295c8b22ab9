import Basics
import Testing

@testable import NN

/// Networks that are restored from their bytes alone: every kind of layer, every form of data, and bytes that lie.
@Suite struct SavedModelTests {
  struct Case: Sendable, CustomStringConvertible {
    let layers: [Layer]
    let shape: Shape
    var description: String { Model(layers).description }
  }

  /// Every kind of layer, activation and initialisation, and every form of a layer's arguments.
  static let cases =
    Activation.allCases.map { Case(layers: [.dense(5, $0), .activation($0), .dense(3)], shape: Shape([4])) }
    + Initialization.allCases.map { initialization in
      Case(
        layers: [
          .conv(2, kernel: 2, initialization: initialization), .flatten,
          .dense(6, .relu, initialization: initialization), .dense(3, initialization: initialization),
        ], shape: Shape([3, 3, 2]))
    } + [
      Case(layers: [.embedding(3, 2), .layerNorm, .dense(3)], shape: Shape([5])),
      Case(layers: [.dense(6, .relu), .batchNorm, .dropout(0.25), .dense(3)], shape: Shape([4])),
      Case(
        layers: [
          .conv(4, kernel: Size2D(3, 2), stride: Size2D(1, 2), padding: .same, groups: 2, activation: .gelu),
          .maxPool(2, stride: 1), .conv(2, kernel: 2, padding: .pixels(Size2D(1, 0)), dilation: 2),
          .averagePool(Size2D(2, 1), padding: .pixels(Size2D(1, 0))), .batchNorm, .globalMaxPool, .dense(3),
        ], shape: Shape([6, 7, 2])),
      Case(
        layers: [.maxPool(padding: .same), .averagePool(2, stride: Size2D(2, 1)), .globalAveragePool, .dense(3)],
        shape: Shape([6, 6, 1])),
      Case(
        layers: [
          .residual([
            .dense(4, .tanh), .residual([.dense(5), .dense(2)], shortcut: [.layerNorm, .dense(2)]), .dense(4),
          ]),
          .residual([.residual([.residual([.dense(4)])])]), .dense(3),
        ], shape: Shape([4])),
    ]

  /// Items of whole numbers below 3, which are also numbers of categories, in three classes.
  static func data(_ shape: Shape) throws -> Dataset {
    var random = CounterRandom(seed: 3)
    let items = 24
    return try Dataset(
      features: FloatBuffer((0..<items * shape.count).map { _ in Float(random.next() % 3) }), itemShape: shape,
      targets: .classes(labels: (0..<items).map { Int32($0 % 3) }, names: ["a", "b", "c"]))
  }

  static func network(_ test: Case) throws -> Network {
    var state = try TrainingState(
      Model(test.layers), on: DataParts(train: data(test.shape)), options: TrainingOptions(batch: 8))
    try state.advance()
    return state.network
  }

  static func expectSame(_ one: Network, _ other: Network, on data: Dataset) throws {
    #expect(one.model.description == other.model.description && one.schema == other.schema)
    #expect(one.parameters.map(\.name) == other.parameters.map(\.name))
    #expect(one.parameters.map(\.values) == other.parameters.map(\.values))
    #expect(try one.saved() == other.saved())
    switch try (one.predict(data), other.predict(data)) {
    case (.values(let a), .values(let b)): #expect(a == b)
    case (.classes(let a, let p), .classes(let b, let q)): #expect(a == b && p.array == q.array)
    default: Issue.record("different kinds")
    }
  }

  @Test("a network is restored without its model, and predicts the same bits", arguments: cases)
  func roundTrip(_ test: Case) throws {
    let network = try Self.network(test)
    try Self.expectSame(Network(saved: network.saved()), network, on: Self.data(test.shape))
  }

  @Test("every kind of layer is among the models, under a name of its own")
  func kinds() {
    func kinds(_ layers: [Layer]) -> [String] {
      layers.flatMap { layer in
        let inner = (layer.definition as? Residual).map { $0.branch.layers + $0.shortcut.layers } ?? []
        return [type(of: layer.definition).kind] + kinds(inner)
      }
    }
    #expect(Set(Self.cases.flatMap { kinds($0.layers) }) == Set(Layer.kinds.map { $0.kind }))
    #expect(Set(Layer.kinds.map { $0.kind }).count == Layer.kinds.count)
    for kind in Layer.kinds { #expect(type(of: kind.blank).kind == kind.kind) }
  }

  // MARK: What the data is

  private static let table = """
    size,colour,n,kind,empty,price
    1.5,red,1,x,,10.5
    2,blue,2,,,20.5
    ,red,3,y,,30.25
    4,,4,x,,40.75
    5,green,5,x,,12.5

    """

  @Test("the columns of a table are saved, so that a row of text can be predicted", arguments: [false, true])
  func rawRows(areRanks: Bool) throws {
    let folder = try TemporaryFolder()
    let data = try Dataset.load(
      folder.write("table.csv", Self.table), target: "price", categories: areRanks ? .ranks : .oneHot)
    let network = try Model([.dense(3, .tanh), .dense(1)]).train(on: DataParts(train: data)).model
    let restored = try Network(saved: network.saved())
    try Self.expectSame(restored, network, on: data)
    let schema = restored.schema
    #expect(schema == data.schema && schema.targetName == "price" && schema.classNames.isEmpty && !schema.isOfBytes)
    let (colours, kinds) = (["blue", "green", "red"], ["x", "y"])
    #expect(
      schema.columns == [
        DataSchema.Column(name: "size", kind: .number()),
        DataSchema.Column(name: "colour", kind: areRanks ? .rank(colours, hasMissing: true) : .oneHot(colours)),
        DataSchema.Column(name: "n", kind: .number(NumberForm(isWhole: true))),
        DataSchema.Column(name: "kind", kind: areRanks ? .rank(kinds, hasMissing: true) : .oneHot(kinds)),
      ])
    #expect(schema.featureNames == data.featureNames && schema.categoryCounts == (areRanks ? [0, 4, 0, 3] : []))

    let lines = Self.table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let items = lines.dropFirst().map { cells -> [Float] in
      let row = Dictionary(uniqueKeysWithValues: zip(lines[0], cells).map { (String($0), String($1)) })
      return schema.columns.flatMap { column -> [Float] in
        let cell = row[column.name] ?? ""
        return switch column.kind {
        case .number: [Float(cell) ?? .nan]
        case .oneHot(let categories): categories.map { $0 == cell ? 1 : 0 }
        case .rank(let categories, _): [Float(categories.firstIndex(of: cell) ?? categories.count)]
        }
      }
    }
    for (position, item) in items.enumerated() {
      #expect(item.map(\.bitPattern) == data.item(position)?.map(\.bitPattern))
    }
  }

  @Test("images say that they are bytes, and classes keep their names")
  func images() throws {
    let data = try DataParts.digits()
    let schema = try TrainingState(Model([.dense(10)]), on: data).network.schema
    #expect(schema.isOfBytes && schema.itemShape == Shape([28, 28, 1]) && schema.columns.isEmpty)
    #expect(schema.classNames == (0...9).map(String.init) && schema.targetName == nil)
    #expect(throws: DataError.self) {
      try Dataset(
        features: FloatBuffer([1, 2, 3, 4]), itemShape: Shape([2]), targets: .values([1, 2]), featureNames: ["x"])
    }
  }

  // MARK: Bytes that lie

  @Test("a saved network that is cut off or changed is refused")
  func damage() throws {
    let bytes = try Self.network(Self.cases[0]).saved()
    var random = CounterRandom(seed: 8)
    for place in bytes.indices {
      #expect(throws: TrainingError.self) { try Network(saved: Array(bytes[..<place])) }
      var changed = bytes
      changed[place] ^= UInt8(1 + random.next() % 255)
      #expect(throws: TrainingError.self) { try Network(saved: changed) }
    }
  }

  @Test("an older format is refused in words")
  func format() throws {
    var bytes = try Self.network(Self.cases[0]).saved()
    bytes[8] = 2
    let error = #expect(throws: TrainingError.self) { try Network(saved: bytes) }
    #expect(error?.message == "the saved network has format 2, and this program reads format 4")
  }

  @Test("content that is wrong under a right check sum is refused or harmless", arguments: cases)
  func forgery(_ test: Case) throws {
    let content = try Array(Self.network(test).saved().dropFirst(24).dropLast(8))
    let data = try Self.data(test.shape)
    var random = CounterRandom(seed: 9)
    var refused = 0
    for round in 0..<400 {
      var bytes = content
      for _ in 0..<(1 + random.next() % 3) {
        // The data and the model come first, where a change matters most.
        let bound = UInt64(round % 4 == 0 ? bytes.count : min(bytes.count, 700))
        bytes[Int(random.next() % bound)] =
          [0, 1, 0x7F, 0x80, 0xFF, UInt8(random.next() % 256)][Int(random.next() % 6)]
      }
      if round % 5 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
      do {
        let network = try Network(saved: Envelope.network.sealed(bytes))
        _ = (network.model.description, network.parameters.count)
        _ = try network.predict(data)
      } catch is TrainingError { refused += 1 } catch is MemoryError { refused += 1 }
    }
    #expect(refused > 100)
  }

  /// Content that begins with this data and these layers, and goes on with zeros.
  private static func forged(_ shape: [Int], _ layers: [Layer], zeros: Int = 4096) throws -> [UInt8] {
    var writer = ByteWriter()
    var (schema, model) = (DataSchema(itemShape: Shape(shape), classNames: ["a", "b"]), Model(layers))
    try schema.pass(&writer)
    try model.pass(&writer)
    return Envelope.network.sealed(writer.bytes + [UInt8](repeating: 0, count: zeros))
  }

  @Test("what a few bytes announce takes no more memory than there are bytes")
  func announcements() throws {
    let many = 3000
    let forgeries: [(String, [UInt8])] = [
      ("no layers", try Self.forged([4], [])),
      ("no shape", try Self.forged([], [.dense(2)])),
      ("a shape of nothing", try Self.forged([0], [.dense(2)])),
      ("a negative shape", try Self.forged([-4, -1], [.dense(2)])),
      ("a shape beyond counting", try Self.forged([1 << 40, 1 << 40], [.dense(2)])),
      ("a huge image", try Self.forged([1 << 15, 1 << 16, 1], [.globalAveragePool, .dense(2)])),
      ("many wide layers", try Self.forged([4], (0..<many).flatMap { _ in [Layer.dense(1_000_000), .dense(1)] })),
      (
        "many large kernels",
        try Self.forged([2048, 2048, 1], [Layer](repeating: .conv(2, kernel: 1024, padding: .same), count: many))
      ),
      ("a huge embedding", try Self.forged([4], [.embedding(1 << 24, 1_000_000), .dense(2)])),
      (
        "growing images",
        try Self.forged([9, 9, 1], [Layer](repeating: .conv(1, kernel: 1, padding: 1024), count: many))
      ),
      ("no filters", try Self.forged([9, 9, 1], [.conv(-1)])),
      ("no groups", try Self.forged([9, 9, 1], [.conv(4, groups: 0)])),
      ("no stride", try Self.forged([9, 9, 1], [.maxPool(2, stride: 0), .dense(2)])),
      ("an endless stride", try Self.forged([9, 9, 1], [.conv(2, stride: Size2D(.max, .min))])),
      ("an endless padding", try Self.forged([9, 9, 1], [.averagePool(3, padding: .pixels(Size2D(.max, .max)))])),
      ("a share that is not a number", try Self.forged([4], [.dropout(.nan), .dense(2)])),
    ]
    for (what, bytes) in forgeries {
      do {
        _ = try Network(saved: bytes)
        Issue.record("taken: \(what)")
      } catch is TrainingError {
      } catch is MemoryError {}
    }
  }

  @Test("layers within layers are followed down to a limit, which also holds for what is saved")
  func depth() throws {
    func nested(_ depth: Int) -> Layer { (0..<depth).reduce(.dense(2)) { layer, _ in .residual([layer]) } }
    let deep = Case(layers: [nested(40), .dense(3)], shape: Shape([2]))
    let network = try Self.network(deep)
    try Self.expectSame(Network(saved: network.saved()), network, on: Self.data(deep.shape))

    let deeper = try Self.network(Case(layers: [nested(70), .dense(3)], shape: Shape([2])))
    let error = #expect(throws: TrainingError.self) { try deeper.saved() }
    #expect(error?.message == "layers that are within more than 64 others cannot be saved")

    var writer = ByteWriter()
    var schema = DataSchema(itemShape: Shape([2]), classNames: ["a", "b"])
    try schema.pass(&writer)
    for _ in 0..<200_000 {
      var (count, kind) = (1, Residual.kind)
      try writer.pass(&count)
      try writer.pass(&kind)
    }
    #expect(throws: TrainingError.self) { try Network(saved: Envelope.network.sealed(writer.bytes)) }
  }

  @Test("a layer that is not known is named")
  func unknown() throws {
    var writer = ByteWriter()
    var schema = DataSchema(itemShape: Shape([2]), classNames: ["a", "b"])
    try schema.pass(&writer)
    var (count, kind) = (1, "attention")
    try writer.pass(&count)
    try writer.pass(&kind)
    let error = #expect(throws: TrainingError.self) { try Network(saved: Envelope.network.sealed(writer.bytes)) }
    #expect(error?.message == "\"attention\" is not a layer that is known here")
  }
}
