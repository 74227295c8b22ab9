import Basics

/// Labels of arguments as other languages write them.
extension Parser {
  /// `note("lr": lr)`; the current token is the colon.
  func quotedLabel() -> Diagnostic? {
    guard case .string(let label)? = previous?.kind, let place = previous?.span, isInCall,
      label.first?.isLetter == true, label.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return nil }
    return Diagnostic(.labelForm, "a label stands without quotes", at: place, "write `\(label):`")
  }
}
