import Basics
import BayesOpt
import Testing

@testable import Studies

@Suite struct DistributionTests {
  static let parameters: [(ParameterDescription, text: String, distribution: String)] = [
    (
      .init(name: "x", domain: .real(low: 0, high: 0.5, scale: .linear, step: nil)), "0.0..0.5",
      #"{"name": "FloatDistribution", "attributes": {"low": 0.0, "high": 0.5, "log": false, "step": null}}"#
    ),
    (
      .init(name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: 0.3)), "0.0..1.0 by 0.3",
      #"{"name": "FloatDistribution", "attributes": {"low": 0.0, "high": 0.9, "log": false, "step": 0.3}}"#
    ),
    (
      .init(name: "x", domain: .real(low: 1e-5, high: 1, scale: .logarithmic, step: 10)), "log(0.00001, 1) by 10",
      #"{"name": "FloatDistribution", "attributes": {"low": 1e-05, "high": 1.0, "log": true, "step": null}}"#
    ),
    (
      .init(name: "x", domain: .integer(low: 8, high: 256, scale: .linear, step: 1)), "8..256",
      #"{"name": "IntDistribution", "attributes": {"low": 8, "high": 256, "log": false, "step": 1}}"#
    ),
    (
      .init(name: "x", domain: .integer(low: 8, high: 100, scale: .linear, step: 8)), "8..100 by 8",
      #"{"name": "IntDistribution", "attributes": {"low": 8, "high": 96, "log": false, "step": 8}}"#
    ),
    (
      .init(name: "x", domain: .integer(low: 16, high: 512, scale: .logarithmic, step: 2)), "log(16, 512) by 2",
      #"{"name": "IntDistribution", "attributes": {"low": 16, "high": 512, "log": true, "step": 1}}"#
    ),
    (
      .init(name: "x", domain: .choice(count: 5, isOrdered: false), choices: ["a", nil, 3, 0.5, true]),
      #"["a", none, 3, 0.5, true]"#,
      #"{"name": "CategoricalDistribution", "attributes": {"choices": ["a", null, 3, 0.5, true]}}"#
    ),
    (
      .init(name: "x", domain: .choice(count: 2, isOrdered: true), choices: ["low", [8, 8]]),
      #"ordered("low", [8, 8])"#,
      #"{"name": "CategoricalDistribution", "attributes": {"choices": ["low", "[8, 8]"]}}"#
    ),
    (
      .init(name: "x", domain: .normal(mean: 1, deviation: 0.5)), "normal(1, 0.5)",
      #"{"name": "FloatDistribution", "attributes": {"low": -4.0, "high": 6.0, "log": false, "step": null}}"#
    ),
    (
      .init(name: "x", domain: .gamma(low: 0.001, high: 1, shape: 2, scale: 0.1)),
      "gamma_prior(0.001, 1, shape: 2, scale: 0.1)",
      #"{"name": "FloatDistribution", "attributes": {"low": 0.001, "high": 1.0, "log": false, "step": null}}"#
    ),
  ]

  @Test(arguments: parameters)
  func aParameterIsWrittenAndReadBack(parameter: ParameterDescription, text: String, distribution: String) throws {
    #expect(parameter.domainText == text)
    #expect(OptunaDistribution.json(of: parameter).description == distribution)
    // Exactly from the study's attribute, and as far as Optuna's form says from a trial's row.
    let json = try #require(JSON(parsing: parameter.json.description))
    #expect(ParameterDescription(json: json) == parameter)
    let read = try #require(JSON(parsing: distribution).flatMap { OptunaDistribution.parameter($0, name: "x") })
    #expect(OptunaDistribution.json(of: read).description == distribution)
  }

  @Test(arguments: [
    (#"{"name":"UniformDistribution","attributes":{"low":0,"high":2}}"#, "0.0..2.0"),
    (#"{"name":"LogUniformDistribution","attributes":{"low":0.1,"high":2}}"#, "log(0.1, 2)"),
    (#"{"name":"DiscreteUniformDistribution","attributes":{"low":0,"high":2,"q":0.5}}"#, "0.0..2.0 by 0.5"),
    (#"{"name":"IntUniformDistribution","attributes":{"low":1,"high":9}}"#, "1..9"),
    (#"{"name":"IntLogUniformDistribution","attributes":{"low":1,"high":9}}"#, "log(1, 9)"),
    (#"{"type":"float","low":0.5,"high":1.0,"log":true,"step":null}"#, "log(0.5, 1)"),
    (#"{"type":"int","low":0,"high":4,"step":2}"#, "0..4 by 2"),
    (#"{"type":"categorical","choices":["a",NaN]}"#, #"["a", NaN]"#),
  ])
  func olderAndShorterFormsAreRead(distribution: String, text: String) throws {
    let json = try #require(JSON(parsing: distribution))
    #expect(OptunaDistribution.parameter(json, name: "x")?.domainText == text)
  }

  /// A domain that depends on others may be wider at a point than was foreseen; a level of another program inexact.
  @Test func aValueIsWrittenAndReadByItsOwnDomain() throws {
    let tenths = ParameterDescription(name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: 0.1))
    #expect(OptunaEncoding.value(.real(0.1 + 0.2), of: tenths.domain) == .real(0.3))
    #expect(OptunaEncoding.value(.real(0.31), of: tenths.domain) == .real(0.31))
    #expect(tenths.widened(to: .real(1.5)).domainText == "0.0..1.5")
    let whole = ParameterDescription(name: "n", domain: .integer(low: 2, high: 8, scale: .linear, step: 2))
    #expect(whole.widened(to: .integer(-1)).domainText == "-1..8")
  }

  @Test(arguments: ["{}", #"{"name":"Other","attributes":{"low":0,"high":1}}"#, #"{"name":"IntDistribution"}"#, "3"])
  func anUnknownFormIsNoParameter(distribution: String) throws {
    let json = try #require(JSON(parsing: distribution))
    #expect(OptunaDistribution.parameter(json, name: "x") == nil)
    #expect(ParameterDescription(json: json) == nil)
  }

  @Test(arguments: [
    Domain.integer(low: .min, high: .max, scale: .linear, step: 1),
    .integer(low: 1, high: .max, scale: .logarithmic, step: 1),
  ])
  func theEndsOfTheIntegersSurviveADoubleColumn(domain: Domain) {
    for u in [0.0, 1] {
      let value = domain.value(at: u)
      #expect(OptunaEncoding.value(OptunaEncoding.column(value), of: domain) == value)
    }
  }
}
