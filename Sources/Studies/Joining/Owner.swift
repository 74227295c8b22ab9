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
  /// What tells the process identifiers of one container from those of another on the same machine; empty where that is not known.
  let namespace: String
  /// The number of the storage among those that the process has opened.
  private(set) var storage: Int

  init(host: String, boot: String, process: Int, started: Int, namespace: String = "", storage: Int = 0) {
    self.host = host
    self.boot = boot
    self.process = process
    self.started = started
    self.namespace = namespace
    self.storage = storage
  }

  /// The process that asks.
  static let current = Owner(process: Int(getpid()))

  private static let storages = Atomic(0)

  /// A storage that this process opens.
  static func ofNewStorage() -> Owner {
    var owner = current
    owner.storage = storages.wrappingAdd(1, ordering: .relaxed).newValue
    return owner
  }

  /// Whether two are of the same process.
  func isProcess(of other: Owner) -> Bool {
    var same = other
    same.storage = storage
    return self == same
  }

  /// What is known of a process.
  enum Life {
    case alive, ended, unknown
    /// Ended, unless another machine has the same name.
    case beforeTheBoot
  }

  /// Whether the process lives, as far as this machine can tell.
  var life: Life {
    let current = Owner.current
    if isProcess(of: current) { return .alive }
    guard host == current.host else { return .unknown }
    guard boot == current.boot else { return .beforeTheBoot }
    guard namespace.isEmpty || current.namespace.isEmpty || namespace == current.namespace else { return .unknown }
    if kill(pid_t(clamping: process), 0) != 0, errno == ESRCH { return .ended }
    // Where the kernel hides the processes of others, one that exists is taken for the owner.
    guard let start = Owner.startTime(of: process) else { return .alive }
    return start == started ? .alive : .ended
  }

  /// A process of this machine.
  init(process: Int) {
    self.init(
      host: Owner.hostName(), boot: Owner.bootIdentifier(), process: process,
      started: Owner.startTime(of: process) ?? 0, namespace: Owner.namespaceIdentifier())
  }

  private static func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func bootIdentifier() -> String {
    String((contents(of: "/proc/sys/kernel/random/boot_id") ?? "").prefix { !$0.isNewline })
  }

  private static func namespaceIdentifier() -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let count = readlink("/proc/self/ns/pid", &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
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
