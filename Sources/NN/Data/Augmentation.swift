import Basics
import CKernels

/// A random change of the items that training sees, another one each epoch; what is measured is never changed.
///
///     let train = try data.augmented([.flip, .crop(padding: 4)])
public enum Augmentation: Hashable, Sendable, CustomStringConvertible {
  /// Moves an image by up to so many pixels each way; its edge fills what becomes free.
  case shift(pixels: Int)
  /// Turns every other image, by chance, into its mirror image, left for right.
  case flip
  /// Frames an image with so many black pixels and cuts its size out of that at random.
  case crop(padding: Int)
  /// Adds normal noise of this deviation, in units of what the network sees (an image's white is 1 unless standardized).
  case noise(deviation: Double)

  /// The change as it is written, such as `crop(4)`.
  public var description: String {
    switch self {
    case .shift(let pixels): "shift(\(pixels))"
    case .flip: "flip"
    case .crop(let padding): "crop(\(padding))"
    case .noise(let deviation): "noise(\(deviation))"
    }
  }

  /// Throws where the change makes no sense for items of this shape.
  func check(_ shape: Shape) throws {
    func refuse(_ reason: String) -> DataError { .badAugmentation(name: description, reason: reason) }
    if case .noise(let deviation) = self {
      guard deviation >= 0, Float(deviation).isFinite else {
        throw refuse("its deviation is not a number of at least 0")
      }
      return
    }
    guard shape.dimensions.count == 3 else { throw refuse("items of shape \(shape) are not images") }
    switch self {
    case .shift(let pixels), .crop(let pixels):
      let limit = min(shape.dimensions[0], shape.dimensions[1]) - 1
      guard pixels >= 0, pixels <= limit else {
        throw refuse("images of shape \(shape) can be moved by 0 to \(limit) pixels")
      }
    case .flip, .noise: break
    }
  }
}

/// The changes of one item of a batch, where it lies.
struct Augmenter {
  let kernels: nn_kernels
  let shape: Shape
  let standardization: Standardization?
  /// Room for one item.
  let scratch: UnsafeMutablePointer<Float>

  /// Applies the changes in their order; the stream decides every one of them.
  func apply(_ changes: [Augmentation], to item: UnsafeMutablePointer<Float>, _ random: CounterRandom) {
    var random = random
    for change in changes {
      switch change {
      case .shift(let pixels): move(item, by: (Self.draw(pixels, &random), Self.draw(pixels, &random)), fill: .edge)
      case .crop(let pixels): move(item, by: (Self.draw(pixels, &random), Self.draw(pixels, &random)), fill: .black)
      case .flip: if random.next() >> 63 == 1 { flip(item) }
      case .noise(let deviation): kernels.add_noise(shape.count, random.next(), Float(deviation), item)
      }
    }
  }

  /// A whole number from -limit to limit.
  private static func draw(_ limit: Int, _ random: inout CounterRandom) -> Int {
    Int(random.next().multipliedFullWidth(by: UInt64(2 * limit + 1)).high) - limit
  }

  private enum Fill { case edge, black }

  private func move(_ item: UnsafeMutablePointer<Float>, by offset: (down: Int, right: Int), fill: Fill) {
    guard offset != (0, 0) else { return }
    let (height, width, channels) = (shape.dimensions[0], shape.dimensions[1], shape.dimensions[2])
    scratch.update(from: item, count: shape.count)
    // Columns from `first` to below `end` come from the same row of the old image.
    let (first, end) = (max(offset.right, 0), width + min(offset.right, 0))
    for row in 0..<height {
      let to = item + row * width * channels
      let source = row - offset.down
      if fill == .black, !(0..<height).contains(source) {
        for column in 0..<width { blacken(to + column * channels, channels) }
        continue
      }
      let from = scratch + min(max(source, 0), height - 1) * width * channels
      (to + first * channels).update(from: from + (first - offset.right) * channels, count: (end - first) * channels)
      for column in 0..<width where column < first || column >= end {
        if fill == .black {
          blacken(to + column * channels, channels)
        } else {
          (to + column * channels).update(from: from + (column < first ? 0 : width - 1) * channels, count: channels)
        }
      }
    }
  }

  /// What a stored zero is seen as.
  private func blacken(_ pixel: UnsafeMutablePointer<Float>, _ channels: Int) {
    guard let standardization else { return pixel.update(repeating: 0, count: channels) }
    standardization.means.withPointer { means in
      standardization.scales.withPointer { scales in
        for channel in 0..<channels { pixel[channel] = -means[channel] * scales[channel] }
      }
    }
  }

  private func flip(_ item: UnsafeMutablePointer<Float>) {
    let (height, width, channels) = (shape.dimensions[0], shape.dimensions[1], shape.dimensions[2])
    for row in 0..<height {
      let start = item + row * width * channels
      for column in 0..<(width / 2) {
        for channel in 0..<channels {
          let (left, right) = (column * channels + channel, (width - 1 - column) * channels + channel)
          (start[left], start[right]) = (start[right], start[left])
        }
      }
    }
  }
}
