/// How far someone has read a study: a value to hand to the storage, which then tells only what is new since.
///
/// It holds the trials that had not ended when they were last read, since those can still change; a finished one never
/// does. So its size, and the work of reading on from it, grow with the trials under way and not with the study.
/// A cursor belongs to the study and the storage that it was read from.
public struct StudyCursor: Hashable, Sendable {
  /// When the owner of a trial has last shown that it lives, as far as whoever reads knows.
  struct Lease: Hashable, Sendable {
    /// What stands in the storage: it differs from renewal to renewal.
    let stamp: String
    /// For how many seconds it has stood there: by the database's clock, or since it was first read with this cursor.
    private(set) var age: Double
    /// For how many seconds it has stood there by the database's clock, which may be that of each process.
    let clockAge: Double
    private var firstRead = ContinuousClock.now

    /// A lease as it is read; nil where there is none, or it makes no sense.
    ///
    /// - Parameters:
    ///   - stamp: when it was renewed, in seconds since 1970 by the database's clock, as text.
    ///   - now: the time by that clock.
    init?(stamp: String?, now: Double?) {
      guard let stamp, let renewed = Double(stamp), let now else { return nil }
      self.stamp = stamp
      clockAge = now - renewed
      age = clockAge
    }

    /// The lease as it is known to whoever has read it before, and trusts no clock but its own.
    func watched(since before: Lease?) -> Lease {
      var lease = self
      if let before, before.stamp == stamp { lease.firstRead = before.firstRead }
      lease.age = (firstRead - lease.firstRead) / .seconds(1)
      return lease
    }
  }

  /// A trial that had not ended, as it was read.
  struct OpenTrial: Hashable, Sendable {
    /// The trial's key in the storage.
    var key: Int
    /// What tells cheaply that the trial has changed, and who may take it over: the claim as it is stored.
    var claim: String?
    /// The lease; nil without one.
    var lease: Lease?
    /// The trial itself.
    var trial: Trial

    /// The process that runs it, where that is known.
    var owner: Owner? { claim.flatMap { Claim(text: $0) }?.owner }

    /// Whether nobody runs it any more.
    var isOrphaned: Bool { claim.flatMap { Claim(text: $0) }?.isOrphaned(lease) == true }
  }

  /// The number of trials that were told: the number that the next one is expected to get.
  public internal(set) var count = 0
  /// The last of them: its key in the storage and its start, by which its deletion is noticed.
  var lastKey = 0
  var lastStart: Timestamp?
  /// The trials that had not ended, by number.
  var open: [Int: OpenTrial] = [:]

  /// The cursor of someone who has read nothing yet.
  public init() {}

  /// The trials that were begun and that nobody runs any more: they were given back, or their process has ended.
  public var abandoned: Set<Int> {
    Set(open.filter { $1.isOrphaned }.keys)
  }

  /// The trials that somebody else has under way, as far as a lease tells: each ends there, or is abandoned one day.
  public var underWayElsewhere: Set<Int> {
    Set(open.filter { $1.lease != nil && $1.owner != nil && !$1.isOrphaned }.keys)
  }

  /// The first trial that waits for somebody to run it.
  var firstWaiting: Trial? {
    open.values.map(\.trial).filter { $0.state == .waiting }.min { $0.number < $1.number }
  }

  /// The open trials, the first one first.
  var openInOrder: [OpenTrial] { open.values.sorted { $0.trial.number < $1.trial.number } }
}

/// What has happened in a study since someone last looked.
public struct TrialChanges: Hashable, Sendable {
  /// The trials that are new, or differ from what was told of them, as they are now, by ascending number.
  public internal(set) var trials: [Trial] = []
  /// Whether trials were deleted since: then `trials` are all there are, and what was told before is void.
  public internal(set) var replacesAll = false
  /// Where the next reading goes on.
  public internal(set) var cursor = StudyCursor()

  /// Brings a list of all trials up to date.
  ///
  /// - Parameter all: what the earlier changes have made, by number.
  /// - Complexity: O(*k*) for *k* changes.
  public func apply(to all: inout [Trial]) {
    if replacesAll { all.removeAll() }
    for trial in trials {
      if trial.number < all.count {
        all[trial.number] = trial
      } else {
        all.append(trial)
      }
    }
  }
}

extension TrialChanges {
  /// Tells of a trial where it is new or differs from what was told of it.
  mutating func note(_ read: StudyCursor.OpenTrial) {
    let number = read.trial.number
    if cursor.open[number]?.trial != read.trial { trials.append(read.trial) }
    cursor.open[number] = read.trial.isFinished ? nil : read
  }
}
