import Glibc

/// How much memory there is, so that what cannot fit is refused in words instead of ending the program.
enum MachineMemory {
  /// Bytes that this process may hold: the machine's, or what its limits (`ulimit -v`, a control group) leave of them.
  static var bytes: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, let space = Int(exactly: limit.rlim_cur)
    else { return ofMachine }
    // The first number of statm is the address space in use, in pages.
    let used = firstNumber(of: "/proc/self/statm").map { $0 * page } ?? 0
    return min(ofMachine, max(space - used, 0))
  }

  private static let page = max(sysconf(Int32(_SC_PAGESIZE)), 4096)

  /// Physical memory, or seven eighths of the control group's where that is less: the group pays for files being read, too.
  private static let ofMachine: Int = {
    let physical = max(sysconf(Int32(_SC_PHYS_PAGES)), 1) * page
    let groups = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    return min(physical, (groups.compactMap(firstNumber).min() ?? .max) / 8 * 7)
  }()

  private static func firstNumber(of path: String) -> Int? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 64)
    guard fgets(&text, Int32(text.count), file) != nil else { return nil }
    return Int(String(decoding: text.prefix { (48...57).contains($0) }.map(UInt8.init), as: UTF8.self))
  }

  /// Whether this many floats are more than the machine could hold; counts too large for a number are.
  static func isExceeded(byFloats counts: Int...) -> Bool {
    var (total, isTooLarge) = (0, false)
    for count in counts {
      let (sum, overflow) = total.addingReportingOverflow(count)
      (total, isTooLarge) = (sum, isTooLarge || overflow || count < 0)
    }
    return isTooLarge || total > bytes / MemoryLayout<Float>.stride
  }

  /// Throws where a passage with so many bytes in arrays could not be held: an array that finds no memory ends the program.
  static func need(bytes: Int) throws(MemoryError) {
    if isExceeded(byBytes: bytes) { throw MemoryError(bytes: bytes) }
  }

  /// Whether this many bytes are more than the machine could hold.
  static func isExceeded(byBytes count: Int) -> Bool { count > bytes }
}
