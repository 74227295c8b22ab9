/// Another program that has ended, for messages about what it printed.
struct EndedProgram {
  /// Its name, as it was started.
  let name: String
  /// 0 where all went well; 128 + n after signal n.
  let code: Int
  let output: Text
  let errors: Text
}
