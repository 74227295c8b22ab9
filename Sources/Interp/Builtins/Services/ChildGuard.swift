import CSpawn
import Foundation
import Synchronization

/// Ends what this program has started when it has ended itself, in whatever way: a process that waits for the other end
/// of a line to close.
///
/// A program that is killed can do nothing any more, so somebody else has to. The guard knows the process groups that may
/// still have members; it is in a session of its own, which no signal to this program's reaches. Of programs that run it also ends
/// what has left their group but has their mark (`ProcessFamily`).
final class ChildGuard: Sendable {
  /// The guard of this process; started with its first program.
  static let shared = ChildGuard()

  private struct State {
    /// This end of the line; nil where no guard is there.
    var line: Int32?
    /// The groups that may have members, with the marks of their programs (`ProcessFamily`).
    var groups: [pid_t: String] = [:]
    /// Those of them whose leaders have ended.
    var leaderless: Set<pid_t> = []
  }

  private let state = Mutex(State())

  /// A program has started, as the leader of its group.
  func add(_ family: ProcessFamily) {
    state.withLock { state in
      Self.forgetEmptyGroups(&state)
      state.leaderless.remove(family.group)
      state.groups[family.group] = family.mark
      if Self.tell("+ \(family.group) \(family.mark)\n", &state) { return }
      state.line = Self.start()
      for (group, mark) in state.groups { _ = Self.tell("+ \(group) \(mark)\n", &state) }
      for group in state.leaderless { _ = Self.tell("= \(group)\n", &state) }
    }
  }

  /// The leader of group `id` has ended; what it started may go on.
  func hasEnded(_ id: pid_t) {
    state.withLock { state in
      state.leaderless.insert(id)
      _ = Self.tell("= \(id)\n", &state)
      Self.forgetEmptyGroups(&state)
    }
  }

  /// The groups that are ended with this program.
  var guarded: Set<pid_t> { state.withLock { Set($0.groups.keys) } }

  /// The number of a group without members may be given to another program's.
  private static func forgetEmptyGroups(_ state: inout State) {
    for group in state.leaderless where kill(-group, 0) != 0 && errno == ESRCH {
      state.leaderless.remove(group)
      state.groups[group] = nil
      _ = tell("- \(group)\n", &state)
    }
  }

  private static func tell(_ words: String, _ state: inout State) -> Bool {
    guard let line = state.line else { return false }
    let bytes = Array(words.utf8)
    if send(line, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count { return true }
    close(line)
    state.line = nil
    return false
  }

  /// Reads which groups come and go; at the end of its input, asks those that are left to end, and ends them.
  ///
  /// The number of a group whose leader has ended may be another's by now: it counts only where a member has the mark. Of a
  /// leader that is still there, all that has its mark is ended, whatever group it is in.
  static let script = """
    trap '' HUP INT QUIT TERM PIPE
    groups=' '
    ended=' '
    while read -r change group mark; do
      case "$change$groups" in
        [+-]*" $group:"*) rest="${groups#*" $group:"}" groups="${groups%%" $group:"*} ${rest#* }" ;;
      esac
      case "$change$ended" in
        [+-]*" $group "*) ended="${ended%%" $group "*} ${ended#*" $group "}" ;;
      esac
      case "$change" in
        +) groups="$groups$group:$mark " ;;
        =) ended="$ended$group " ;;
      esac
    done
    exec 2>/dev/null
    marked() { grep -lsF "\(ProcessFamily.variable)=$1" /proc/[0-9]*/environ | tr -dc '0-9\\n'; }
    group_of() { read -r fields < "/proc/$1/stat"; set -- ${fields##*) }; echo "$3"; }
    left() {
      for entry in $groups; do
        group=${entry%%:*}
        case "$ended" in
          *" $group "*)
            for id in $(marked "${entry#*:}"); do
              if [ "$(group_of "$id")" = "$group" ]; then echo "-$group"; break; fi
            done ;;
          *)
            kill -s 0 -- "-$group" && echo "-$group"
            marked "${entry#*:}" ;;
        esac
      done
    }
    tell() { for id in $(left); do kill -s "$1" -- "$id"; done; }
    tell TERM
    tell CONT
    for i in 1 2 3 4 5 6 7 8; do
      [ -n "$(left)" ] || exit 0
      sleep 0.25
    done
    tell KILL
    """

  /// Starts the guard: this end of the line to it, or nil where the system refuses.
  private static func start() -> Int32? {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    // It holds nothing open that others wait for the end of, and no folder.
    for stream: Int32 in [1, 2] { posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0) }
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    posix_spawn_file_actions_addchdir_np(&actions, "/")
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | 0x80)
    let words = ["sh", "-c", script, "hpo"]
    var arguments = words.map { strdup($0) } + [nil]
    var environment = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { for text in arguments + environment { free(text) } }
    var id: pid_t = 0
    guard posix_spawn(&id, "/bin/sh", &actions, &attributes, &arguments, &environment) == 0 else {
      close(ends[0])
      return nil
    }
    return ends[0]
  }
}
