import Basics

/// Memory that the system does not give.
public struct MemoryError: ExplainedError, Hashable {
  /// What kind of thing is wrong.
  public var topic: Topic { .capacity }
  /// How many bytes were asked for; `Int.max` where that is no number.
  public let bytes: Int

  /// What is wrong, in one sentence without a full stop.
  public var message: String {
    bytes == .max
      ? "the numbers take more memory than can be counted" : "the system refuses \(bytes) bytes of memory"
  }

  /// What would help.
  public var hint: String? { "a smaller batch, network or data set needs less, and fewer threads do" }
}
