// swift-tools-version: 6.2
// The arrows of the house (docs/design.md) are the dependencies of these targets, and nothing else is allowed.

import PackageDescription

let package = Package(
  name: "hpo",
  dependencies: [
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1")
  ],
  targets: [
    .systemLibrary(name: "CLAPACK"),
    .systemLibrary(name: "CSQLite"),
    // Syntax: text -> tokens -> tree -> checked tree. Pure.
    .target(name: "DSL"),
    // Search: spaces, surrogates, acquisitions, strategies. Pure.
    .target(name: "BayesOpt", dependencies: ["CLAPACK", .product(name: "RealModule", package: "swift-numerics")]),
    // Memory: trials and studies, their life cycle, their storages.
    .target(name: "Studies", dependencies: ["BayesOpt", "CSQLite"]),
    // Meaning: values, evaluator, builtins, the search loop that joins all others.
    .target(
      name: "Interp", dependencies: ["DSL", "BayesOpt", "Studies"], resources: [.embedInCode("Library/stdlib.hpo")]),
  ],
  swiftLanguageModes: [.v6]
)
