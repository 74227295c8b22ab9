import Testing

@testable import Charts

@Suite("Pictures")
struct PictureTests {
  @Test func drawsHalfBlocks() {
    let picture = Picture(rows: [[1, 0, 1], [1, 1, 0], [0, 0, 1]], caption: "a")
    #expect(picture.text() == "a\n█▄▀\n  ▀")
  }

  @Test func drawsSideBySide() {
    let picture = Picture(rows: [[1, 0], [1, 1]], caption: "b")
    #expect(Picture.text([picture, picture], width: 6) == "b   b\n█▄  █▄")
    #expect(Picture.text([picture, picture], width: 5) == "b\n█▄\n\nb\n█▄")
    #expect(Picture.text([]) == "")
  }

  @Test func shadesGrey() {
    let grey = Picture(rows: [[0, 0.25, 0.5, 0.75, 1], [0, 0.25, 0.5, 0.75, 1]], caption: "grey", isShaded: true)
    #expect(grey.text() == "grey\n ░▒▓█")
  }

  @Test func reducesWhatIsTooWide() {
    let wide = Picture(rows: [[Double]](repeating: [Double](repeating: 1, count: 150), count: 6), caption: "wide")
    #expect(wide.text() == "wide\n" + String(repeating: "█", count: 50))
  }
}
