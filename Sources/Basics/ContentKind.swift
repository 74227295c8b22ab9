/// What a file holds that is not text in UTF-8, as far as its first bytes tell.
public enum ContentKind: Hashable, Sendable {
  /// Text in another encoding, as programs that name encodings call it.
  case encoded(String)
  /// Content that was packed by this program, and the one that unpacks it.
  case packed(by: String, unpacker: String)
  /// Anything else, and what to do about it.
  case other(String, advice: String?)

  /// So many bytes are enough to tell.
  public static let neededCount = 512

  /// What content is that begins with these bytes; nil where it may be text in UTF-8, or is not known.
  public init?(startingWith bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(Self.neededCount))
    if let signed = Self.signatures.first(where: { start.starts(with: $0.bytes) }) {
      self = signed.kind
    } else if let encoding = Self.encodingWithoutMark(start) {
      self = .encoded(encoding)
    } else if Self.isWebPage(start) {
      self = .other("a web page", advice: "fetch the file itself, not the page that shows it")
    } else {
      return nil
    }
  }

  /// What it is, as in `it is text in UTF-16`.
  public var description: String {
    switch self {
    case .encoded(let encoding): "text in \(encoding)"
    case .packed(let packer, _): "packed by \(packer)"
    case .other(let what, _): what
    }
  }

  /// What makes something readable of the file.
  public func advice(for path: String) -> String? {
    switch self {
    case .encoded(let encoding):
      "`iconv -f \(encoding.lowercased()) -t utf-8 \(shellWord(path)) > utf8.txt` converts it"
    case .packed(_, let unpacker): "`\(unpacker) \(shellWord(path))` unpacks it"
    case .other(_, let advice): advice
    }
  }

  private static let asCSV = "write it as a table in CSV from the program that made it"
  private static let asImages = "images are read from a folder of PNG files, with a folder for each class"

  /// How files of a kind begin; the longer of two beginnings stands first.
  private static let signatures: [(bytes: [UInt8], kind: ContentKind)] = [
    ([0xFF, 0xFE, 0, 0], .encoded("UTF-32")), ([0, 0, 0xFE, 0xFF], .encoded("UTF-32")),
    ([0xFF, 0xFE], .encoded("UTF-16")), ([0xFE, 0xFF], .encoded("UTF-16")),
    ([0x1F, 0x8B], .packed(by: "gzip", unpacker: "gunzip -k")),
    (Array("BZh".utf8), .packed(by: "bzip2", unpacker: "bunzip2 -k")),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .packed(by: "xz", unpacker: "unxz -k")),
    ([0x28, 0xB5, 0x2F, 0xFD], .packed(by: "zstd", unpacker: "unzstd")),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .packed(by: "7-Zip", unpacker: "7z x")),
    (Array("SQLite format 3\0".utf8), .other("a SQLite database", advice: "`study(\"name\")` opens a study in it")),
    (Array("hponetwk".utf8), .other("a saved network", advice: "`load_model` reads it")),
    (Array("hpotrain".utf8), .other("a saved training", advice: "`restore` reads it")),
    (Array("PAR1".utf8), .other("a table of Parquet", advice: asCSV)),
    ([0x89, 0x48, 0x44, 0x46], .other("a file of HDF5", advice: asCSV)),
    ([0xD0, 0xCF, 0x11, 0xE0], .other("a document of Office", advice: asCSV)),
    ([0x89, 0x50, 0x4E, 0x47], .other("an image", advice: asImages)),
    ([0xFF, 0xD8, 0xFF], .other("an image", advice: asImages)),
    (Array("%PDF-".utf8), .other("a PDF document", advice: nil)),
    ([0x7F, 0x45, 0x4C, 0x46], .other("a program of the machine", advice: nil)),
    ([0x80, 0x04, 0x95], .other("a pickle of Python", advice: asCSV)),
    ([0x80, 0x05, 0x95], .other("a pickle of Python", advice: asCSV)),
  ]

  /// Text in Latin letters of which each is followed, or led, by a zero.
  private static func encodingWithoutMark(_ start: [UInt8]) -> String? {
    let pairs = start.count / 2
    guard pairs >= 4 else { return nil }
    for (zero, name) in [(1, "UTF-16LE"), (0, "UTF-16BE")] {
      let zeros = (0..<pairs).count { start[2 * $0 + zero] == 0 }
      let letters = (0..<pairs).count { start[2 * $0 + 1 - zero] != 0 }
      if letters == pairs, zeros * 10 >= pairs * 9 { return name }
    }
    return nil
  }

  /// Whether bytes may be the start of text in UTF-8, whose last character may be cut off.
  public static func isText(_ start: some BidirectionalCollection<UInt8>) -> Bool {
    (0...3).contains { String(validating: start.dropLast($0), as: UTF8.self) != nil } && !start.contains(0)
  }

  private static func isWebPage(_ start: [UInt8]) -> Bool {
    let text = String(decoding: start, as: UTF8.self).drop(while: \.isWhitespace).prefix(15).lowercased()
    return text.hasPrefix("<!doctype html") || text.hasPrefix("<html")
  }
}
