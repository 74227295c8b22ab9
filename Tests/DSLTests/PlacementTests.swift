import Testing

@testable import DSL

/// The one rule of how arguments reach parameters.
struct PlacementTests {
  /// `fn f(a, b = 1, ...rest, c = 2)`, and `d` by its label only.
  private let spread = CallSignature([
    .init("a", isOptional: false), .init("b", isOptional: true), .init("rest", isOptional: true, passing: .rest),
    .init("c", isOptional: true, passing: .label), .init("d", isOptional: false, passing: .label),
  ])
  private let pair = CallSignature([.init("a", isOptional: false), .init("b", isOptional: true)])
  private let open = CallSignature([
    .init("a", isOptional: false), .init("others", isOptional: true, passing: .labels),
  ])

  @Test func argumentsHaveOneParameterEach() throws {
    let all = try spread.placement(positional: 4, labels: ["d", "c"])
    #expect(Array(all.positional) == [0, 1])
    #expect(all.restCount == 2)
    #expect(all.labelled == [4, 3])
    let few = try spread.placement(positional: 0, labels: ["d", "a"])
    #expect(few.positional.isEmpty)
    #expect(few.restCount == 0)
    #expect(few.labelled == [4, 0])
    // A label that no parameter has may come twice: what takes it decides.
    #expect(try open.placement(positional: 1, labels: ["x", "others", "x"]).labelled == [1, 1, 1])
  }

  @Test func mismatchesAreToldInOrder() {
    #expect(mismatches(pair, 3, []) == [.tooMany(room: 2)])
    #expect(mismatches(pair, 1, ["a"]) == [.twice(0)])
    #expect(mismatches(pair, 0, ["b", "b"]) == [.twice(1), .missing([0])])
    #expect(mismatches(pair, 3, ["x", "b"]) == [.unknownLabel(0), .twice(1), .tooMany(room: 2)])
    #expect(mismatches(spread, 0, ["rest"]) == [.unknownLabel(0), .missing([0, 4])])
    #expect(mismatches(open, 0, ["x"]) == [.missing([0])])
    #expect(mismatches(open, 1, ["a"]) == [.twice(0)])
  }

  @Test func aSpreadMayBringWhatIsMissing() throws {
    #expect(try spread.placement(positional: 0, labels: [], isOpen: true).labelled == [])
    #expect(mismatches(pair, 3, [], isOpen: true) == [.tooMany(room: 2)])
  }

  private func mismatches(
    _ signature: CallSignature, _ positional: Int, _ labels: [String], isOpen: Bool = false
  ) -> [CallSignature.Mismatch] {
    do throws(CallSignature.Mismatches) {
      _ = try signature.placement(positional: positional, labels: labels, isOpen: isOpen)
      return []
    } catch {
      return error.list
    }
  }
}
