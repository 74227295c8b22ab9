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
    // Syntax: text -> tokens -> tree -> checked tree. Pure.
    .target(name: "DSL"),
    // Search: spaces, surrogates, acquisitions, strategies. Pure.
    .target(name: "BayesOpt", dependencies: ["CLAPACK", .product(name: "RealModule", package: "swift-numerics")]),
    .testTarget(
      name: "BayesOptTests",
      dependencies: ["BayesOpt", .product(name: "RealModule", package: "swift-numerics")]
    ),
  ],
  swiftLanguageModes: [.v6]
)
