import DSL
import Foundation
import Synchronization
import Testing

/// However deep or long a program is, it is read, or refused with a message, within a small stack.
struct NestingTests {
  /// A way to put `count` things inside of each other.
  struct Shape: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: @Sendable (_ count: Int) -> String

    init(_ name: String, _ text: @escaping @Sendable (_ count: Int) -> String) {
      testDescription = name
      self.text = text
    }

    /// `opening` so often, `core`, and `closing` as often.
    static func nested(_ name: String, _ opening: String, _ core: String, _ closing: String) -> Shape {
      Shape(name) { count in
        String(repeating: opening, count: count) + core + String(repeating: closing, count: count)
      }
    }
  }

  static let brackets: [Shape] = [
    .nested("parentheses", "(", "1", ")"),
    .nested("lists", "[", "1", "]"),
    .nested("records", "{a: ", "1", "}"),
    .nested("calls", "f(", "1", ")"),
    .nested("indices", "x[", "1", "]"),
    .nested("ifs", "if x { ", "1", " }"),
    .nested("loops", "while x { ", "1", " }"),
    .nested("functions", "fn() { ", "1", " }"),
    .nested("interpolations", "\"{", "1", "}\""),
    .nested("objectives", "search x in a minimize {", "1", "}"),
  ]

  static let chains: [Shape] = [
    .nested("negations", "-", "1", ""),
    .nested("nots", "not ", "true", ""),
    .nested("powers", "2^", "2", ""),
    .nested("sums", "1 + ", "1", ""),
    .nested("products", "2 * ", "1", ""),
    .nested("ors", "a or ", "b", ""),
    .nested("pipes", "a |> ", "b", ""),
    .nested("fields", "", "x", ".a"),
    .nested("calls in a row", "", "f", "()"),
    .nested("else ifs", "if a { 1 } else ", "if a { 1 }", ""),
    .nested("functions without braces", "fn() = ", "1", ""),
    .nested("searches", "search x in ", "a", ""),
    .nested("sums in parentheses", "(1 + 1 + 1 + 1 + 1 + ", "1", ") + 1 + 1 + 1 + 1"),
  ]

  @Test(arguments: brackets)
  func twoHundredBracketsAreRead(_ shape: Shape) throws {
    let source = Source(name: "nested", text: shape.text(200))
    #expect(throws: Never.self) { try onSmallStack { check(try parse(source), in: Names(), mode: .file) } }
  }

  @Test(arguments: chains)
  func whatIsReadIsAlsoChecked(_ shape: Shape) throws {
    try onSmallStack {
      // The longest chain that is not refused, up to ten.
      var (read, refused) = (0, 2_000)
      while refused - read > 10 {
        let count = (read + refused) / 2
        let program = try? parse(Source(name: "chain", text: shape.text(count)))
        if let program {
          _ = check(program, in: Names(), mode: .file)
          read = count
        } else {
          refused = count
        }
      }
      #expect(read > 80)
    }
  }

  @Test(arguments: brackets + chains)
  func manyMoreAreRefused(_ shape: Shape) throws {
    let source = Source(name: "nested", text: shape.text(20_000))
    #expect(throws: Diagnostic.self) { try onSmallStack { try parse(source) } }
  }
}

/// Runs `body` on a thread with a stack of 6 MB: less than what a Linux thread has, since frames are large when debugging.
func onSmallStack<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
  let result = Mutex<Result<Value, any Error>?>(nil)
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    let value = Result { try body() }
    result.withLock { $0 = value }
    done.signal()
  }
  thread.stackSize = 6 << 20
  thread.start()
  done.wait()
  return try #require(result.withLock { $0 }).get()
}
