import Basics
import Testing

@testable import NN

/// Networks of images as they are trained and used.
@Suite struct ImageTrainingTests {
  private static let net = Model([
    .conv(6, kernel: 3, padding: .same, activation: .relu), .maxPool(),
    .conv(12, kernel: 3, groups: 3, activation: .gelu),
    .conv(12, kernel: 3, stride: 2, padding: 1, groups: 12), .dropout(0.1), .globalAveragePool, .dense(4),
  ])

  /// Images with a bright bar that lies in one of four places.
  private func bars(_ count: Int, seed: UInt64) throws -> Dataset {
    var random = CounterRandom(seed: seed)
    var (pixels, labels) = ([Float](), [Int32]())
    for item in 0..<count {
      let label = item % 4
      let at = label < 2 ? 2 + 5 * label : 2 + 5 * (label - 2)
      for y in 0..<11 {
        for x in 0..<10 {
          let isBright = label < 2 ? y == at : x == at
          pixels.append(Float(random.uniform(0, 0.5)) + (isBright ? 0.6 : 0))
        }
      }
      labels.append(Int32(label))
    }
    return try Dataset(
      features: FloatBuffer(pixels), itemShape: Shape([11, 10, 1]),
      targets: .classes(labels: labels, names: ["up", "down", "left", "right"]))
  }

  @Test("bars are told apart, with the same bits each time and another seed's others")
  func training() throws {
    let data = DataParts(train: try bars(120, seed: 1), valid: try bars(60, seed: 2))
    let options = TrainingOptions(learningRate: 0.01, batch: 16, epochs: 12, optimizer: .adam, seed: 5)
    let run = try Self.net.train(on: data, options: options)
    let again = try Self.net.train(on: data, options: options)
    #expect(run.model.parameters.map(\.values) == again.model.parameters.map(\.values))
    #expect(run.history.map(\.validLoss) == again.history.map(\.validLoss))
    var other = options
    other.seed = 6
    let different = try Self.net.train(on: data, options: other)
    #expect(run.model.parameters.map(\.values) != different.model.parameters.map(\.values))
    #expect((run.valid?.accuracy ?? 0) > 0.95)
  }

  @Test("an image is seen alike alone and among others")
  func predictions() throws {
    let data = try bars(150, seed: 3)
    let network = try TrainingState(Self.net, on: DataParts(train: data)).network
    guard case .classes(_, let together) = try network.predict(data),
      case .classes(_, let alone) = try network.predict(data.selecting([141]))
    else {
      Issue.record("no classes")
      return
    }
    #expect(alone.array == Array(together.array[(141 * 4)..<(142 * 4)]))
  }
}
