// swift-tools-version: 6.2
// hpo's side of the network benchmark: a program that trains, multiplies and convolves on request.

import PackageDescription

let package = Package(
  name: "network-benchmark",
  dependencies: [.package(name: "hpo", path: "../..")],
  targets: [
    .executableTarget(name: "network-benchmark", dependencies: [.product(name: "NN", package: "hpo"), "CPeak"]),
    .target(name: "CPeak", cSettings: [.unsafeFlags(["-O3"])]),
  ],
  swiftLanguageModes: [.v6]
)
