// swift-tools-version: 6.2
// The arrows of the house (docs/design.md) are the dependencies of these targets, and nothing else is allowed.

import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

let package = Package(
  name: "hpo",
  // For Benchmarks/network, which is a package of its own.
  products: [.library(name: "NN", targets: ["NN"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: [
    // Text and numbers as people read them, seeded randomness, errors with a hint, files. Everybody's.
    .target(name: "Basics"),
    // Syntax: text -> tokens -> tree -> checked tree; diagnostics. Pure.
    .target(name: "DSL", dependencies: ["Basics"]),
    // Search: spaces, surrogates, acquisitions, strategies. Pure.
    .target(name: "BayesOpt", dependencies: ["Basics", "CCovariance", "CLAPACK", numerics]),
    // Learning: tensors, layers, losses, optimisers, training, metrics, data sets. Knows nothing of tuning.
    .target(name: "NN", dependencies: ["Basics", "CKernels", "CZlib"]),
    // Memory: trials and studies, their life cycle, their storages.
    .target(name: "Studies", dependencies: ["Basics", "BayesOpt", "CPostgreSQL", "CSQLite"]),
    // Pictures: tables and plots as values, drawn as text; reports as pages.
    .target(
      name: "Charts", dependencies: ["Basics", "BayesOpt", "Studies", numerics], resources: [.embedInCode("Page")]),
    // Meaning: values, evaluator, builtins, the search loop that joins all others.
    .target(
      name: "Interp", dependencies: ["Basics", "DSL", "BayesOpt", "NN", "Studies", "Charts", "CSpawn"],
      resources: [.embedInCode("Library/stdlib.hpo")]),
    // The door: the command line and the prompt.
    .executableTarget(
      name: "hpo", dependencies: ["Basics", "DSL", "Interp", "CReadline", argumentParser],
      resources: [.embedInCode("Lessons/Programs")]),

    // The inner loops are optimised in debug builds too: unoptimised they are fifty times slower.
    .target(name: "CCovariance", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    // Finds libpq's functions where a storage asks for them: the library is not linked.
    .target(name: "CPostgreSQL"),
    .systemLibrary(name: "CLAPACK"),
    .systemLibrary(name: "CReadline"),
    .systemLibrary(name: "CSpawn"),
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CZlib"),

    .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
    .testTarget(name: "DSLTests", dependencies: ["Basics", "DSL"]),
    .testTarget(name: "BayesOptTests", dependencies: ["Basics", "BayesOpt", numerics]),
    .testTarget(name: "NNTests", dependencies: ["Basics", "NN", "CKernels", "CZlib", "CAllocations"]),
    // Counts allocations, for the test that training steps make none.
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    // Starts the servers that tests talk to.
    .target(name: "Servers", path: "Tests/Servers"),
    .testTarget(name: "StudiesTests", dependencies: ["Basics", "Studies", "BayesOpt", "CSQLite", "Servers"]),
    .testTarget(name: "ChartsTests", dependencies: ["Basics", "Charts", "Studies", "BayesOpt"]),
    .testTarget(name: "InterpTests", dependencies: ["Basics", "Interp", "DSL"]),
    .testTarget(name: "hpoTests", dependencies: ["Basics", "CSQLite", "DSL", "hpo", "Interp", "Servers"]),
  ],
  swiftLanguageModes: [.v6]
)

// `scripts/check` sets this. Dependencies are not concerned.
if Context.environment["HPO_WARNINGS_ARE_ERRORS"] != nil {
  for target in package.targets
  where target.type != .system && !["CCovariance", "CKernels", "CPostgreSQL"].contains(target.name) {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
  }
}
