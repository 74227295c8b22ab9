import Foundation

/// The GPUs that programs see, by the names that `CUDA_VISIBLE_DEVICES` takes.
enum GPUs {
  /// The variable of the environment that says which GPUs a program uses.
  static let variable = "CUDA_VISIBLE_DEVICES"

  /// The GPUs of this machine, or those of them that this program was given.
  ///
  /// - Parameters:
  ///   - environment: where `CUDA_VISIBLE_DEVICES` may stand.
  ///   - root: where the files of the system begin.
  /// - Returns: their names: numbers, or what the variable holds.
  static func visible(
    environment: [String: String] = ProcessInfo.processInfo.environment, root: String = ""
  ) -> [String] {
    if let list = environment[variable] {
      let names = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      // CUDA ignores what stands behind a name that is none.
      return Array(names.prefix { !$0.isEmpty && !$0.hasPrefix("-") && $0 != "NoDevFiles" })
    }
    func files(_ folder: String) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: root + folder)) ?? []
    }
    let listed = files("/proc/driver/nvidia/gpus").count
    let nodes = files("/dev").count { $0.wholeMatch(of: /nvidia[0-9]+/) != nil }
    // A container may see the list of its host, or device files that it may not use: what it has is in both.
    let count = listed > 0 && nodes > 0 ? min(listed, nodes) : max(listed, nodes)
    return (0..<(count > 0 ? count : countByDriver())).map(String.init)
  }

  /// As many as `nvidia-smi` lists; 0 where there is none.
  private static func countByDriver() -> Int {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["nvidia-smi", "--list-gpus"]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil, let text = try? output.fileHandleForReading.readToEnd() else { return 0 }
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self).split(separator: "\n").count { $0.hasPrefix("GPU ") }
  }
}
