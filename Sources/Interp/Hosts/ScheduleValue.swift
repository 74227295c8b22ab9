import NN

/// A schedule as a value, which a search can choose among.
final class ScheduleValue: Host {
  let schedule: Schedule
  init(_ schedule: Schedule) { self.schedule = schedule }
  override var isWrittenInFull: Bool { true }
  override var kind: String { "a schedule" }
  override var description: String { schedule.description }
  override func isEqual(to other: Host) -> Bool { (other as? ScheduleValue)?.schedule == schedule }
}
