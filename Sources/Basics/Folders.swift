import Glibc

/// The names of what is in a folder, sorted, without hidden ones; nil where it cannot be read.
public func namesOfFiles(in folder: String) -> [String]? {
  guard let open = opendir(folder) else { return nil }
  defer { closedir(open) }
  var names: [String] = []
  while let entry = readdir(open) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
      name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
}

/// The path, as it is written, of the file in the same folder whose name is nearest to that of one that is not there.
///
/// - Parameter path: The path of a file that is not there.
/// - Returns: The path; nil where no name is near enough to be meant.
public func nearestFile(to path: String) -> String? {
  let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
  let folder = String(path[..<start])
  let names = namesOfFiles(in: folder.isEmpty ? "." : folder) ?? []
  return Suggestion.nearest(to: String(path[start...]), among: names).map { folder + $0 }
}
