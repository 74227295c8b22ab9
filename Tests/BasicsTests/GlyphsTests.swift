import Basics
import Testing

/// Which characters a terminal can show, and what stands in for the others.
@Suite struct GlyphsTests {
  @Test(
    arguments: [
      ([:], true, .unicode), (["LANG": "C.UTF-8"], true, .unicode), (["LANG": "en_GB.utf8"], false, .unicode),
      (["LANG": "C"], true, .ascii), (["LANG": "C"], false, .ascii), (["LC_ALL": "POSIX"], false, .ascii),
      (["LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"], false, .ascii),
      (["LANG": "C", "LC_ALL": "C.UTF-8"], true, .unicode),
      (["LANG": "C", "LC_CTYPE": "en_US.UTF-8", "LC_ALL": ""], true, .unicode),
      (["LANG": "de_DE@euro"], true, .ascii), (["TERM": "dumb"], true, .ascii), (["TERM": "dumb"], false, .unicode),
    ] as [([String: String], Bool, Glyphs)])
  func theLocaleAndTheTerminalDecide(environment: [String: String], isTerminal: Bool, glyphs: Glyphs) {
    #expect(Glyphs(environment: environment, isTerminal: isTerminal) == glyphs)
  }

  @Test func drawingsKeepTheirWidthAndTheirLetters() {
    let drawing = "lr × é  ───\n●━╺─┃ ▁▅█ … ± 名"
    #expect(Glyphs.unicode.drawn(drawing) == drawing)
    #expect(Glyphs.ascii.drawn(drawing) == "lr x é  ---\no=--| _:# ~ ~ 名")
  }

  @Test func textsAreSpelt() {
    #expect(Glyphs.ascii.spelled("a ± b … 名é") == "a +- b ... ???")
    #expect(Glyphs.unicode.spelled("±") == "±")
  }

  @Test(arguments: [
    (12, "learning_rate"), (9, "learning_rate"), (4, "learning_rate"), (13, "learning_rate"), (3, "abcdef"),
  ])
  func namesAreCutInTheirMiddle(width: Int, name: String) {
    let short = name.shortened(to: width)
    #expect(short.displayWidth <= width)
    #expect(width >= name.count ? short == name : short.contains("…"))
    #expect(width < 4 || short.last == name.last)
  }

  @Test(arguments: [
    (0.00001, 4, "1e-5"), (0.00001, 7, "0.00001"), (0.24412, 5, "0.244"), (-0.00012345, 7, "-1.2e-4"),
    (1e300, 2, "1e300"),
    (123456.0, 4, "1e5"), (0, 1, "0"),
  ])
  func numbersFitIntoColumns(value: Double, columns: Int, text: String) {
    #expect(NumberText.rounded(value, within: columns) == text)
  }
}
