import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What holds of every figure that is drawn as SVG, as an XML parser reads it.
@Suite struct FigureSVGTests {
  @Test(arguments: FigureSample.all)
  func isXMLWithoutAScript(_ sample: FigureSample) throws {
    let document = try #require(ReadDocument(sample.figure.svg()))
    #expect(document.elements.first?.name == "svg")
    #expect(!document.elements.contains { $0.name == "script" })
    #expect(
      document.elements.allSatisfy { $0.attributes.values.allSatisfy { !$0.contains("nan") && !$0.contains("inf") } })
  }

  @Test func namesAreReadAsTheyWereGiven() throws {
    let document = try #require(ReadDocument(FigureSample.oddNames.svg()))
    let texts = document.elements.map(\.text)
    for name in ["학습률", "<script>alert(\"1\")</script>", "a & b's \"c\"", "여기 <b>\"bold\"</b>", "😀 e\u{301}"] {
      #expect(texts.contains(name))
    }
    #expect(document.elements.contains { $0.name == "title" && $0.text == "학습률\n둘째 줄" })
    #expect(document.elements.first?.attributes["aria-label"] == "정확도 <b>&amp;</b> 40회 시도")
  }

  @Test func pointsLieWhereTheirNumbersAre() throws {
    let points = (0...10).map { Point(Double($0) * 10, pow(10, Double($0) / 5), trial: $0) }
    let panel = Panel(
      x: Axis("", from: 0, to: 100), y: Axis("", from: 1, to: 100, scale: .logarithmic),
      series: [Series("", .trial, .points(points))])
    let document = try #require(ReadDocument(Figure("", panels: [panel]).svg()))
    let places = document.elements.filter { $0.name == "circle" }.compactMap { circle in
      circle.number("cx").flatMap { x in circle.number("cy").map { (x: x, y: $0) } }
    }
    try #require(places.count == 11)
    for (one, next) in zip(places, places.dropFirst()) {
      #expect(abs(next.x - one.x - (places[10].x - places[0].x) / 10) < 0.02)
      #expect(abs(next.y - one.y - (places[10].y - places[0].y) / 10) < 0.02)
    }
    #expect(places[10].y < places[0].y)
    #expect(document.elements.compactMap { $0.attributes["data-trial"] } == (0...10).map(String.init))
  }

  /// Two texts of one group that stand level do not run into each other, if letters are as wide as most are.
  @Test(arguments: FigureSample.all)
  func textsDoNotOverlap(_ sample: FigureSample) throws {
    let document = try #require(ReadDocument(sample.figure.svg()))
    let groups = Dictionary(grouping: document.elements.filter { $0.name == "text" && $0.number("x") != nil }) {
      $0.parent
    }
    for texts in groups.values {
      let boxes = texts.map { text -> (y: Double, from: Double, to: Double) in
        let size = Double(text.text.count) * 6.2
        let x = text.number("x") ?? 0
        let from =
          text.attributes["text-anchor"] == "middle"
          ? x - size / 2 : text.attributes["text-anchor"] == "end" ? x - size : x
        return (text.number("y") ?? 0, from, from + size)
      }
      for (index, one) in boxes.enumerated() {
        for other in boxes[(index + 1)...] where abs(one.y - other.y) < 9 {
          #expect(one.to <= other.from || other.to <= one.from)
        }
      }
    }
  }

  @Test func aPageHasNothingFromElsewhere() {
    let page = FigureSample.oddNames.html()
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains(/(src|href)=/))
    #expect(page.matches(of: /https?:\/\/[^"]*/).allSatisfy { $0.0 == "http://www.w3.org/2000/svg" })
  }
}

/// The elements of an XML document in the order of their ends; nothing where it is none.
private final class ReadDocument: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// Which element it lies in, counted by beginnings.
    let parent: Int
    let place: Int
    var text = ""

    func number(_ attribute: String) -> Double? { attributes[attribute].flatMap(Double.init) }
  }

  private(set) var elements: [Element] = []
  private var open: [Element] = []
  private var count = 0

  init?(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse(), open.isEmpty else { return nil }
    elements.sort { $0.place < $1.place }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    open.append(Element(name: name, attributes: attributes, parent: open.last?.place ?? -1, place: count))
    count += 1
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { open[open.count - 1].text += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    elements.append(open.removeLast())
  }
}
