import Basics

/// Why a file is not read as studies, and where.
public struct StudyFileError: ExplainedError, Hashable {
  /// What kind of thing is wrong.
  public var topic: Topic { .table }
  /// What is wrong, with the place: `line 5: ...`.
  public let message: String
  /// What to do about it, where there is something to do.
  public let hint: String?

  /// An error of a file.
  ///
  /// - Parameters:
  ///   - problem: what is wrong.
  ///   - place: where: `line 5`.
  ///   - hint: what to do about it.
  public init(_ problem: String, at place: String? = nil, hint: String? = nil) {
    message = (place.map { $0 + ": " } ?? "") + problem
    self.hint = hint
  }
}
