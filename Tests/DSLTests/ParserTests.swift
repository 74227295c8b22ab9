import DSL
import Testing

struct ParserTests {
  @Test(arguments: Fixture.all(in: "../shared/samples/good"))
  func samplesParse(_ fixture: Fixture) throws {
    let source = Source(name: fixture.name, text: fixture.text)
    #expect(throws: Never.self) { try parse(source) }
  }

  @Test(arguments: Fixture.all(in: "../shared/samples/bad"))
  func badSamplesAreRefused(_ fixture: Fixture) {
    let source = Source(name: fixture.name, text: fixture.text)
    #expect(throws: Diagnostic.self) { try parse(source) }
  }
}
