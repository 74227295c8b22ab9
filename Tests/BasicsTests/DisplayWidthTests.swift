import Basics
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("界面", 4), ("한글", 4), ("👍", 2), ("👨‍👩‍👧", 2), ("🇰🇷", 2), ("▁█", 2),
    ("ｆ", 2), ("❤️", 2), ("α…─", 3), ("カ", 2), ("\u{200B}", 0),
  ])
  func aTextHasAWidth(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("界面界", 4, "界…"), ("abc", 0, ""), ("ab", 1, "…"), ("ab", -1, ""),
  ])
  func aTextIsCut(text: String, width: Int, cut: String) {
    #expect(text.truncated(to: width) == cut)
  }
}
