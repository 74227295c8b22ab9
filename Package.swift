// swift-tools-version: 6.2
// The arrows of the house (docs/design.md) are the dependencies of these targets, and nothing else is allowed.

import PackageDescription

let package = Package(
  name: "hpo",
  targets: [
    // Syntax: text -> tokens -> tree -> checked tree. Pure.
    .target(name: "DSL"),

    // Learning: tensors, layers, losses, optimisers, training, metrics, data sets. Knows nothing of tuning.
    .target(name: "NN", dependencies: ["CKernels", "CZlib"]),
    // The inner loops are optimised in debug builds too: unoptimised they are fifty times slower.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .systemLibrary(name: "CZlib"),
    .testTarget(name: "NNTests", dependencies: ["NN", "CKernels", "CZlib"]),
  ],
  swiftLanguageModes: [.v6]
)
