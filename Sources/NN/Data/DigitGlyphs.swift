import Glibc

/// The ways in which people write the ten digits, as strokes of a pen.
///
/// A stroke is a chain of points in a box of width and height 1, x to the right and y downwards.
enum DigitGlyphs {
  struct Point {
    var x: Double
    var y: Double
  }

  typealias Stroke = [Point]

  /// For each digit its variants, each a list of strokes.
  static let variants: [[[Stroke]]] = [
    [[arc(0.5, 0.5, 0.36, 0.48, 0, 360)], [arc(0.5, 0.5, 0.28, 0.48, -60, 290)]],
    [
      [line(0.5, 0, 0.5, 1)], [line(0.28, 0.2, 0.52, 0, 0.52, 1)],
      [line(0.3, 0.2, 0.52, 0, 0.52, 1), line(0.28, 1, 0.76, 1)],
    ],
    [
      [arc(0.48, 0.27, 0.34, 0.27, -165, 35) + line(0.74, 0.46, 0.14, 1, 0.88, 1)],
      [arc(0.48, 0.27, 0.32, 0.26, -170, 60) + arc(0.3, 0.88, 0.15, 0.1, -80, -350) + line(0.42, 0.94, 0.9, 0.96)],
    ],
    [
      [arc(0.44, 0.25, 0.34, 0.25, -150, 90) + arc(0.44, 0.74, 0.38, 0.26, -90, 150)],
      [line(0.16, 0.02, 0.8, 0.02, 0.44, 0.4) + arc(0.44, 0.7, 0.38, 0.3, -80, 150)],
    ],
    [
      [line(0.64, 0, 0.1, 0.66, 0.94, 0.66), line(0.68, 0.3, 0.68, 1)],
      [line(0.2, 0, 0.16, 0.48, 0.8, 0.48), line(0.8, 0.04, 0.76, 1)],
    ],
    [
      [line(0.84, 0.02, 0.26, 0.02, 0.2, 0.44) + arc(0.46, 0.69, 0.38, 0.31, -130, 150)],
      [line(0.24, 0.02, 0.2, 0.46) + arc(0.46, 0.7, 0.36, 0.3, -130, 150), line(0.24, 0.02, 0.86, 0.04)],
    ],
    [
      [line(0.7, 0) + arc(0.52, 0.68, 0.36, 0.66, -105, -180) + arc(0.5, 0.7, 0.33, 0.29, 180, -180)],
      [line(0.5, 0, 0.24, 0.5) + arc(0.5, 0.72, 0.3, 0.27, 190, -170)],
    ],
    [
      [line(0.1, 0.02, 0.88, 0.02, 0.4, 1)],
      [line(0.12, 0.02, 0.86, 0.02, 0.42, 1), line(0.3, 0.52, 0.82, 0.48)],
      [line(0.12, 0.14, 0.14, 0.02, 0.86, 0.04) + arc(0.9, 0.9, 0.46, 0.8, -110, -175)],
    ],
    [
      [arc(0.5, 0.25, 0.29, 0.25, 90, 450), arc(0.5, 0.75, 0.35, 0.25, -90, 270)],
      [
        line(0.78, 0.12) + arc(0.5, 0.25, 0.3, 0.24, -40, -230) + line(0.66, 0.58)
          + arc(0.5, 0.76, 0.32, 0.24, -20, 220)
          + line(0.76, 0.2)
      ],
    ],
    [
      [arc(0.48, 0.3, 0.33, 0.3, 20, 380) + line(0.8, 0.36, 0.7, 1)],
      [arc(0.46, 0.28, 0.31, 0.28, -20, 340) + line(0.78, 0.2, 0.78, 0.66) + arc(0.46, 0.7, 0.32, 0.3, 0, 130)],
    ],
  ]

  /// A chain through points that are given as x, y, x, y, and so on.
  private static func line(_ coordinates: Double...) -> Stroke {
    stride(from: 0, to: coordinates.count - 1, by: 2).map { Point(x: coordinates[$0], y: coordinates[$0 + 1]) }
  }

  /// A part of an ellipse, between angles in degrees that run clockwise from the right.
  private static func arc(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ from: Double, _ to: Double
  ) -> Stroke {
    let steps = max(3, Int((abs(to - from) / 30).rounded()))
    return (0...steps).map { step in
      let angle = (from + (to - from) * Double(step) / Double(steps)) * .pi / 180
      return Point(x: x + width * cos(angle), y: y + height * sin(angle))
    }
  }
}
