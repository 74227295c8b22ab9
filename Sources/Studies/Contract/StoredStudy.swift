/// A study in a storage.
public struct StoredStudy: Hashable, Sendable {
  /// Its place among the studies that the storage has open.
  let place: Int
  /// The study as it was opened here; the configurations of its trials are aligned with these parameters.
  public let description: StudyDescription
  /// The study as it was first stored, with the seed and the strategy of that time.
  public let original: StudyDescription

  /// The parameters that have another range than they had before, a list by its first member; none that depend on others.
  public var changed: [StudyChange] {
    let fixed = description.parameters.filter { now in
      let rule = original.parameters.first { $0.name == now.name }?.rule ?? ""
      return (rule.isEmpty || rule != now.rule) && (!now.name.hasSuffix("]") || now.name.hasSuffix("[0]"))
    }
    return StudyChange.between(original, and: description).filter { change in
      switch change {
      case .parameterWidened(let name, _, _), .rangeChanged(let name, _, _): fixed.contains { $0.name == name }
      default: false
      }
    }
  }
}
