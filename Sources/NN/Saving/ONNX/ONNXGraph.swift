/// A graph while it is made: operations are added one behind the other.
///
/// Images lie with their channels last here, and first for most operations of ONNX; a signal says how it lies, and is turned
/// only where an operation needs it otherwise.
struct ONNXGraph {
  private(set) var model = ONNXModel()
  /// What weights are called by the layers, and their numbers.
  let weights: [String: NamedTensor]
  /// The place of the layer that is being added, such as `["3", "2"]`.
  var path: [String] = []
  private var count = 0

  /// What one operation gives to another.
  struct Signal {
    let name: String
    /// The extents of one item, channels last.
    let shape: [Int]
    var isChannelsFirst = false
  }

  init(weights: [NamedTensor]) {
    self.weights = Dictionary(weights.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func describe(_ description: String, _ metadata: [(name: String, value: String)]) {
    (model.description, model.metadata) = (description, metadata)
  }

  /// Adds what is given to the graph.
  mutating func input(_ name: String, _ type: ONNXModel.ElementType, _ shape: [Int]) -> Signal {
    let name = unused(name.isEmpty ? "column" : name)
    model.inputs.append(ONNXModel.Value(name: name, type: type, shape: shape))
    return Signal(name: name, shape: shape)
  }

  /// Adds what the graph gives.
  mutating func output(_ name: String, _ type: ONNXModel.ElementType, _ shape: [Int], _ signal: Signal) {
    let name = unused(name)
    model.nodes.append(
      ONNXModel.Node(operation: "Identity", inputs: [signal.name], output: name, attributes: [], domain: ""))
    model.outputs.append(ONNXModel.Value(name: name, type: type, shape: shape))
  }

  /// A name that nothing that is given or comes out has: names of columns may be any.
  private func unused(_ name: String) -> String {
    let others = Set((model.inputs + model.outputs).map(\.name))
    var name = name
    while others.contains(name) { name += "_" }
    return name
  }

  /// Adds an operation; what comes out has the shape that is said, or that of the first input.
  mutating func add(
    _ operation: String, _ inputs: [Signal], _ attributes: [(name: String, value: ONNXModel.Attribute)] = [],
    shape: [Int]? = nil, domain: String = ""
  ) -> Signal {
    let output = Signal(
      name: newName(operation), shape: shape ?? inputs[0].shape, isChannelsFirst: inputs[0].isChannelsFirst)
    model.nodes.append(
      ONNXModel.Node(
        operation: operation, inputs: inputs.map(\.name), output: output.name, attributes: attributes, domain: domain))
    return output
  }

  /// Adds numbers or texts.
  mutating func constant(_ content: ONNXModel.Tensor.Content, shape: [Int] = []) -> Signal {
    let name = newName("constant")
    model.constants.append(ONNXModel.Tensor(name: name, shape: shape, content: content))
    return Signal(name: name, shape: shape)
  }

  /// Adds a weight of the layer, under its own name.
  mutating func weight(_ role: String) throws -> Signal {
    let name = (path + [role]).joined(separator: ".")
    guard let tensor = weights[name] else { throw TrainingError.restore(reason: "there is no weight \(name)") }
    model.constants.append(ONNXModel.Tensor(name: "/" + name, shape: tensor.shape, content: .floats(tensor.values)))
    return Signal(name: "/" + name, shape: tensor.shape)
  }

  /// A name that no column has, since it has a number: what stands before the number is for people.
  private mutating func newName(_ operation: String) -> String {
    count += 1
    return "/" + (path + ["\(operation)_\(count)"]).joined(separator: ".")
  }

  // MARK: How images lie

  /// The signal with its channels in front, as convolutions take it; a row has nothing to turn.
  mutating func channelsFirst(_ signal: Signal) -> Signal {
    let rank = signal.shape.count + 1
    guard rank > 2, !signal.isChannelsFirst else { return signal }
    var turned = add("Transpose", [signal], [("perm", .integers([0, rank - 1] + Array(1..<(rank - 1))))])
    turned.isChannelsFirst = true
    return turned
  }

  /// The signal with its channels last.
  mutating func channelsLast(_ signal: Signal) -> Signal {
    guard signal.isChannelsFirst else { return signal }
    var turned = add("Transpose", [signal], [("perm", .integers([0] + Array(2...signal.shape.count) + [1]))])
    turned.isChannelsFirst = false
    return turned
  }

  /// All numbers of an item in one row.
  mutating func row(_ signal: Signal) -> Signal {
    guard signal.shape.count != 1 else { return signal }
    return add("Flatten", [channelsLast(signal)], [("axis", .integer(1))], shape: [signal.shape.reduce(1, *)])
  }
}
