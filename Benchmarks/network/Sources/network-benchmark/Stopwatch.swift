import Glibc

/// How much was done, and what it took.
struct Measurement {
  /// Samples or floating-point operations.
  var amount = 0.0
  /// Seconds of CPU time of the process.
  var cpu = 0.0
  /// Seconds of the wall clock.
  var wall = 0.0

  var line: String { "\(amount) \(cpu) \(wall)" }
}

/// Repeats `work`, which gives the amount that it did, until it took so many seconds of CPU time.
func measure(seconds: Double, _ work: () throws -> Double) rethrows -> Measurement {
  var measurement = Measurement()
  let cpu = now(CLOCK_PROCESS_CPUTIME_ID)
  let wall = now(CLOCK_MONOTONIC)
  repeat {
    measurement.amount += try work()
    measurement.cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu
  } while measurement.cpu < seconds
  measurement.wall = now(CLOCK_MONOTONIC) - wall
  return measurement
}

/// What a clock shows, in seconds.
private func now(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}
