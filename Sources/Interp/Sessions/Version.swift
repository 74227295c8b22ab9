/// The version of the program.
public enum Version {
  /// As `--version` prints it, without the name.
  public static let text = "0.1.0"
}
