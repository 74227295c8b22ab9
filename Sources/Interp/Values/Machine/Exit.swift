import Basics
import DSL

/// Why an evaluation ended early.
///
/// One word, so throwing it allocates nothing (except for a failure): in Swift a throw is an ordinary return with one
/// more register, and `break` may well be one.
public enum Exit: Error {
  case broke
  case continued
  /// The value is in the machine's `result`.
  case returned
  /// Ctrl-C, or the end of the time.
  case interrupted
  /// A pruner has ended the trial.
  case pruned
  /// The program has done what it was started for.
  case finished
  case failed(Fault)
}

/// A failure of the user's program: what, where, and what to do about it.
public final class Fault: Sendable {
  /// What kind of thing is wrong.
  public let topic: Topic
  /// What is wrong, in the user's words.
  public let message: String
  /// The text that failed.
  public let span: Span
  /// What to write under the text.
  public let label: String
  /// One thing to do.
  public let hint: String?
  /// Lines under the source, such as the parameters of the trial that failed.
  public let details: [String]
  /// What was finished before the failure, such as the study of a search.
  let kept: Value?
  /// The calls that led to the text that failed, from the innermost out; of many, the first few and the last.
  let calls: [FaultCall]
  /// Whether it would be the failure of every trial of the search.
  let isOfEveryTrial: Bool

  /// A failure of its parts.
  init(
    _ topic: Topic, _ message: String, _ span: Span, label: String = "", hint: String? = nil, details: [String] = [],
    kept: Value? = nil, calls: [FaultCall] = [], isOfEveryTrial: Bool = false
  ) {
    self.topic = topic
    self.message = message
    self.span = span
    self.label = label
    self.hint = hint
    self.details = details
    self.kept = kept
    self.calls = calls
    self.isOfEveryTrial = isOfEveryTrial
  }
}

/// A call of a function that failed.
struct FaultCall: Sendable {
  let span: Span
  /// The call as it is written, and where, if that is another line than the one that failed.
  let text: String
}

/// A failure at `span`.
///
/// Out of line, so that messages are not built into the fast paths.
@inline(never)
func failure(_ topic: Topic, _ message: String, _ span: Span, label: String = "", hint: String? = nil) -> Exit {
  .failed(Fault(topic, message, span, label: label, hint: hint))
}

/// A failure that a part below the language explains: its advice becomes a sentence.
@inline(never)
func failure(_ topic: Topic, _ message: String, _ span: Span, advice: String?) -> Exit {
  failure(topic, message, span, hint: advice.map { $0.hasSuffix("?") ? $0 : $0 + "." })
}

/// What a part below the language gives; its errors become failures of the program at this place.
func explained<T>(_ span: Span, _ body: () throws -> T) throws(Exit) -> T {
  do { return try body() } catch let exit as Exit {
    throw exit
  } catch let error as any ExplainedError {
    throw failure(error.topic, error.message, span, advice: error.hint)
  } catch {
    throw failure(.unexplained, "\(error)", span)
  }
}

extension Fault {
  /// The failure as it is drawn.
  var diagnostic: Diagnostic {
    Diagnostic(topic, message, at: span, label, details: calls.map { "called from \($0.text)" } + details, hint: hint)
  }

  /// This failure, seen from one call further out.
  ///
  /// What lies around the text that failed is no call from elsewhere: it holds the function itself, or the objective.
  fileprivate func called(from call: Span, _ sources: SourceMap) -> Fault {
    let inner = calls.last?.span ?? span
    func holds(_ part: Span) -> Bool { call.start <= part.start && part.end <= call.end }
    guard call != .nowhere, !holds(inner), !holds(span), let source = sources.source(at: call.start) else {
      return self
    }
    let words = source.text(under: call).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let (file, line) = (source.name, source.location(of: call.start).line)
    let place = sources.source(at: span.start)?.name == file ? "line \(line)" : "\(file), line \(line)"
    let new = FaultCall(span: call, text: "`\(words.truncated(to: 50))`, \(place)")
    let calls = calls.prefix(Self.mostCalls - 1) + [new]
    return Fault(
      topic,
      message, span, label: label, hint: hint, details: details, kept: kept, calls: Array(calls),
      isOfEveryTrial: isOfEveryTrial)
  }

  private static let mostCalls = 4
}

extension Exit {
  /// The exit of a call, seen by the caller: what fails in the library fails at the user's call of it.
  ///
  /// The words under the source go, as they are about the library's text. What names a parameter in quotes is about the
  /// argument for that, and so is all that is said of the only argument.
  @inline(never)
  func placed(atCall call: Span, of signature: CallSignature, _ sources: SourceMap) -> Exit {
    func isLibrary(_ span: Span) -> Bool { sources.source(at: span.start)?.isBuiltIn ?? false }
    guard case .failed(let fault) = self, !isLibrary(call) else { return self }
    guard isLibrary(fault.span) else { return .failed(fault.called(from: call, sources)) }
    let place = argument(ofCall: call, for: signature, in: fault.message, sources) ?? call
    var hint = fault.hint
    if place != call, let words = sources.source(at: place.start)?.text(under: place), words.count <= 30 {
      // The library calls it as its parameter is called.
      for name in signature.parameters.map(\.name) {
        hint = hint?.replacing(" in \(name)]", with: " in \(words)]").replacing("(\(name), fn", with: "(\(words), fn")
      }
    }
    // The library refuses what it is given by `fail`, which has words and no kind.
    let isOfEmptyList = fault.message.contains("of an empty list") || fault.message.contains("of empty lists")
    let topic = fault.topic == .failCalled ? isOfEmptyList ? .emptyList : .argumentKind : fault.topic
    return .failed(
      Fault(topic, fault.message, place, hint: hint, details: fault.details, kept: fault.kept))
  }

  /// The failure as it is drawn.
  var diagnostic: Diagnostic {
    switch self {
    case .failed(let fault): fault.diagnostic
    case .interrupted: Diagnostic(.interrupted, "interrupted", at: .nowhere)
    case .broke, .continued, .returned, .pruned, .finished:
      Diagnostic(.unexplained, "a jump left its loop or function", at: .nowhere)
    }
  }
}
