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

  @Test func shadesByDots() {
    let grey = Picture(
      rows: [[Double]](repeating: [Double](repeating: 0.5, count: 8), count: 8), caption: "", isShaded: true)
    let dots = grey.text().reduce(0) { $0 + ($1 == "█" ? 2 : $1 == "▀" || $1 == "▄" ? 1 : 0) }
    #expect(dots == 32)
  }

  @Test func reducesWhatIsTooWide() {
    let wide = Picture(rows: [[Double]](repeating: [Double](repeating: 1, count: 150), count: 6), caption: "wide")
    #expect(wide.text() == "wide\n" + String(repeating: "█", count: 50))
  }
}
