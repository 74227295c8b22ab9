/// The standard library: `stdlib.hpo` at the top of the repository, embedded when the program is built.
public enum Library {
  /// The source text.
  public static let text = String(decoding: PackageResources.stdlib_hpo, as: UTF8.self)
}
