import Basics
import Glibc

/// Images like handwriting, 28 x 28, drawn from strokes with a shaky pen: data that is there without a file.
///
/// Every image is a function of its number alone: a variant of its digit, turned, slanted, stretched, shifted and bent,
/// drawn with a pen of some width and darkness, with stray strokes and grain. The amounts are chosen so that an epoch of
/// plain gradient descent tells a good learning rate (97 % of a small network's answers are right) from a bad one.
enum Digits {
  static let size = 28

  /// The built-in data set, drawn when it is first asked for: every class equally often in both parts.
  static let standard: Result<DataParts, any Error> = Result {
    DataParts(train: try dataset(from: 0, count: 10_000), valid: try dataset(from: 10_000, count: 2000))
  }

  /// Images with these numbers; number n shows the digit n mod 10.
  static func dataset(from first: Int, count: Int) throws -> Dataset {
    let area = size * size
    let images = try Bytes(count: count * area) { buffer in
      var canvas = Canvas()
      for item in 0..<count {
        canvas.draw(digit: (first + item) % 10, number: first + item)
        for pixel in 0..<area { buffer[item * area + pixel] = UInt8(min(max(canvas.ink[pixel], 0), 1) * 255) }
      }
    }
    return try Dataset(
      ByteRecords([images], stride: area, width: area), itemShape: Shape([size, size, 1]),
      targets: .classes(labels: (0..<count).map { Int32((first + $0) % 10) }, names: (0..<10).map(String.init)))
  }
}

extension DataParts {
  /// The built-in images of handwriting-like digits: 10,000 as the training part, 2,000 as the validation part.
  ///
  /// - Returns: The same images every time.
  /// - Throws: Nothing in practice; the signature is that of the other sources of data.
  public static func digits() throws -> DataParts { try Digits.standard.get() }
}

/// A square of ink that digits are drawn on.
private struct Canvas {
  var ink = [Float](repeating: 0, count: Digits.size * Digits.size)
  private var random = CounterRandom(seed: 0)

  mutating func draw(digit: Int, number: Int) {
    random = CounterRandom(seed: 0).stream(.digits, number)
    for pixel in ink.indices { ink[pixel] = 0 }
    let variants = DigitGlyphs.variants[digit]
    let glyph = variants[min(Int(random.fraction() * Double(variants.count)), variants.count - 1)]
    let hand = Hand(&random)
    for stroke in glyph { draw(stroke.map(hand.place), radius: hand.radius, darkness: hand.darkness) }
    if random.fraction() < 0.35 { drawStrayStroke(hand) }
    addGrain(0.12)
  }

  /// A short line near the border that belongs to no digit.
  private mutating func drawStrayStroke(_ hand: Hand) {
    let angle = random.uniform(0, 2 * .pi)
    let x = 13.5 + 12.5 * cos(angle), y = 13.5 + 12.5 * sin(angle)
    let end = DigitGlyphs.Point(x: x + random.uniform(-5, 5), y: y + random.uniform(-5, 5))
    draw([DigitGlyphs.Point(x: x, y: y), end], radius: hand.radius, darkness: hand.darkness)
  }

  /// Draws a chain in pixels: ink falls off over one pixel at the pen's edge.
  private mutating func draw(_ stroke: [DigitGlyphs.Point], radius: Double, darkness: Double) {
    let (radius, darkness) = (Float(radius), Float(darkness))
    for (a, b) in zip(stroke, stroke.dropFirst()) {
      let (ax, ay) = (Float(a.x), Float(a.y))
      let (dx, dy) = (Float(b.x) - ax, Float(b.y) - ay)
      let scale = 1 / max(dx * dx + dy * dy, 1e-12)
      let reach = radius + 1
      let (left, right) = pixels(from: min(ax, ax + dx) - reach, to: max(ax, ax + dx) + reach)
      let (top, bottom) = pixels(from: min(ay, ay + dy) - reach, to: max(ay, ay + dy) + reach)
      guard left <= right, top <= bottom else { continue }
      ink.withUnsafeMutableBufferPointer { ink in
        for y in top...bottom {
          let py = Float(y) - ay
          for x in left...right {
            let px = Float(x) - ax
            let along = min(max((px * dx + py * dy) * scale, 0), 1)  // of the nearest point of the segment
            let (ex, ey) = (px - along * dx, py - along * dy)
            let distance = (ex * ex + ey * ey).squareRoot()
            let value = min(max(radius + 0.5 - distance, 0), 1) * darkness
            let pixel = y &* Digits.size &+ x
            if value > ink[pixel] { ink[pixel] = value }
          }
        }
      }
    }
  }

  /// The pixels that lie between two coordinates, within the canvas.
  private func pixels(from low: Float, to high: Float) -> (Int, Int) {
    let last = Float(Digits.size - 1)
    return (Int(min(max(low.rounded(.up), 0), last)), Int(min(max(high.rounded(.down), -1), last)))
  }

  /// Adds to every pixel the sum of two uniform numbers, of the given deviation; one draw serves four pixels.
  private mutating func addGrain(_ deviation: Float) {
    let scale = deviation * 2.449489743 / 65535  // the sum of two uniforms on +-1/2 has variance 1/6
    let offset = deviation * 2.449489743
    ink.withUnsafeMutableBufferPointer { ink in
      for start in stride(from: 0, to: ink.count, by: 4) {
        let (a, b) = (random.next(), random.next())
        for i in 0..<4 {
          let shift = UInt64(16 * i)
          let sum = Float((a >> shift) & 0xFFFF) + Float((b >> shift) & 0xFFFF)
          ink[start + i] += sum * scale - offset
        }
      }
    }
  }
}

/// How one image is written: where a point of the glyph's box falls on the canvas, and the pen.
private struct Hand {
  let radius: Double
  let darkness: Double
  private let matrix: (Double, Double, Double, Double)
  private let shift: (Double, Double)
  private let bend: (x: Double, y: Double, phaseX: Double, phaseY: Double)

  init(_ random: inout CounterRandom) {
    radius = random.uniform(0.6, 1.5)
    darkness = random.uniform(0.6, 1)
    let turn = random.uniform(-0.17, 0.17)
    let slant = random.uniform(-0.29, 0.19)
    let (width, height) = (random.uniform(9.9, 15.1), random.uniform(16.2, 20.4))
    let (c, s) = (cos(turn), sin(turn))
    matrix = (c * width, (-s + slant * c) * height, s * width, (c + slant * s) * height)
    shift = (13.5 + random.uniform(-1.5, 1.5), 13.5 + random.uniform(-1.5, 1.5))
    bend = (
      random.uniform(0, 0.07), random.uniform(0, 0.06), random.uniform(0, 2 * .pi), random.uniform(0, 2 * .pi)
    )
  }

  func place(_ point: DigitGlyphs.Point) -> DigitGlyphs.Point {
    let x = point.x - 0.5 + bend.x * sin(5 * point.y + bend.phaseX)
    let y = point.y - 0.5 + bend.y * sin(5 * point.x + bend.phaseY)
    return DigitGlyphs.Point(x: matrix.0 * x + matrix.1 * y + shift.0, y: matrix.2 * x + matrix.3 * y + shift.1)
  }
}
