import Basics
import Testing

struct ContentKindTests {
  @Test(arguments: ["", "x,y\n1,2\n", "größe", "{\"a\": 1}", "a", "\0\0\0\0\0\0\0\0\0\0"])
  func textIsNotTakenForSomethingElse(text: String) { #expect(ContentKind(startingWith: text.utf8) == nil) }

  /// As Python's codecs write them, with and without a mark.
  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x78, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x78], "UTF-16"),
      ([0xFF, 0xFE, 0, 0, 0x78, 0, 0, 0], "UTF-32"),
      ([0x78, 0, 0x2C, 0, 0x79, 0, 0x0A, 0], "UTF-16LE"), ([0, 0x78, 0, 0x2C, 0, 0x79, 0, 0x0A], "UTF-16BE"),
    ] as [([UInt8], String)])
  func encodingsAreTold(bytes: [UInt8], name: String) {
    #expect(ContentKind(startingWith: bytes) == .encoded(name))
    #expect(
      ContentKind.encoded(name).advice(for: "my file.csv")
        == "`iconv -f \(name.lowercased()) -t utf-8 'my file.csv' > utf8.txt` converts it")
  }

  @Test func aCharacterMayBeCutOff() {
    let bytes = Array("größe".utf8)
    for count in 0...bytes.count { #expect(ContentKind.isText(bytes.prefix(count))) }
    #expect(!ContentKind.isText([0x78, 0x00]) && !ContentKind.isText([0xC3, 0x28, 0x78, 0x79, 0x7A]))
  }

  @Test(arguments: [
    ("a.csv", "a.csv"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''"), ("load(\"x\")", "'load(\"x\")'"),
    ("ä", "ä"),
  ])
  func wordsOfTheShell(text: String, word: String) { #expect(shellWord(text) == word) }
}
