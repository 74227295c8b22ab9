import Studies

/// A real as the language prints it; infinities have a word of their own.
func realText(_ value: Double) -> String {
  if value.isInfinite { return value < 0 ? "-infinity" : "infinity" }
  return NumberText.exact(value)
}
