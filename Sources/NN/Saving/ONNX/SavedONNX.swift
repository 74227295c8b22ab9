import Basics

extension Network {
  /// The network as a file in the format ONNX, which takes rows as they stand in a table.
  ///
  /// Data with named columns has an input for each, N x 1: `double` for a column of numbers, where NaN is a missing one, and
  /// `string` for one of categories, where a text that is not known is missing. Other data has one, `input`: N items, of
  /// bytes where those are what was trained on. Out come `prediction`, the class or the number, and of classes
  /// `probabilities`, N x classes.
  ///
  /// - Returns: the bytes of the file.
  /// - Throws: `MemoryError` where the system refuses memory; `TrainingError.restore` where the format cannot hold the network.
  public func onnx() throws -> [UInt8] {
    try ByteWriter.needMemory(floats: weights.count)
    guard weights.count < Self.mostONNXWeights else {
      throw TrainingError.restore(
        reason: "the network has \(weights.count) weights, and an ONNX file holds fewer than 2 GB",
        hint: "`.safetensors` holds any number")
    }
    var graph = ONNXGraph(weights: tensors)
    graph.describe("\(model)", [("hpo", try descriptionText())])
    let items = try addItems(to: &graph)
    try addPrediction(to: &graph, Sequential(layers: model.layers).add(to: &graph, items))
    return graph.model.bytes
  }

  /// Protocol Buffers count to 2^31 bytes; a little is for the rest.
  private static let mostONNXWeights = (1 << 29) - (1 << 20)

  // MARK: From rows to what the first layer takes

  private func addItems(to graph: inout ONNXGraph) throws -> ONNXGraph.Signal {
    let given = schema.itemShape.dimensions
    var items: ONNXGraph.Signal
    if !schema.columns.isEmpty {
      var features: [ONNXGraph.Signal] = []
      for column in schema.columns where column.width > 0 { features.append(graph.features(of: column)) }
      items = graph.add("Concat", features, [("axis", .integer(1))], shape: [schema.itemShape.count])
    } else if schema.isOfBytes {
      let bytes = graph.input("input", .uint8, given)
      items = graph.add("Div", [graph.cast(bytes, .float), graph.constant(.floats([255]))])
    } else {
      items = graph.input("input", .float, given)
    }
    if let standardization, plan.categories == nil { items = graph.standardized(items, standardization) }
    let taken = plan.input.shape.dimensions
    guard taken != items.shape else { return items }
    let shape = graph.constant(.integers([-1] + taken), shape: [taken.count + 1])
    return graph.add("Reshape", [items, shape], shape: taken)
  }

  // MARK: From what the last layer gives to predictions

  private func addPrediction(to graph: inout ONNXGraph, _ output: ONNXGraph.Signal) {
    let output = graph.row(output)
    guard !classNames.isEmpty else {
      return graph.output("prediction", .double, [], graph.number(output, standardization, schema.targetForm.offset))
    }
    var probabilities: ONNXGraph.Signal
    if objective.name == .binaryCrossEntropy {
      let second = graph.add("Sigmoid", [output])
      let first = graph.add("Sub", [graph.constant(.floats([1])), second], shape: [1])
      probabilities = graph.add("Concat", [first, second], [("axis", .integer(1))], shape: [2])
    } else {
      probabilities = graph.add("Softmax", [output], [("axis", .integer(1))])
    }
    let best = graph.add("ArgMax", [probabilities], [("axis", .integer(1)), ("keepdims", .integer(0))], shape: [])
    let names = graph.constant(.texts(classNames), shape: [classNames.count])
    graph.output("prediction", .text, [], graph.add("Gather", [names, best], shape: []))
    graph.output("probabilities", .float, [classNames.count], probabilities)
  }
}

extension ONNXGraph {
  fileprivate mutating func cast(_ signal: Signal, _ type: ONNXModel.ElementType) -> Signal {
    add("Cast", [signal], [("to", .integer(type.rawValue))])
  }

  /// The features that a column becomes, from its cells.
  fileprivate mutating func features(of column: DataSchema.Column) -> Signal {
    switch column.kind {
    case .number(let form):
      var numbers = input(column.name, .double, [1])
      if form.offset != 0 { numbers = add("Sub", [numbers, constant(.doubles([form.offset]))]) }
      return cast(numbers, .float)
    case .oneHot(let texts):
      // A text that is not known has the number behind the others, which is none of the features.
      let ranks = ranks(of: column.name, texts, isColumn: false)
      let depth = constant(.integers([texts.count]))
      let values = constant(.floats([0, 1]), shape: [2])
      return add("OneHot", [ranks, depth, values], [("axis", .integer(1))], shape: [texts.count])
    case .rank(let texts, _): return cast(ranks(of: column.name, texts, isColumn: true), .float)
    }
  }

  /// The places of texts among the categories of a column, and their number for all others.
  private mutating func ranks(of name: String, _ texts: [String], isColumn: Bool) -> Signal {
    var cells = input(name, .text, [1])
    if !isColumn { cells = add("Squeeze", [cells, constant(.integers([1]), shape: [1])], shape: []) }
    return add(
      "LabelEncoder", [cells],
      [
        ("keys_strings", .texts(texts)), ("values_int64s", .integers(Array(texts.indices))),
        ("default_int64", .integer(texts.count)),
      ], domain: ONNXModel.tableDomain)
  }

  /// (x - mean) scale, where a number that is missing counts as the mean.
  fileprivate mutating func standardized(_ items: Signal, _ rule: Standardization) -> Signal {
    let means = constant(.floats(rule.means.array), shape: items.shape)
    let scales = constant(.floats(rule.scales.array), shape: items.shape)
    let present = add("Where", [add("IsNaN", [items]), means, items], shape: items.shape)
    return add("Mul", [add("Sub", [present, means]), scales])
  }

  /// The number in the target's units.
  fileprivate mutating func number(_ output: Signal, _ rule: Standardization?, _ offset: Double) -> Signal {
    var number = add("Squeeze", [output, constant(.integers([1]), shape: [1])], shape: [])
    if let rule {
      let scaled = add("Mul", [number, constant(.floats([rule.targetDeviation]))])
      number = add("Add", [scaled, constant(.floats([rule.targetMean]))])
    }
    number = cast(number, .double)
    return offset == 0 ? number : add("Add", [number, constant(.doubles([offset]))])
  }
}
