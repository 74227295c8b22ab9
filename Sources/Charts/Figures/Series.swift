/// Marks of one kind and one meaning.
public struct Series: Hashable, Sendable {
  /// What the legend calls them; nothing where they explain themselves.
  public var name: String
  /// What they mean.
  public var role: Role
  /// What is drawn.
  public var marks: Marks

  /// Marks with a meaning.
  public init(_ name: String = "", _ role: Role, _ marks: Marks) {
    (self.name, self.role, self.marks) = (name, role, marks)
  }
}

/// What marks mean.
///
/// Every drawing has one look for each: a glyph in the terminal, a colour and a shape elsewhere.
public enum Role: Hashable, Sendable {
  /// Trials, and the one that is looked at.
  case trial, best, improvement, failed, chosen
  /// What is behind the trials: less important than they are.
  case background
  /// A model: its mean, its band, what it is worth to try a point, and where it looks next.
  case mean, band, acquisition, next
  /// A lower hull, its bracket, and the minimum that it predicts.
  case hull, bracket, prediction
  /// A limit that no value is beyond.
  case bound
  /// One of several things that are compared, counted from 0.
  case compared(Int)
}

/// The marks of a series.
///
/// Coordinates are in the units of the axes, on a category axis the index of a category. A mark with a coordinate that its
/// axis cannot show (NaN, zero on a logarithmic one) is left out.
public enum Marks: Hashable, Sendable {
  /// Points by themselves.
  case points([Point])
  /// Points joined by straight lines, in this order; a point that cannot be shown is a gap.
  case line([Point])
  /// Points whose height holds until the next one.
  case steps([Point])
  /// Between a lower and an upper curve.
  case band([Interval])
  /// Bars from zero, or from the axis's end where it has no zero; upright, or lying where the y axis has categories.
  case bars([Bar])
  /// Lines along x from one place to another, at a height.
  case segments([Segment])
  /// Lines across the whole panel, at places of the x axis or of the y axis.
  case rules(x: [Double], y: [Double])
  /// Rectangles in rows and columns that fill the panel.
  case cells(Cells)
  /// Words at a place.
  case labels([Label])
}

/// What is said of a mark where a pointer rests on it; made when it is looked at, since a terminal has no pointer.
public struct Tip: Hashable, Sendable {
  private let make: @Sendable () -> String

  /// Words that are made when they are needed.
  public init(_ make: @escaping @Sendable () -> String) { self.make = make }

  /// The words; empty for none.
  public var text: String { make() }

  /// Whether both say the same.
  public static func == (a: Tip, b: Tip) -> Bool { a.text == b.text }

  /// That of the words.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A point, and what it stands for.
public struct Point: Hashable, Sendable {
  /// Its place on the axes.
  public var x, y: Double
  /// The trial that it stands for.
  public var trial: Int?
  /// What is said of it where a pointer rests on it.
  public var tip: Tip

  /// A point of the plane.
  public init(_ x: Double, _ y: Double, trial: Int? = nil, tip: @autoclosure @escaping @Sendable () -> String = "") {
    (self.x, self.y, self.trial, self.tip) = (x, y, trial, Tip(tip))
  }
}

/// Between two heights at a place of the x axis.
public struct Interval: Hashable, Sendable {
  /// The place, and the two heights.
  public var x, low, high: Double

  /// An interval at a place.
  public init(_ x: Double, _ low: Double, _ high: Double) { (self.x, self.low, self.high) = (x, low, high) }
}

/// A bar for a place of the axis that does not measure its length.
public struct Bar: Hashable, Sendable {
  /// Where it stands, how long it is, and the standard deviation of that, zero for none.
  public var place, length, deviation: Double
  /// What is written at its end.
  public var text: String

  /// A bar at a place.
  public init(_ place: Double, _ length: Double, deviation: Double = 0, text: String = "") {
    (self.place, self.length, self.deviation, self.text) = (place, length, deviation, text)
  }
}

/// A line along x.
public struct Segment: Hashable, Sendable {
  /// Its ends, and its height.
  public var from, to, y: Double
  /// The trial that it stands for.
  public var trial: Int?
  /// What is said of it where a pointer rests on it.
  public var tip: Tip

  /// A line from one place to another.
  public init(
    _ from: Double, _ to: Double, y: Double, trial: Int? = nil, tip: @autoclosure @escaping @Sendable () -> String = ""
  ) {
    (self.from, self.to, self.y, self.trial, self.tip) = (from, to, y, trial, Tip(tip))
  }
}

/// Rectangles in rows and columns that fill a panel: a map of values, or a matrix of counts.
public struct Cells: Hashable, Sendable {
  /// The values by row, from the bottom up, and in a row from left to right; NaN for nothing.
  public var rows: [[Double]]
  /// What is written into each, where it has room; empty for a map.
  public var texts: [[String]]

  /// Rows of values.
  public init(rows: [[Double]], texts: [[String]] = []) { (self.rows, self.texts) = (rows, texts) }
}

/// Words at a place.
public struct Label: Hashable, Sendable {
  /// Where they begin.
  public var x, y: Double
  /// The words.
  public var text: String

  /// Words at a place.
  public init(_ x: Double, _ y: Double, _ text: String) { (self.x, self.y, self.text) = (x, y, text) }
}
