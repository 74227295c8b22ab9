/// What a block of parameters is as a tensor of its own, in the order that PyTorch has it, whatever the order here.
enum WeightForm: Sendable {
  /// One number a column.
  case vector
  /// rows x columns.
  case table
  /// The rows are inputs and the columns units: units x inputs.
  case dense
  /// filters x channels of a group x height x width.
  case kernel(ConvGeometry)
}

extension ParameterBlock {
  /// The shape of the tensor.
  var tensorShape: [Int] {
    switch form {
    case .vector: [layout.columns]
    case .table: [layout.rows, layout.columns]
    case .dense: [layout.columns, layout.rows]
    case .kernel(let geometry):
      [
        geometry.filters, geometry.window.channels / geometry.groups, geometry.window.rows.kernel,
        geometry.window.columns.kernel,
      ]
    }
  }

  /// The numbers of the tensor, from those of the block row by row.
  func tensor(from values: [Float]) -> [Float] {
    if isInOrder { return values }
    return (0..<count).map { values[place(of: $0)] }
  }

  /// The numbers of the block row by row, from those of the tensor.
  func values(from tensor: [Float]) -> [Float] {
    if isInOrder { return tensor }
    var values = [Float](repeating: 0, count: count)
    for (index, value) in tensor.enumerated() { values[place(of: index)] = value }
    return values
  }

  private var isInOrder: Bool {
    switch form {
    case .vector, .table: true
    case .dense, .kernel: false
    }
  }

  /// Where a number of the tensor stands in the block.
  private func place(of index: Int) -> Int {
    switch form {
    case .vector, .table: return index
    case .dense: return index % layout.rows * layout.columns + index / layout.rows
    case .kernel(let geometry):
      let (taps, channels) = (geometry.taps, geometry.window.channels / geometry.groups)
      let (filter, channel, tap) = (index / (taps * channels), index / taps % channels, index % taps)
      // Each part has rows of its own: all taps, and for each the channels.
      let (part, column) = (filter / geometry.filtersPerPart, filter % geometry.filtersPerPart)
      return (part * geometry.rowsPerPart + tap * geometry.rowsPerTap + channel) * layout.columns + column
    }
  }
}
