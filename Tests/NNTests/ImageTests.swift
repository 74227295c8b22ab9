import Foundation
import Testing

@testable import NN

/// PNG images, as pypng and Pillow wrote them, and folders of them.
@Suite struct ImageTests {
  @Test("every colour type, depth, filter and interlacing gives Pillow's pixels")
  func pixels() throws {
    let images = try DataFiles.all.get().images
    #expect(images.count == 43)
    for image in images {
      let png = try PNG(Bytes(Array(image.file)), path: image.name)
      #expect((png.width, png.height, png.channels) == (image.width, image.height, image.channels), "\(image.name)")
      #expect(try png.pixels() == Array(image.pixels), "\(image.name)")
    }
  }

  /// A folder with a sub-folder for each class, and in it the reference images of these names.
  func write(_ classes: [String: [String]]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let images = Dictionary(uniqueKeysWithValues: try DataFiles.all.get().images.map { ($0.name, $0.file) })
    for (name, files) in classes {
      let inside = folder.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
      for (number, file) in files.enumerated() {
        try #require(images[file]).write(to: inside.appendingPathComponent("\(number).PNG"))
      }
    }
    return folder
  }

  func load(_ folder: TemporaryFolder, suffix: String = "") throws -> Dataset {
    try withExtendedLifetime(folder) { try Dataset.load(folder.url.path + suffix) }
  }

  @Test("a folder of folders is a data set: classes by name, grey only where all are")
  func folders() throws {
    let grey = try write(["cats": ["grey, 8 bits", "grey, 1 bits"], "ants": ["grey-alpha, 8 bits"]])
    _ = try grey.write("notes.txt", "not a class")
    let data = try load(grey, suffix: "/")
    #expect(data.classNames == ["ants", "cats"] && data.labels == [0, 1, 1] && data.itemShape == Shape([9, 10, 1]))
    let images = try DataFiles.all.get().images
    let first = try #require(images.first { $0.name == "grey-alpha, 8 bits" })
    #expect(data.item(0) == first.pixels.map { Float($0) / 255 } && !data.isStandardized)
    let mixed = try load(write(["a": ["grey, 8 bits"], "b": ["RGB, 8 bits"]]))
    #expect(mixed.itemShape == Shape([9, 10, 3]))
    let spread = try #require(images.first { $0.name == "grey, 8 bits" }).pixels.flatMap { [$0, $0, $0] }
    #expect(mixed.item(0) == spread.map { Float($0) / 255 })
    let scale = try scaling(of: mixed.standardized())
    #expect(Set(scale.means.array).count == 3)
  }

  @Test("sizes that differ are said with both files, and what is missing")
  func refusals() throws {
    func refusal(_ folder: TemporaryFolder) -> String {
      let error = #expect(throws: DataError.self) { try load(folder) }
      return error?.message ?? ""
    }
    let sizes = try write(["a": ["grey, 8 bits"], "b": ["RGB, 8 bits", "Pillow's L"]])
    #expect(refusal(sizes) == "\(sizes.url.path)/a/0.PNG has 10 x 9 pixels and \(sizes.url.path)/b/1.PNG 11 x 13")
    #expect(refusal(try write([:])).contains("for each class, and has none"))
    #expect(try load(write(["a": ["grey, 8 bits"]])).classNames == ["a"])
    #expect(
      refusal(try write(["a": ["grey, 8 bits"], "b": []])).contains(
        "there is no file that ends in .png in its folder b"))
    let bad = try write(["a": ["grey, 8 bits"], "b": ["grey, 8 bits"]])
    _ = try bad.write("b/x.png", Array("GIF89a".utf8))
    #expect(refusal(bad).contains("b/x.png cannot be read as PNG: it does not start as one"))
    let single = try DataFiles.all.get().images[0]
    let path = try bad.write("single.png", Array(single.file))
    #expect(throws: DataError.self) { try Dataset.load(path) }
  }
}
