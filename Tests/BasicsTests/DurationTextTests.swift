import Basics
import Testing

struct DurationTextTests {
  @Test(arguments: [
    (0, "0s"), (0.0041, "4.1ms"), (0.001247296, "1.2ms"), (0.354, "350ms"), (0.9996, "1s"), (2.14, "2.1s"),
    (9.94, "9.9s"), (9.96, "10s"), (59.4, "59s"), (59.6, "1min"), (90, "1min 30s"), (148, "2min 28s"), (3599.6, "1h"),
    (7500, "2h 5min"), (86385, "1d"), (273_600, "3d 4h"), (-1, "0s"), (.nan, "?"), (.infinity, "?"), (1e300, "?"),
  ])
  func aMeasuredTimeIsRounded(seconds: Double, text: String) {
    #expect(DurationText.text(seconds) == text)
  }

  @Test(arguments: [(0.2, "0s"), (34.4, "34s"), (59.6, "1min"), (148, "2min 28s")])
  func progressCountsWholeSeconds(seconds: Double, text: String) {
    #expect(DurationText.text(seconds, isWhole: true) == text)
  }

  @Test(arguments: [(0, "0s"), (0.25, "250ms"), (1.5, "1.5s"), (90, "1min 30s"), (-3600, "-1h"), (2e-6, "0.002ms")])
  func aWrittenTimeIsExact(seconds: Double, text: String) {
    #expect(DurationText.exact(seconds) == text)
  }
}
