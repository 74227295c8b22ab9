import Glibc
import Synchronization

/// The process that runs a trial: enough to tell, on the same machine, whether it still lives, and which of its storages has
/// claimed the trial.
///
/// A process identifier alone is reused sooner or later; together with the moment the process started, and the boot in
/// which it did, it is not.
struct Owner: Hashable, Sendable {
  /// The machine's name.
  let host: String
  /// The identifier that the kernel drew when the machine started.
  let boot: String
  /// The process identifier.
  let process: Int
  /// When the process started, in clock ticks since the boot.
  let started: Int
  /// The number of the storage among those that the process has opened.
  let storage: Int

  init(host: String, boot: String, process: Int, started: Int, storage: Int = 0) {
    self.host = host
    self.boot = boot
    self.process = process
    self.started = started
    self.storage = storage
  }

  /// The process that asks.
  static let current = Owner(process: Int(getpid()))

  private static let storages = Atomic(0)

  /// A storage that this process opens.
  static func ofNewStorage() -> Owner {
    let number = storages.wrappingAdd(1, ordering: .relaxed).newValue
    return Owner(
      host: current.host, boot: current.boot, process: current.process, started: current.started, storage: number)
  }

  /// Whether two are of the same process.
  func isProcess(of other: Owner) -> Bool {
    (host, boot, process, started) == (other.host, other.boot, other.process, other.started)
  }

  /// Whether the process has certainly ended.
  ///
  /// Of a process on another machine nothing is certain.
  var hasEnded: Bool {
    if isProcess(of: .current) { return false }
    guard host == Owner.current.host else { return false }
    guard boot == Owner.current.boot else { return true }
    if kill(pid_t(clamping: process), 0) != 0, errno == ESRCH { return true }
    // Where the kernel hides the processes of others, one that exists is taken for the owner.
    return Owner.startTime(of: process).map { $0 != started } ?? false
  }

  /// Whether the process certainly lives.
  var isAlive: Bool { host == Owner.current.host && !hasEnded }

  /// A process of this machine.
  init(process: Int) {
    self.init(
      host: Owner.hostName(), boot: Owner.bootIdentifier(), process: process,
      started: Owner.startTime(of: process) ?? 0)
  }

  private static func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func bootIdentifier() -> String {
    String((contents(of: "/proc/sys/kernel/random/boot_id") ?? "").prefix { !$0.isNewline })
  }

  /// The start of a process, in clock ticks since the boot; `nil` where that cannot be known.
  private static func startTime(of process: Int) -> Int? {
    // Field 22 of `stat`, see proc(5). The second field is the program's name in parentheses and may hold anything, spaces and parentheses too.
    guard let stat = contents(of: "/proc/\(process)/stat"), let name = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: name)...].split(separator: " ")
    guard fields.count > 19 else { return nil }
    // A zombie has ended and only waits for its parent to notice: no owner started at 0.
    return fields[0] == "Z" ? 0 : Int(fields[19])
  }

  private static func contents(of path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
  }
}
