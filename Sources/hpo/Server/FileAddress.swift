import Foundation

/// Files as editors name them: by URI.
enum FileAddress {
  /// The path of a file; nil where the URI names something else, such as a text that was never saved.
  static func path(of uri: String) -> String? {
    guard uri.hasPrefix("file://"), let path = uri.dropFirst(7).drop(while: { $0 != "/" }).removingPercentEncoding,
      path.hasPrefix("/")
    else { return nil }
    return URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// The URI of a file.
  static func uri(of path: String) -> String { URL(fileURLWithPath: path).absoluteString }
}
