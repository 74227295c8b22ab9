/// The pixels of a plane: where a place of its axes lies.
struct PixelGrid {
  let x, y: Axis
  let left, top, width, height: Double

  var right: Double { left + width }
  var bottom: Double { top + height }

  /// How far right a number is; nothing where the axis has no place for it.
  func right(_ value: Double) -> Double? {
    let position = x.position(of: value)
    return position.isFinite ? left + position * width : nil
  }

  /// How far down a number is; nothing where the axis has no place for it.
  func down(_ value: Double) -> Double? {
    let position = y.position(of: value)
    return position.isFinite ? bottom - position * height : nil
  }

  /// The place of a point that can be seen.
  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
    guard self.x.contains(x), self.y.contains(y), let right = right(x), let down = down(y) else { return nil }
    return (right, down)
  }

  /// The parts of a curve without a gap, as places.
  func strands(_ points: [Point]) -> [[(x: Double, y: Double)]] {
    let places = points.map { point in
      right(point.x).flatMap { right in down(point.y).map { (x: right, y: $0) } }
    }
    return places.split { $0 == nil }.map { $0.compactMap { $0 } }
  }

  /// The length from one bar to the next, along the axis that they stand on.
  func pitch(of bars: [Bar], lying: Bool) -> Double {
    let places = Set(bars.compactMap { lying ? down($0.place) : right($0.place) }).sorted()
    let axis = lying ? y : x
    let whole = (lying ? height : width) / (axis.names.map { Double(max($0.count, 1)) } ?? 3)
    return zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? whole
  }

  /// Elements of which only what lies within the plane is seen.
  func clipped(_ elements: [Markup]) -> Markup {
    let box = ["x": px(left), "y": px(top), "width": px(width), "height": px(height)] as KeyValuePairs
    return Markup("svg", box, elements).with("viewBox", [left, top, width, height].map(px).joined(separator: " "))
  }
}
