/// What no message repeats, though a person has typed it: the passwords of databases.
enum Secrets {
  /// A text with three stars for each password, of a URL such as `postgresql://ann:secret@host/lab`, or behind `password=`.
  static func hidden(in text: String) -> String {
    guard text.contains("postgres") || text.contains("password") else { return text }
    return text.replacing(/(postgres[a-z0-9+]*:\/*[^\s:@\/`]*):[^\s`]*@/) { "\($0.1):***@" }
      .replacing(/\b(password\s*=\s*)('[^']*'|`[^`]*`|"[^"]*"|[^\s'"`]+)/) { "\($0.1)***" }
  }
}
