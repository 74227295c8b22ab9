import Testing

@testable import Interp

@Test func x() {}
