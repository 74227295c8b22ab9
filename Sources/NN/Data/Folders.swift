import Basics
import Glibc

extension FileContent {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// The path of a file in a folder.
  static func path(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The folder that a file is in.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// The names of what is in a folder, sorted, without hidden ones.
  static func names(in folder: String) throws -> [String] {
    guard let names = namesOfFiles(in: folder) else {
      throw DataError.unreadableFile(path: folder, reason: String(cString: strerror(errno)))
    }
    return names
  }
}
