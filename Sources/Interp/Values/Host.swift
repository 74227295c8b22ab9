/// A value that the program around the language made: a domain, a strategy, a study, a data set, ...
///
/// A class, because a payload of `Value` is one word; immutable, because values are: what a subclass changes after `init`
/// lies behind a lock. By this rule `Value` is `Sendable`, and as a value a host goes from thread to thread.
open class Host: CustomStringConvertible {
  /// Makes the part that all host values share: nothing.
  public init() {}

  /// What messages call a value of this kind, with its article.
  open var kind: String { "a value" }

  /// What `name(value)` gives; nil for a value without a name.
  open var shortName: String? { nil }

  /// As it is written in a program, or a short form on one line.
  open var description: String { kind }

  /// What it looks like where it stands alone, printed or at the prompt; nil where that is its description.
  open var drawing: String? { nil }

  /// Whether `description` says all of it, as a program would write it.
  open var isWrittenInFull: Bool { false }

  /// The names that `.name` can ask for, in the order they are shown.
  open var fieldNames: [String] { [] }

  /// The field `name`, or nil if there is none; a field that is computed when it is asked for may fail.
  open func field(_ name: String) throws -> Value? { nil }

  /// `==` to another host value.
  open func isEqual(to other: Host) -> Bool { false }

  /// The number of items, for a value that has some.
  open var length: Int? { nil }

  /// The item at `index`, counted from 0, for a value that has some; `index` is below `length`.
  open func item(at index: Int) -> Value { .none }

  /// Whether `item in self` holds; nil for a value that contains nothing of the kind.
  open func contains(_ item: Value) -> Bool? { nil }

  /// The value called with labelled arguments, `strategy(seed: 7)`; nil for a value that cannot be called.
  func called(with arguments: BoundArguments) throws(Exit) -> Value? { nil }
}
