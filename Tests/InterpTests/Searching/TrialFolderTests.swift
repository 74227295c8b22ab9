import Foundation
import NN
import Studies
import Testing

@testable import Interp

/// What a trial keeps to go on from.
struct TrialFolderTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

  private static let model = Model([.dense(8, .tanh), .dense(3)])

  private static func data(_ seed: UInt64) throws -> DataParts {
    try DataParts(train: .spirals(count: 90, classes: 3, noise: 0.1, seed: seed)).split(valid: 0.2, seed: 1)
  }

  @Test func aTrainingIsKeptAndGoesOnWithTheSameBits() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let path = checkpointFolder(of: 4, study: "a/b c", storage: root + "/s.db")
    #expect(path == root + "/s.db.checkpoints/a%2Fb%20c/4")
    let folder = TrialFolder(path)
    let data = try Self.data(2)
    var options = TrainingOptions()
    (options.epochs, options.optimizer) = (5, .adam)
    let whole = try Self.model.train(on: data, options: options)
    var kept: TrainingState?
    _ = try Self.model.train(
      on: data, options: options,
      afterEpoch: { state in
        if state.epoch == 2 { kept = state }
        return state.epoch == 2 ? .stop : .proceed
      })
    let reports = [Report(step: 1, value: 0.5), Report(step: 2, value: 0.25)]
    folder.keep(try #require(kept), reports: reports)
    let (state, told) = try #require(TrialFolder(path).training(Self.model, on: data, options))
    #expect(state.epoch == 2 && told == reports)
    let resumed = try Self.model.train(on: data, options: options, from: state)
    #expect(resumed.history.map(\.validLoss) == whole.history.map(\.validLoss))
    #expect(resumed.valid?.loss == whole.valid?.loss)

    // What is of other options, data or models is not gone on with.
    var others = options
    others.learningRate = 0.5
    #expect(folder.training(Self.model, on: data, others) == nil)
    #expect(folder.training(Self.model, on: try Self.data(3), options) == nil)
    #expect(folder.training(Model([.dense(3)]), on: data, options) == nil)

    folder.leave(isOver: false)
    #expect(FileManager.default.fileExists(atPath: path))
    folder.leave(isOver: true)
    #expect(!FileManager.default.fileExists(atPath: root + "/s.db.checkpoints"))
  }

  @Test func whatIsDamagedIsNotGoneOnWith() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let folder = TrialFolder(root + "/s.db.checkpoints/s/0")
    let data = try Self.data(2)
    var options = TrainingOptions()
    options.epochs = 3
    var state = try TrainingState(Self.model, on: data, options: options)
    try state.advance(epochs: 1)
    for damage in ["training.net", "training.json"] {
      folder.keep(state, reports: [Report(step: 1, value: 1)])
      #expect(folder.training(Self.model, on: data, options) != nil)
      let file = root + "/s.db.checkpoints/s/0/" + damage
      let bytes = try #require(FileManager.default.contents(atPath: file))
      #expect(FileManager.default.createFile(atPath: file, contents: bytes.prefix(bytes.count / 2)))
      #expect(folder.training(Self.model, on: data, options) == nil)
    }
  }

  @Test func aProgramFindsAFolderOfItsTrial() {
    let transcript = run(
      """
      let s = search x in [1, 2] with grid for 2 trials minimize {
        let first = run("sh", "-c", "echo $HPO_CHECKPOINT; touch $HPO_CHECKPOINT/here").text
        let second = run("sh", "-c", "ls $HPO_CHECKPOINT").text
        note(folder: first, found: second)
        x
      }
      print([t.notes.found for t in s.trials], s.trials[0].notes.folder == s.trials[1].notes.folder)
      print(run("sh", "-c", "ls -d {trim(s.trials[0].notes.folder)} 2>&1 | wc -l; echo [$HPO_CHECKPOINT]").text)
      """)
    #expect(transcript.failure == nil)
    #expect(transcript.output.first == #"["here\n", "here\n"] false"#)
    #expect(transcript.output.last?.contains("[]") == true)
  }
}
