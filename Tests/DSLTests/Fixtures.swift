import Foundation
import Testing

/// A program of a folder of programs.
struct Fixture: CustomTestStringConvertible, Sendable {
  let url: URL
  let text: String

  var name: String { url.lastPathComponent }
  var testDescription: String { name }

  /// The programs of a folder that is given from the top of the package, in alphabetical order.
  static func all(in folder: String) -> [Fixture] {
    let urls = try? FileManager.default.contentsOfDirectory(
      at: packageRoot.appending(path: folder), includingPropertiesForKeys: nil)
    return (urls ?? []).filter { $0.pathExtension == "hpo" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .compactMap { url in
        (try? Data(contentsOf: url)).map { Fixture(url: url, text: String(decoding: $0, as: UTF8.self)) }
      }
  }

  static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
