@testable import NN

/// Convolution and pooling in their plain form: the definition, pixel by pixel.
extension Reference {
  /// What every window of an image covers: for each output pixel the taps that lie in the image, and their pixels.
  static func taps(of window: Window, _ oy: Int, _ ox: Int) -> [(tap: Int, pixel: Int)] {
    var found: [(tap: Int, pixel: Int)] = []
    for ky in 0..<window.rows.kernel {
      for kx in 0..<window.columns.kernel {
        let y = oy * window.rows.stride - window.rows.before + ky * window.rows.dilation
        let x = ox * window.columns.stride - window.columns.before + kx * window.columns.dilation
        guard (0..<window.rows.input).contains(y), (0..<window.columns.input).contains(x) else { continue }
        found.append((ky * window.columns.kernel + kx, y * window.columns.input + x))
      }
    }
    return found
  }

  /// y(o, f) = bias(f) + the sum over taps and the channels c of f's group of image(pixel, c) w(group, tap, c, f).
  ///
  /// - Parameters:
  ///   - image: Height x width x channels.
  ///   - window: How the kernel slides.
  ///   - groups: The groups of channels and filters.
  ///   - weights: Groups x taps x channels of a group x filters of a group.
  ///   - bias: One a filter.
  /// - Returns: Output height x output width x filters.
  static func convolution(
    _ image: [Double], _ window: Window, groups: Int, weights: [Double], bias: [Double]
  ) -> [Double] {
    let (channels, filters) = (window.channels / groups, bias.count / groups)
    let kernel = window.rows.kernel * window.columns.kernel
    var y: [Double] = []
    for oy in 0..<window.rows.output {
      for ox in 0..<window.columns.output {
        let taps = taps(of: window, oy, ox)
        for f in bias.indices {
          var sum = bias[f]
          for (tap, pixel) in taps {
            for c in 0..<channels {
              let group = f / filters
              sum +=
                image[pixel * window.channels + group * channels + c]
                * weights[((group * kernel + tap) * channels + c) * filters + f % filters]
            }
          }
          y.append(sum)
        }
      }
    }
    return y
  }

  /// The largest or the mean of each window, channel by channel.
  static func pool(_ kind: Pool.Kind, _ image: [Double], _ window: Window) -> [Double] {
    var y: [Double] = []
    for oy in 0..<window.rows.output {
      for ox in 0..<window.columns.output {
        let taps = taps(of: window, oy, ox)
        for c in 0..<window.channels {
          let values = taps.map { image[$0.pixel * window.channels + c] }
          y.append(kind == .max ? values.max() ?? 0 : values.reduce(0, +) / Double(values.count))
        }
      }
    }
    return y
  }
}
