import Basics

/// Why a strategy cannot be made of its options.
public enum OptionError: ExplainedError, Hashable {
  /// An option has a value that makes no sense, and may mean another.
  case bad(String, reason: String, near: String? = nil)
  /// The strategy has no such option.
  case unknown(String, strategy: String, options: [String])

  /// What kind of thing is wrong.
  public var topic: Topic { .strategyOption }

  /// What is wrong, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .bad(let name, let reason, _):
      reason.hasPrefix("it ") ? "`\(name)` \(reason.dropFirst(3))" : "`\(name)`: \(reason)"
    case .unknown(let name, let strategy, _): "`\(strategy)` has no option `\(name)`"
    }
  }

  /// What to do about it.
  public var hint: String? {
    switch self {
    case .bad(let name, _, let near): near.map { "did you mean `\($0)`?" } ?? "change or leave out `\(name)`"
    case .unknown(_, _, let options):
      options.isEmpty ? "it has none" : "its options are \(options.joined(separator: ", "))"
    }
  }
}
