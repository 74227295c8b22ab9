import Foundation

/// A program that was started, with all that it has started: the processes of its group, and those that have left it but have the
/// mark of the program in their environment.
struct ProcessFamily {
  /// The variable of the environment that holds the mark.
  static let variable = "HPO_RUN"

  /// The group, whose number is that of the program.
  let group: pid_t
  /// A text that no other program has.
  let mark: String

  /// Sends signals to all.
  ///
  /// - Complexity: O(processes of the system).
  func send(_ signals: Int32...) {
    for signal in signals { kill(-group, signal) }
    for stray in strays { for signal in signals { kill(stray, signal) } }
  }

  /// Has all threads of all processes run on these processors.
  ///
  /// - Complexity: O(processes of the system).
  func take(_ processors: ProcessorSet) {
    for process in Self.processes.filter({ getpgid($0) == group }) + strays {
      for thread in Self.numbers(in: "/proc/\(process)/task") { processors.take(thread) }
    }
  }

  /// Those that have left the group.
  private var strays: [pid_t] {
    let line = Data("\(Self.variable)=\(mark)".utf8)
    return Self.processes.filter { process in
      process != getpid() && getpgid(process) != group
        && FileManager.default.contents(atPath: "/proc/\(process)/environ")?.range(of: line) != nil
    }
  }

  private static var processes: [pid_t] { numbers(in: "/proc") }

  private static func numbers(in folder: String) -> [pid_t] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { pid_t($0) }
  }
}
