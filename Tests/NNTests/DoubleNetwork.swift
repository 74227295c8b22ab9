import Basics
import Testing

@testable import NN

/// A network in plain loops and double precision, from the layers' meaning alone, as it is in training.
struct DoubleNetwork {
  let layers: [Layer]
  let x: [Double]
  let shape: Shape
  let targets: Targets
  let objective: LossTerm
  let stream: CounterRandom

  /// The mean loss of the first items with these parameters, in the order of the layers.
  func loss(_ parameters: [[Double]], items: Int) -> Double {
    var pass = PlainPass(items: items, stream: stream, parameters: parameters[...])
    let outputs = pass.run(layers, on: Array(x.prefix(items * shape.count)), shape).values
    return Reference.loss(
      objective, outputs: outputs, width: outputs.count / items, targets: targets.prefix(items))
  }
}

extension Targets {
  /// The first targets.
  fileprivate func prefix(_ count: Int) -> Targets {
    switch self {
    case .classes(let labels, let names): .classes(labels: Array(labels.prefix(count)), names: names)
    case .values(let values): .values(Array(values.prefix(count)))
    case .absent(let all, let reason): .absent(count: min(all, count), reason: reason)
    }
  }
}

/// A pass through layers in their plain form, and the parameters that are still to be used.
struct PlainPass {
  let items: Int
  let stream: CounterRandom
  var parameters: ArraySlice<[Double]>
  /// The number of the layer that the pass is in, those within residual blocks after it.
  var layerNumber = 0

  mutating func run(_ layers: [Layer], on x: [Double], _ shape: Shape) -> (values: [Double], shape: Shape) {
    var (values, shape) = (x, shape)
    for layer in layers {
      layerNumber += 1
      guard let plain = layer.definition as? any PlainLayer, let next = try? layer.definition.outputShape(of: shape)
      else {
        Issue.record("no plain form of \(layer) for \(shape)")
        return (values, shape)
      }
      values = plain.plain(values, shape, in: &self)
      shape = next
      if values.count != items * shape.count { Issue.record("\(layer) gives \(values.count) numbers, not \(shape)") }
    }
    return (values, shape)
  }

  mutating func parameter() -> [Double] { parameters.popFirst() ?? [] }

  /// What becomes of each item, one after the other.
  func eachItem(of x: [Double], _ body: ([Double]) -> [Double]) -> [Double] {
    let width = x.count / items
    return (0..<items).flatMap { body(Array(x[($0 * width)..<(($0 + 1) * width)])) }
  }
}

/// What a layer means, item after item.
protocol PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double]
}

extension Dense: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    let (weights, biases) = (pass.parameter(), pass.parameter())
    let sums = Reference.product(m: pass.items, n: units, k: shape.count, x, weights, bias: biases)
    return activation.map { activation in sums.map { Reference.activate(activation, $0) } } ?? sums
  }
}

extension Activate: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    x.map { Reference.activate(function, $0) }
  }
}

extension Dropout: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    var random = pass.stream.stream(.dropout, pass.layerNumber)
    let key = UInt32(truncatingIfNeeded: random.next())
    return x.indices.map { i in
      let place = i / shape.count * rowStride(shape.count) + i % shape.count
      let isKept = Reference.keeps(place, key: key, threshold: UInt32(rate * 0x1p32))
      return isKept ? x[i] * Double(Float(1 / (1 - rate))) : 0
    }
  }
}

extension BatchNorm: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    let (weights, biases, channels) = (pass.parameter(), pass.parameter(), shape.dimensions.last ?? 1)
    var y = x
    for c in 0..<channels {
      let places = Array(stride(from: c, to: x.count, by: channels))
      let numbers = places.map { x[$0] }
      let epsilon = Double(Self.epsilon)
      // One number has no variance: the running means take its place, which are 0 and 1 at first.
      let normalized =
        numbers.count > 1
        ? Reference.normalize(numbers, epsilon: epsilon) : numbers.map { $0 / (1 + epsilon).squareRoot() }
      for (place, h) in zip(places, normalized) { y[place] = h * weights[c] + biases[c] }
    }
    return y
  }
}

extension LayerNorm: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    let (weights, biases, channels) = (pass.parameter(), pass.parameter(), shape.dimensions.last ?? 1)
    return stride(from: 0, to: x.count, by: channels).flatMap { start in
      let normalized = Reference.normalize(Array(x[start..<(start + channels)]), epsilon: Double(Self.epsilon))
      return normalized.indices.map { normalized[$0] * weights[$0] + biases[$0] }
    }
  }
}

extension Embedding: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    let table = pass.parameter()
    return x.flatMap { table[(Int($0) * dimension)..<((Int($0) + 1) * dimension)] }
  }
}

extension Residual: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    let y = pass.run(branch.layers, on: x, shape).values
    let added = pass.run(shortcut.layers, on: x, shape).values
    return zip(y, added).map(+)
  }
}

extension Flatten: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] { x }
}

extension Conv: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    let window = rule.window(over: shape)
    let (weights, biases) = (grouped(pass.parameter(), window), pass.parameter())
    let sums = pass.eachItem(of: x) {
      Reference.convolution($0, window, groups: groups, weights: weights, bias: biases)
    }
    return activation.map { activation in sums.map { Reference.activate(activation, $0) } } ?? sums
  }

  /// Depthwise weights are stored as taps x channels: here as groups x taps.
  private func grouped(_ weights: [Double], _ window: Window) -> [Double] {
    guard groups > 1, groups == window.channels, groups == filters else { return weights }
    let taps = weights.count / groups
    return (0..<groups).flatMap { group in (0..<taps).map { weights[$0 * groups + group] } }
  }
}

extension Pool: PlainLayer {
  func plain(_ x: [Double], _ shape: Shape, in pass: inout PlainPass) -> [Double] {
    let whole = Size2D(shape.dimensions[0], shape.dimensions[1])
    let rule = WindowRule(kernel: size ?? whole, stride: stride ?? size ?? whole, padding: padding)
    return pass.eachItem(of: x) { Reference.pool(kind, $0, rule.window(over: shape)) }
  }
}
