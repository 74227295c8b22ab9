/// The version of the program.
public enum Version {
  /// As `--version` prints it, without the name.
  public static let text = "0.1.0"

  /// Without the number of the patch.
  public static var short: String { text.split(separator: ".").prefix(2).joined(separator: ".") }
}
