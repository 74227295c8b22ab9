/// The kinds of what can be wrong, or doubtful, as a user would tell them apart.
///
/// A number is never given to another kind: it stands in messages, in other people's notes and in search engines. What stands
/// on the page of a kind is in `Diagnostics` of `DSL`.
public enum Topic: Int, CaseIterable, Hashable, Sendable {
  // The text of a program.
  case strangeCharacter = 1
  case unclosed = 2
  case wrongBracket = 3
  case stringForm = 4
  case valueInString = 5
  case numberForm = 6
  case unitForm = 7
  case foreignWord = 8
  case unexpected = 9
  // Statements and expressions.
  case lineForm = 10
  case bindingForm = 11
  case nameForm = 12
  case typeWritten = 13
  case functionForm = 14
  case comparisonForm = 15
  case missingOperator = 16
  case listForm = 17
  case labelForm = 18
  case controlForm = 19
  case importForm = 20
  case misplaced = 21
  // Names.
  case unknownName = 22
  case usedTooEarly = 23
  case boundTwice = 24
  case changingVariable = 25
  case unusedName = 26
  case assignment = 27
  case unknownField = 28
  // Calls.
  case notCallable = 29
  case unknownLabel = 30
  case argumentCount = 31
  case argumentKind = 32
  case argumentRange = 33
  case unknownWord = 34
  // Values.
  case operandKinds = 35
  case conditionKind = 36
  case notWalked = 37
  case indexOutside = 38
  case indexKind = 39
  case division = 40
  case noValue = 41
  case tooLarge = 42
  case emptyList = 43
  case callsTooDeep = 44
  case capacity = 45
  case expectation = 46
  case failCalled = 47
  case numberInText = 48
  // Domains.
  case rangeForm = 49
  case choiceForm = 50
  case notADomain = 51
  case emptyRange = 52
  case logarithmEnds = 53
  case stepSize = 54
  case choices = 55
  case doubtfulRange = 56
  case outsideDomain = 57
  case neverEqual = 58
  case inactiveParameter = 59
  // Searches.
  case searchForm = 60
  case clauseForm = 61
  case clauseTwice = 62
  case clauseOutside = 63
  case noObjective = 64
  case objectiveForm = 65
  case objectiveValue = 66
  case budget = 67
  case timeLimit = 68
  case workers = 69
  case unknownStrategy = 70
  case notAStrategy = 71
  case strategyOption = 72
  case pruning = 73
  case startPoint = 74
  case constraint = 75
  case widening = 76
  case trialReport = 77
  case failedTrials = 78
  // Files and data.
  case missingFile = 79
  case unreadableFile = 80
  case foreignFile = 81
  case unwritableFile = 82
  case table = 83
  case missingColumn = 84
  case dataUnfit = 85
  // Networks.
  case modelUnfit = 86
  case diverged = 87
  case savedModel = 88
  // Studies.
  case figure = 89
  case missingStudy = 90
  case differentStudy = 91
  case studyInUse = 92
  case storageOpen = 93
  case storageLost = 94
  // Programs that are started.
  case programMissing = 95
  case programFailed = 96
  case sandbox = 97
  case slurm = 98
  // The command line, and the end.
  case unknownOption = 99
  case commandLine = 100
  case interrupted = 101
  case unexplained = 102

  /// The number as messages show it: `E07`.
  public var code: String { "E\(rawValue < 10 ? "0" : "")\(rawValue)" }

  /// The kind that a number means, however it is written: `E07`, `e7`, `E007`.
  public init?(code: some StringProtocol) {
    guard let number = Self.number(ofCode: code) else { return nil }
    self.init(rawValue: number)
  }

  /// The number that is written like that of a kind, whether there is such a kind or not.
  public static func number(ofCode text: some StringProtocol) -> Int? {
    let digits = text.dropFirst()
    guard text.hasPrefix("E") || text.hasPrefix("e"), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return Int(digits)
  }
}
