import Basics
import BayesOpt

extension OptunaTables {
  /// Makes the study, or joins the one of its name.
  mutating func open(_ description: StudyDescription, adopting: Bool) throws(StorageError) -> StoredStudy {
    var description = description
    let name = description.name ?? "unnamed \(Timestamp.now)"
    description.name = name
    try Self.requireShort([name] + description.parameters.map(\.name))
    let database = database
    let (id, original) = try database.transaction(.writing) { [description] () throws(StorageError) in
      let found = OptunaStatements.study + database.dialect.rowLock
      if let id = try database.run(found, .text(name)).first?[0].integer {
        let original = try Self.join(description, name: name, id: id, adopting: adopting, in: database)
        return (id, original)
      }
      if let id = try Self.make(description, name: name, in: database) { return (id, description) }
      guard let id = try database.run(found, .text(name)).first?[0].integer else {
        throw .failure(storage: database.name, reason: "the study was given no key")
      }
      return (id, try Self.join(description, name: name, id: id, adopting: adopting, in: database))
    }
    let place = place(of: id, name, description)
    return StoredStudy(place: place, description: description, original: original)
  }

  /// Refuses names that the columns have no room for.
  static func requireShort(_ names: some Sequence<String>) throws(StorageError) {
    for name in names where name.unicodeScalars.count > OptunaSchema.longestName {
      throw .nameTooLong(name: name, limit: OptunaSchema.longestName)
    }
  }

  /// The place of an open study; opened again in the same form it is the same, with the trials that this storage owns.
  mutating func place(of key: Int, _ name: String, _ description: StudyDescription) -> Int {
    let parameters = description.parameters
    if let place = studies.firstIndex(where: { $0.key == key && $0.name == name && $0.parameters == parameters }) {
      return place
    }
    studies.append(OpenStudy(key: key, name: name, description))
    return studies.count - 1
  }

  /// The key of a new study; nil where another has made one of its name meanwhile.
  private static func make(
    _ description: StudyDescription, name: String, in database: any SQLConnection
  ) throws(StorageError) -> Int? {
    guard let id = try database.run(OptunaStatements.makeStudy, .text(name)).first?[0].integer else { return nil }
    for (index, objective) in description.objectives.enumerated() {
      let direction = OptunaEncoding.name(of: objective.direction)
      try database.run(OptunaStatements.addDirection, .text(direction), .integer(id), .integer(index))
    }
    if description.objectives.contains(where: { $0.metric != nil }) {
      let titles = JSON.array(description.objectives.map { .string($0.title) })
      try database.run(
        OptunaStatements.addStudyAttribute, .integer(id), .text(OptunaKey.metrics), .text(titles.description))
    }
    try addNotes(of: description, to: id, in: database)
    return id
  }

  private static func join(
    _ description: StudyDescription, name: String, id: Int, adopting: Bool, in database: any SQLConnection
  ) throws(StorageError) -> StudyDescription {
    let (original, isOurs) = try stored(name: name, id: id, in: database)
    let differences = StudyChange.between(original, and: description)
    let obstacles = differences.filter { change in
      // A study of another program says what its trials had, not what they might have had.
      switch change {
      case .parameterAdded, .parameterRemoved: isOurs
      case .rangeChanged where adopting: false
      case .parameterChanged(let name, _, _), .rangeChanged(let name, _, _):
        isOurs || !agree(on: name, original, description)
      case .parameterWidened: false
      case .objectivesChanged, .directionChanged: true
      }
    }
    guard obstacles.isEmpty else { throw .differentStudy(name: name, changes: obstacles) }
    if !isOurs { try addNotes(of: description, to: id, in: database) }
    if isOurs, differences.contains(where: \.isOfRange) { try setSpace(of: description, to: id, in: database) }
    // Nothing was measured yet by what the objective was.
    let isUntried = try database.run(OptunaStatements.stateCounts, .integer(id)).isEmpty
    if let digest = description.objectiveDigest, original.objectiveDigest == nil || isUntried {
      let text = JSON.string(digest).description
      try database.run(OptunaStatements.setStudyNote, .integer(id), .text(OptunaKey.objective), .text(text))
    }
    if let budget = description.budget, budget != original.budget {
      try database.run(OptunaStatements.setStudyNote, .integer(id), .text(OptunaKey.budget), .text("\(budget)"))
    }
    return original
  }

  /// Whether two studies mean the same by a parameter, as far as Optuna's form of it says.
  private static func agree(on name: String, _ studies: StudyDescription...) -> Bool {
    Set(studies.map { $0.parameters.first { $0.name == name }.map(OptunaDistribution.json) }).count == 1
  }

  /// Writes down, for later sessions and for people, what the tables have no columns for.
  private static func addNotes(
    of description: StudyDescription, to id: Int, in database: any SQLConnection
  ) throws(StorageError) {
    var notes: [(String, JSON)] = [
      (OptunaKey.version, .string(description.version)),
      (OptunaKey.strategy, .string(description.strategy)),
      (OptunaKey.seed, .integer(description.seed)),
    ]
    if let digest = description.objectiveDigest { notes.append((OptunaKey.objective, .string(digest))) }
    if let budget = description.budget { notes.append((OptunaKey.budget, .integer(budget))) }
    for (key, value) in notes {
      try database.run(OptunaStatements.addStudyNote, .integer(id), .text(key), .text(value.description))
    }
    try setSpace(of: description, to: id, in: database)
  }

  /// Writes down the space; what trials have had stands beside their values.
  private static func setSpace(
    of description: StudyDescription, to id: Int, in database: any SQLConnection
  ) throws(StorageError) {
    let space = JSON.array(description.parameters.map(\.json))
    try database.run(
      OptunaStatements.setStudyAttribute, .integer(id), .text(OptunaKey.space), .text(space.description))
  }

  /// A study as it is stored, and whether this program stored it: then the space is known exactly.
  static func stored(
    name: String, id: Int, in database: any SQLConnection
  ) throws(StorageError) -> (description: StudyDescription, isOurs: Bool) {
    func note(_ key: String, _ statement: String = OptunaStatements.studyNote) throws(StorageError) -> JSON? {
      guard let row = try database.run(statement, .integer(id), .text(key)).first else { return nil }
      guard let value = row[0].text.flatMap({ JSON(parsing: $0) }) else { throw .unreadable(what: attribute(key)) }
      return value
    }
    func attribute(_ key: String) -> String { "the attribute `\(key)` of the study `\(name)`" }
    let metrics = try note(OptunaKey.metrics, OptunaStatements.studyAttribute)?.items ?? []
    let objectives = try database.run(OptunaStatements.directions, .integer(id)).enumerated().map {
      (index, row) throws(StorageError) in
      guard let direction = OptunaEncoding.direction(row[0].text) else {
        throw .unreadable(what: "the direction of the study `\(name)`")
      }
      let metric = metrics.indices.contains(index) ? metrics[index].text : nil
      return Objective(direction, metric: metric)
    }
    let seed = try note(OptunaKey.seed)
    if let seed, seed.wholeNumber == nil { throw .unreadable(what: attribute(OptunaKey.seed)) }
    var description = StudyDescription(
      name: name, objectives: objectives, parameters: [], strategy: try note(OptunaKey.strategy)?.text ?? "",
      seed: seed?.wholeNumber ?? 0, version: try note(OptunaKey.version)?.text ?? "",
      objectiveDigest: try note(OptunaKey.objective)?.text, budget: try note(OptunaKey.budget)?.wholeNumber)
    guard let space = try note(OptunaKey.space, OptunaStatements.studyAttribute) else {
      description.parameters = try parametersOfTrials(id: id, in: database)
      return (description, false)
    }
    guard let items = space.items else { throw .unreadable(what: "the space of the study `\(name)`") }
    for item in items {
      guard let parameter = ParameterDescription(json: item),
        !description.parameters.contains(where: { $0.name == parameter.name })
      else { throw .unreadable(what: "the space of the study `\(name)`") }
      description.parameters.append(parameter)
    }
    return (description, true)
  }

  /// The parameters that the trials of a study have had, each as the last of them had it.
  ///
  /// One that stands before known ones in a trial stands before them here too.
  private static func parametersOfTrials(
    id: Int, in database: any SQLConnection
  ) throws(StorageError) -> [ParameterDescription] {
    var parameters: [ParameterDescription] = []
    var ofTrial: [ParameterDescription] = []
    func addThoseOfTrial() {
      var next = parameters.endIndex
      for parameter in ofTrial.reversed() {
        if let index = parameters.firstIndex(where: { $0.name == parameter.name }) {
          parameters[index] = parameter
          next = index
        } else {
          parameters.insert(parameter, at: next)
        }
      }
      ofTrial = []
    }
    var trial = SQLValue.null
    for row in try database.run(OptunaStatements.distributions, .integer(id)) {
      if row[0] != trial { addThoseOfTrial() }
      trial = row[0]
      guard let name = row[1].text, let json = row[2].text.flatMap({ JSON(parsing: $0) }),
        let parameter = OptunaDistribution.parameter(json, name: name)
      else { continue }
      ofTrial.append(parameter)
    }
    addThoseOfTrial()
    return parameters
  }
}
