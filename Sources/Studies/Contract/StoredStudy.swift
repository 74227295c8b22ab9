/// A study in a storage.
public struct StoredStudy: Hashable, Sendable {
  /// Its place among the studies that the storage has open.
  let place: Int
  /// The study as it was opened here; the configurations of its trials are aligned with these parameters.
  public let description: StudyDescription
  /// The study as it was first stored, with the seed and the strategy of that time.
  public let original: StudyDescription
}
