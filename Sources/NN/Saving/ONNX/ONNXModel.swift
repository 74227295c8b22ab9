/// A graph of operations in the format ONNX, as much of it as networks need.
///
/// The messages and the numbers of their fields are those of `onnx.proto`, https://github.com/onnx/onnx. The operations are
/// described in https://onnx.ai/onnx/operators.
struct ONNXModel {
  var description = ""
  var metadata: [(name: String, value: String)] = []
  var inputs: [Value] = []
  var outputs: [Value] = []
  var nodes: [Node] = []
  var constants: [Tensor] = []

  /// What the numbers of a tensor are; the raw value is that of `TensorProto.DataType`.
  enum ElementType: Int {
    case float = 1
    case uint8 = 2
    case int64 = 7
    case text = 8
    case double = 11
  }

  /// What goes into the graph or comes out of it: a batch of any size.
  struct Value {
    let name: String
    let type: ElementType
    /// The extents of one item.
    let shape: [Int]
  }

  /// One operation.
  struct Node {
    let operation: String
    let inputs: [String]
    let output: String
    let attributes: [(name: String, value: Attribute)]
    let domain: String
  }

  enum Attribute {
    case integer(Int)
    case integers([Int])
    case float(Float)
    case texts([String])
  }

  /// Numbers or texts that are part of the graph.
  struct Tensor {
    let name: String
    let shape: [Int]
    let content: Content

    enum Content {
      case floats([Float])
      case doubles([Double])
      case integers([Int])
      case texts([String])
    }
  }

  /// The version of the format, and of the operations: LayerNormalization is in none before.
  private static let (formatVersion, operationVersion) = (8, 17)
  /// The operations of tables, such as LabelEncoder, are apart.
  static let tableDomain = "ai.onnx.ml"
  private static let tableVersion = 3

  /// The file.
  var bytes: [UInt8] {
    var model = ProtobufWriter()
    model.integer(1, Self.formatVersion)
    model.text(2, "hpo")
    model.text(6, description)
    model.message(7, write)
    model.message(8) {
      $0.text(1, "")
      $0.integer(2, Self.operationVersion)
    }
    model.message(8) {
      $0.text(1, Self.tableDomain)
      $0.integer(2, Self.tableVersion)
    }
    for (name, value) in metadata {
      model.message(14) {
        $0.text(1, name)
        $0.text(2, value)
      }
    }
    return model.bytes
  }

  /// GraphProto.
  private func write(_ graph: inout ProtobufWriter) {
    for node in nodes { graph.message(1, node.write) }
    graph.text(2, "network")
    for constant in constants { graph.message(5, constant.write) }
    for input in inputs { graph.message(11, input.write) }
    for output in outputs { graph.message(12, output.write) }
  }
}

extension ONNXModel.Value {
  /// ValueInfoProto.
  func write(_ value: inout ProtobufWriter) {
    value.text(1, name)
    value.message(2) { type in
      type.message(1) { tensor in
        tensor.integer(1, self.type.rawValue)
        tensor.message(2) { shape in
          shape.message(1) { $0.text(2, "N") }
          for extent in self.shape { shape.message(1) { $0.integer(1, extent) } }
        }
      }
    }
  }
}

extension ONNXModel.Node {
  /// NodeProto.
  func write(_ node: inout ProtobufWriter) {
    for input in inputs { node.text(1, input) }
    node.text(2, output)
    node.text(3, output)
    node.text(4, operation)
    for (name, value) in attributes {
      node.message(5) { attribute in
        attribute.text(1, name)
        value.write(&attribute)
      }
    }
    if !domain.isEmpty { node.text(7, domain) }
  }
}

extension ONNXModel.Attribute {
  /// AttributeProto, whose field 20 says which of the others is there.
  func write(_ attribute: inout ProtobufWriter) {
    switch self {
    case .float(let value):
      attribute.float(2, value)
      attribute.integer(20, 1)
    case .integer(let value):
      attribute.integer(3, value)
      attribute.integer(20, 2)
    case .integers(let values):
      for value in values { attribute.integer(8, value) }
      attribute.integer(20, 7)
    case .texts(let values):
      for value in values { attribute.text(9, value) }
      attribute.integer(20, 8)
    }
  }
}

extension ONNXModel.Tensor {
  /// TensorProto.
  func write(_ tensor: inout ProtobufWriter) {
    for extent in shape { tensor.integer(1, extent) }
    tensor.text(8, name)
    func raw(_ type: ONNXModel.ElementType, _ numbers: [some FixedWidthInteger]) {
      tensor.integer(2, type.rawValue)
      tensor.content(9, numbers.withUnsafeBytes { Array($0) })
    }
    switch content {
    case .floats(let values): raw(.float, values.map(\.bitPattern.littleEndian))
    case .doubles(let values): raw(.double, values.map(\.bitPattern.littleEndian))
    case .integers(let values): raw(.int64, values.map { Int64($0).littleEndian })
    case .texts(let values):
      tensor.integer(2, ONNXModel.ElementType.text.rawValue)
      for value in values { tensor.text(6, value) }
    }
  }
}
