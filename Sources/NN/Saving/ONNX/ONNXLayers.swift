/// A layer as operations of ONNX.
protocol ONNXLayer {
  /// Adds the layer to a graph.
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) throws -> ONNXGraph.Signal
}

extension Sequential {
  /// Adds the layers, whose places begin with `path`.
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal, at path: [String] = []) throws -> ONNXGraph.Signal {
    var signal = input
    for (index, layer) in layers.enumerated() {
      guard let definition = layer.definition as? any ONNXLayer else {
        throw TrainingError.restore(reason: "\(layer) cannot be written as ONNX")
      }
      graph.path = path + ["\(index + 1)"]
      signal = try definition.add(to: &graph, signal)
    }
    return signal
  }
}

extension Dense: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) throws -> ONNXGraph.Signal {
    let row = graph.row(input)
    let sums = graph.add(
      "Gemm", [row, try graph.weight("weight"), try graph.weight("bias")], [("transB", .integer(1))], shape: [units])
    return graph.activated(sums, activation)
  }
}

extension Conv: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) throws -> ONNXGraph.Signal {
    let window = rule.window(over: Shape(input.shape))
    let sums = graph.add(
      "Conv", [graph.channelsFirst(input), try graph.weight("weight"), try graph.weight("bias")],
      window.attributes + [
        ("dilations", .integers([window.rows.dilation, window.columns.dilation])), ("group", .integer(groups)),
      ], shape: [window.rows.output, window.columns.output, filters])
    return graph.activated(sums, activation)
  }
}

extension Pool: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) throws -> ONNXGraph.Signal {
    let image = graph.channelsFirst(input)
    let channels = input.shape[2]
    guard let size else {
      let operation = kind == .max ? "GlobalMaxPool" : "GlobalAveragePool"
      var pooled = graph.add(operation, [image], shape: [1, 1, channels])
      // One pixel lies in one way only.
      pooled.isChannelsFirst = false
      return graph.row(pooled)
    }
    let window = WindowRule(kernel: size, stride: stride ?? size, padding: padding).window(over: Shape(input.shape))
    return graph.add(
      kind == .max ? "MaxPool" : "AveragePool", [image], window.attributes,
      shape: [window.rows.output, window.columns.output, channels])
  }
}

extension Window {
  /// Extents, steps and padding; on either side, since "same" may need one pixel more at the end.
  fileprivate var attributes: [(name: String, value: ONNXModel.Attribute)] {
    let axes = [rows, columns]
    return [
      ("kernel_shape", .integers(axes.map(\.kernel))), ("strides", .integers(axes.map(\.stride))),
      ("pads", .integers(axes.map(\.before) + axes.map { max($0.reach - $0.input - $0.before, 0) })),
    ]
  }
}

extension BatchNorm: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) throws -> ONNXGraph.Signal {
    let vectors = try ["weight", "bias", "running_mean", "running_variance"].map { try graph.weight($0) }
    return graph.add(
      "BatchNormalization", [graph.channelsFirst(input)] + vectors, [("epsilon", .float(Self.epsilon))])
  }
}

extension LayerNorm: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) throws -> ONNXGraph.Signal {
    let vectors = [try graph.weight("weight"), try graph.weight("bias")]
    return graph.add(
      "LayerNormalization", [graph.channelsLast(input)] + vectors,
      [("axis", .integer(-1)), ("epsilon", .float(Self.epsilon))])
  }
}

extension Embedding: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) throws -> ONNXGraph.Signal {
    let numbers = graph.add("Cast", [input], [("to", .integer(ONNXModel.ElementType.int64.rawValue))])
    return graph.add("Gather", [try graph.weight("weight"), numbers], shape: input.shape + [dimension])
  }
}

extension Residual: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) throws -> ONNXGraph.Signal {
    let path = graph.path
    let inner = try branch.add(to: &graph, input, at: path)
    let outer = try shortcut.add(to: &graph, input, at: path + ["shortcut"])
    graph.path = path
    let added = inner.isChannelsFirst ? graph.channelsFirst(outer) : graph.channelsLast(outer)
    return graph.add("Add", [inner, added])
  }
}

extension Activate: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) -> ONNXGraph.Signal {
    graph.activated(input, function)
  }
}

extension Flatten: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) -> ONNXGraph.Signal { graph.row(input) }
}

/// Nothing is dropped outside training.
extension Dropout: ONNXLayer {
  func add(to graph: inout ONNXGraph, _ input: ONNXGraph.Signal) -> ONNXGraph.Signal { input }
}

extension ONNXGraph {
  /// Adds the function that a layer applies to each of its sums.
  mutating func activated(_ z: Signal, _ function: Activation?) -> Signal {
    switch function {
    case nil: return z
    case .relu: return add("Relu", [z])
    case .leakyRelu: return add("LeakyRelu", [z], [("alpha", .float(0.01))])
    case .elu: return add("Elu", [z], [("alpha", .float(1))])
    case .tanh: return add("Tanh", [z])
    case .sigmoid: return add("Sigmoid", [z])
    case .softplus: return add("Softplus", [z])
    case .silu: return add("Mul", [z, add("Sigmoid", [z])])
    case .gelu:
      // z Phi(z) = z (1 + erf(z / sqrt 2)) / 2
      let scaled = add("Mul", [z, constant(.floats([Float(0.5.squareRoot())]))])
      let sum = add("Add", [add("Erf", [scaled]), constant(.floats([1]))])
      return add("Mul", [add("Mul", [z, sum]), constant(.floats([0.5]))])
    }
  }
}
