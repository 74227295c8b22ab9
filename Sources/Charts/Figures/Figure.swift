/// A figure as a value: panels, a title above them and sentences below.
///
/// It says what is shown; the drawings say how.
public struct Figure: Hashable, Sendable {
  /// What the figure shows.
  public var title: String
  /// The panels, row by row.
  public var panels: [Panel]
  /// How many panels are in a row.
  public var columns: Int
  /// What can be read from the figure, a sentence a line.
  public var notes: [String]

  /// A figure of panels.
  public init(_ title: String, panels: [Panel], columns: Int = 1, notes: [String] = []) {
    (self.title, self.panels, self.columns, self.notes) = (title, panels, max(columns, 1), notes)
  }
}

/// One picture of a figure.
public struct Panel: Hashable, Sendable {
  /// How the picture is made.
  public enum Content: Hashable, Sendable {
    /// Series over two axes at right angles.
    case plane(Plane)
    /// Axes side by side, and a line across them for each item.
    case parallel(ParallelCoordinates)
  }

  /// What the picture shows, where the figure's title does not.
  public var title: String
  /// The picture.
  public var content: Content
  /// Whether it belongs below the panel before it, which has the same horizontal axis.
  public var isBelow = false

  /// A picture of series over two axes.
  public init(_ title: String = "", x: Axis, y: Axis, series: [Series]) {
    (self.title, content) = (title, .plane(Plane(x: x, y: y, series: series)))
  }

  /// A picture of lines across axes.
  public init(_ title: String = "", _ coordinates: ParallelCoordinates) {
    (self.title, content) = (title, .parallel(coordinates))
  }
}

/// Series over two axes at right angles; a later one lies above an earlier one.
public struct Plane: Hashable, Sendable {
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What is drawn.
  public var series: [Series]
}

/// Axes side by side, and a line across them for each item.
public struct ParallelCoordinates: Hashable, Sendable {
  /// An item: its coordinate on every axis, NaN where it has none.
  public struct Line: Hashable, Sendable {
    /// As many numbers as axes, each in the unit of its axis.
    public var coordinates: [Double]
    /// From 0, the worst, to 1, the best: the shade of the line; NaN where nothing is known.
    public var rank: Double
    /// The trial that the line stands for.
    public var trial: Int?
    /// What is said of it where a pointer rests on it.
    public var tip: Tip

    /// A line across all axes.
    public init(
      coordinates: [Double], rank: Double, trial: Int? = nil, tip: @autoclosure @escaping @Sendable () -> String = ""
    ) {
      (self.coordinates, self.rank, self.trial, self.tip) = (coordinates, rank, trial, Tip(tip))
    }
  }

  /// The axes, from left to right.
  public var axes: [Axis]
  /// The items; a later one lies above an earlier one.
  public var lines: [Line]

  /// Lines across axes.
  public init(axes: [Axis], lines: [Line]) { (self.axes, self.lines) = (axes, lines) }
}
