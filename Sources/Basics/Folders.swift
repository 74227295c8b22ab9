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

/// What to do about a path that only a shell or a browser understands; nil for others.
///
/// - Parameter path: the path as it is written.
/// - Returns: an advice without a full stop.
public func advice(onForeignPath path: String) -> String? {
  if path.hasPrefix("file://") { return "write \"\(path.dropFirst(7))\"" }
  if path.contains("://") {
    let fetching = path.hasPrefix("http") ? ", for instance by `run(\"curl\", \"-O\", \"\(path)\")`" : ""
    return "it is an address, and hpo reads files: fetch it first\(fetching)"
  }
  guard path.hasPrefix("~") || path.hasPrefix("$") else { return nil }
  let sign = path.hasPrefix("~") ? "`~`" : "a variable"
  guard let home = getenv("HOME").map({ String(cString: $0) }), !home.isEmpty,
    let rest = ["~/", "$HOME/", "${HOME}/"].first(where: { path.hasPrefix($0) }).map({ path.dropFirst($0.count) })
  else { return "\(sign) stands for nothing here: write the folder out" }
  return "\(sign) stands for nothing here: write \"\(home.hasSuffix("/") ? home : home + "/")\(rest)\""
}

/// The path, as it is written, of the file whose name is nearest to that of one that is not there: in the same folder, or, if
/// that is not there either, of the same name in the folder whose name is nearest.
///
/// - Parameter path: The path of a file that is not there.
/// - Returns: The path; nil where no name is near enough to be meant.
public func nearestFile(to path: String) -> String? {
  var path = path
  while path.count > 1, path.hasSuffix("/") { path.removeLast() }
  let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
  let folder = String(path[..<start])
  guard let names = namesOfFiles(in: folder.isEmpty ? "." : folder) else {
    guard folder.count > 1, let other = nearestFile(to: folder) else { return nil }
    let candidate = "\(other)/\(path[start...])"
    return access(candidate, F_OK) == 0 ? candidate : nil
  }
  return Suggestion.nearest(to: String(path[start...]), among: names).map { folder + $0 }
}
