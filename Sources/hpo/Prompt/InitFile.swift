/// The program that the prompt runs before anything is typed.
enum InitFile {
  /// `$XDG_CONFIG_HOME/hpo/init.hpo`, in `~/.config` by default; nil without a home.
  static func path(_ environment: [String: String]) -> String? {
    if let settings = environment["XDG_CONFIG_HOME"], settings.hasPrefix("/") { return settings + "/hpo/init.hpo" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.config/hpo/init.hpo"
  }
}
