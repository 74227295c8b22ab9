/// An image in the PNG format (ISO/IEC 15948): any depth, colour type and interlacing, as 8 bits a sample.
///
/// Transparency is dropped, deeper samples keep their upper 8 bits, shallower ones are stretched to 0...255, palettes looked
/// up.
struct PNG {
  let width: Int
  let height: Int
  /// 1 for grey, 3 for red, green and blue.
  let channels: Int
  private let depth: Int
  private let colour: Colour
  private let isInterlaced: Bool
  private let path: String
  private let bytes: Bytes

  private enum Colour: Int {
    case grey = 0
    case rgb = 2
    case palette, greyAlpha
    case rgbAlpha = 6

    /// Samples of a stored pixel.
    var samples: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .rgb: 3
      case .rgbAlpha: 4
      }
    }

    var depths: [Int] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .rgb, .greyAlpha, .rgbAlpha: [8, 16]
      }
    }
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Reads an image's header.
  init(_ bytes: Bytes, path: String) throws {
    guard bytes.holds(Self.signature) else { throw Self.refusal(path, "it does not start as one") }
    guard bytes.holds(Array("IHDR".utf8), at: 12), let header = bytes.slice(16, count: 13)?.array,
      let width = bytes.bigEndian(16, size: 4), let height = bytes.bigEndian(20, size: 4)
    else { throw Self.refusal(path, "its header is cut off") }
    guard width > 0, height > 0, width < 1 << 31, height < 1 << 31, let colour = Colour(rawValue: Int(header[9])),
      colour.depths.contains(Int(header[8])), header[10] == 0, header[11] == 0, header[12] <= 1
    else { throw Self.refusal(path, "its header makes no sense") }
    self.width = width
    self.height = height
    self.colour = colour
    depth = Int(header[8])
    channels = colour == .grey || colour == .greyAlpha ? 1 : 3
    isInterlaced = header[12] == 1
    self.path = path
    self.bytes = bytes
  }

  /// A part of the image that is stored by itself: every `dx`-th pixel of every `dy`-th row.
  private struct Pass {
    let x: Int, y: Int, dx: Int, dy: Int
  }

  private var passes: [Pass] {
    guard isInterlaced else { return [Pass(x: 0, y: 0, dx: 1, dy: 1)] }
    return [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)].map {
      Pass(x: $0.0, y: $0.1, dx: $0.2, dy: $0.3)
    }
  }

  /// The pixels row by row, `channels` bytes each.
  func pixels() throws -> [UInt8] {
    func refuse(_ reason: String) -> DataError { Self.refusal(path, reason) }
    let (packed, palette) = try chunks()
    if colour == .palette, palette.isEmpty { throw refuse("it has no palette") }
    let bits = depth * colour.samples
    let sizes = passes.map { pass in
      (columns: (width - pass.x + pass.dx - 1) / pass.dx, rows: (height - pass.y + pass.dy - 1) / pass.dy)
    }
    // A row has a byte for its filter before it; a pass without columns has no rows.
    let lengths = sizes.map { $0.columns > 0 ? ($0.columns * bits + 7) / 8 + 1 : 0 }
    var count = 0
    for (size, length) in zip(sizes, lengths) {
      let (product, overflow) = size.rows.multipliedReportingOverflow(by: length)
      guard !overflow, product < 1 << 48 else { throw refuse("it is too large") }
      count += product
    }
    var raw = try packed.inflated(.zlib, count: count, path: path, damaged: refuse).array
    guard !MachineMemory.isExceeded(byBytes: width * height * channels) else {
      throw DataError.exceedsMemory(path: path, bytes: width * height * channels)
    }
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    var start = 0
    for (pass, (size, length)) in zip(passes, zip(sizes, lengths)) where length > 0 {
      for row in 0..<size.rows {
        try Self.unfilter(&raw, start, length: length, pixel: max(bits / 8, 1), isFirst: row == 0, refuse)
        for column in 0..<size.columns {
          let target = ((pass.y + row * pass.dy) * width + pass.x + column * pass.dx) * channels
          for channel in 0..<(colour == .palette ? 1 : channels) {
            let sample = sample(raw, start + 1, column * colour.samples + channel)
            guard colour == .palette else {
              pixels[target + channel] = sample
              continue
            }
            guard 3 * Int(sample) + 3 <= palette.count else {
              throw refuse("it uses a colour that its palette has not")
            }
            for c in 0..<3 { pixels[target + c] = palette[3 * Int(sample) + c] }
          }
        }
        start += length
      }
    }
    return pixels
  }

  /// A sample of a row that starts at `start`: of a palette its number, else in 0...255.
  private func sample(_ raw: [UInt8], _ start: Int, _ index: Int) -> UInt8 {
    if depth >= 8 { return raw[start + index * depth / 8] }
    let bit = index * depth
    let value = raw[start + bit / 8] >> UInt8(8 - depth - bit % 8) & UInt8((1 << depth) - 1)
    return colour == .palette ? value : value * UInt8(255 / ((1 << depth) - 1))
  }

  /// The compressed pixels and the palette.
  private func chunks() throws -> (packed: Bytes, palette: [UInt8]) {
    let packed = try Bytes.Builder(path: path, capacity: bytes.count)
    var palette: [UInt8] = []
    var position = 8
    while true {
      guard let length = bytes.bigEndian(position, size: 4), let kind = bytes.slice(position + 4, count: 4)?.array,
        let content = bytes.slice(position + 8, count: length),
        let checked = bytes.slice(position + 4, count: 4 + length),
        let checksum = bytes.bigEndian(position + 8 + length, size: 4)
      else { throw Self.refusal(path, "it is cut off") }
      guard checked.checksum == checksum else { throw Self.refusal(path, "a checksum is wrong") }
      switch String(decoding: kind, as: UTF8.self) {
      case "IDAT": try content.withPointer { try packed.append(UnsafeBufferPointer(start: $0, count: length)) }
      case "PLTE": palette = content.array
      case "IEND": return (try packed.finish(), palette)
      default: break
      }
      position += 12 + length
    }
  }

  /// Undoes the filter of a row: each byte was stored less a prediction from the bytes at its left (a), above (b), and above
  /// that at its left (c).
  private static func unfilter(
    _ raw: inout [UInt8], _ start: Int, length: Int, pixel: Int, isFirst: Bool, _ refuse: (String) -> DataError
  ) throws {
    let filter = raw[start]
    guard filter <= 4 else { throw refuse("filter \(filter) is unknown") }
    guard filter > 0 else { return }
    for i in 1..<length {
      let a = i > pixel ? raw[start + i - pixel] : 0
      let b = isFirst ? 0 : raw[start + i - length]
      let c = i > pixel && !isFirst ? raw[start + i - length - pixel] : 0
      let prediction: UInt8 =
        switch filter {
        case 1: a
        case 2: b
        case 3: UInt8((Int(a) + Int(b)) / 2)
        default: paeth(Int(a), Int(b), Int(c))
        }
      raw[start + i] &+= prediction
    }
  }

  /// Of a, b and c the one nearest to a + b - c, the first of equals.
  private static func paeth(_ a: Int, _ b: Int, _ c: Int) -> UInt8 {
    let (toA, toB, toC) = (abs(b - c), abs(a - c), abs(a + b - 2 * c))
    return UInt8(toA <= toB && toA <= toC ? a : toB <= toC ? b : c)
  }

  private static func refusal(_ path: String, _ reason: String) -> DataError {
    .malformed(path: path, format: "PNG", reason: reason)
  }
}
