import Glibc

/// How much memory there is, so that what cannot fit is refused in words instead of ending the program.
enum MachineMemory {
  /// Bytes of physical memory.
  static let bytes = max(sysconf(Int32(_SC_PHYS_PAGES)), 1) * max(sysconf(Int32(_SC_PAGESIZE)), 4096)

  /// Whether this many floats are more than the machine could hold; counts too large for a number are.
  static func isExceeded(byFloats counts: Int...) -> Bool {
    var (total, isTooLarge) = (0, false)
    for count in counts {
      let (sum, overflow) = total.addingReportingOverflow(count)
      (total, isTooLarge) = (sum, isTooLarge || overflow || count < 0)
    }
    return isTooLarge || total > bytes / MemoryLayout<Float>.stride
  }
}
