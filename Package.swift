// swift-tools-version: 6.2
// The arrows of the house (docs/design.md) are the dependencies of these targets, and nothing else is allowed.

import PackageDescription

let package = Package(
  name: "hpo",
  targets: [
    // Syntax: text -> tokens -> tree -> checked tree. Pure.
    .target(name: "DSL"),
    .testTarget(name: "DSLTests", dependencies: ["DSL"]),
  ],
  swiftLanguageModes: [.v6]
)
