import Basics
import Charts
import DSL
import Foundation
import NN

extension Arguments {
  /// What `save` writes of a value.
  ///
  /// The ending of the name says how, so that the name must have one that means something for the value. A string is its own
  /// text, and a pipe or a device takes anything.
  ///
  /// - Parameters:
  ///   - value: the parameter with the value.
  ///   - path: the parameter with the name of the file.
  ///   - name: that name.
  /// - Returns: the bytes of the file.
  /// - Throws: a failure that tells how the value can be written.
  func contents(of value: Int, for path: Int, _ name: String) throws(Exit) -> [UInt8] {
    let form = SavedForm(name)
    if let forms = SavedModelForm.all(for: self[value]) {
      guard let form = form.isOpen ? .own : form.ending.flatMap(SavedModelForm.init), forms.contains(form) else {
        throw notWritten(value, path, name, as: forms.map(\.rawValue))
      }
      return try explained(at: value) { try form.bytes(of: self[value]) }
    }
    if case .text(let text) = self[value], form.table != .json { return Array(text.string.utf8) }
    if let table = try Table(self[value], self), !table.titles.isEmpty || (form.table ?? .json) != .json {
      guard let format = form.table ?? (form.isOpen ? .csv : nil) else {
        throw notWritten(value, path, name, as: TableFormat.allCases.map(\.rawValue))
      }
      return Array(format.text(of: table).utf8)
    }
    let json = try machine.json(self[value], place(value)) { kind, hint in
      failure(.unwritableFile, "\(kind) cannot be written to a file", place(value), hint: hint)
    }
    guard form.isOpen || form.table == .json || form.ending == "txt" else {
      throw notWritten(value, path, name, as: ["json", "txt"])
    }
    return Array((json.withoutSpecials.description + "\n").utf8)
  }

  /// The failure of a value whose file is named so that it does not say how to write it.
  private func notWritten(_ value: Int, _ path: Int, _ name: String, as endings: [String]) -> Exit {
    let ending = fileEnding(of: name)
    let kind = self[value].kind
    let stem = ending.map { name.dropLast($0.count + 1) } ?? name[...]
    let others = endings.dropFirst().map { "`.\($0)`" }
    if let hint = hintAtPage(value, name) {
      return failure(.unwritableFile, "\(kind) is not written as `.\(ending ?? "")`", place(path), hint: hint)
    }
    var hint = "write `save(\(Value.text("\(stem).\(endings[0])")), \(words(value) ?? "value"))`"
    if let last = others.last {
      hint +=
        "; " + (others.count > 1 ? others.dropLast().joined(separator: ", ") + " and \(last) are" : "\(last) is")
        + " written, too"
    }
    return failure(
      .unwritableFile,
      ending.map { "\(kind) is not written as `.\($0)`" } ?? "\(self[path]) does not say how \(kind) is written",
      place(path), label: ending == nil ? "its ending would" : "", hint: hint + ".")
  }
}

extension Arguments {
  /// What writes a page or a figure of a value.
  fileprivate func hintAtPage(_ value: Int, _ name: String) -> String? {
    let (file, words) = (Value.text(name), words(value) ?? "study")
    if isPagePath(name), self[value].study != nil { return "write `report(\(words), \(file))`." }
    guard case .host(let host) = self[value], host is StudyValue || host is RunValue || host is TableValue,
      FigureFormat(path: name) != nil
    else { return nil }
    return "write `plot(\(words), \(file))`."
  }
}

/// How the name of a file says that it is written.
private struct SavedForm {
  /// What follows the last point, in small letters.
  let ending: String?
  /// The form of a table that this is.
  let table: TableFormat?
  /// Whether the file is there and no ordinary one, such as a pipe, so that its name says nothing.
  let isOpen: Bool

  init(_ path: String) {
    ending = fileEnding(of: path)?.lowercased()
    table = ending.flatMap(TableFormat.init)
    var status = stat()
    isOpen = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }
}

/// The forms that trained models are written in; the raw value is the ending of the name.
private enum SavedModelForm: String, CaseIterable {
  case own = "net"
  case safetensors, onnx

  /// The forms for a value; nil where it is neither a model nor a training.
  static func all(for value: Value) -> [SavedModelForm]? {
    guard case .host(let host) = value else { return nil }
    return host is ModelValue || host is RunValue || host is TrainingValue ? allCases : nil
  }

  /// The bytes of a model, or of what has one: of a training its own form has all that it needs to go on.
  func bytes(of value: Value) throws -> [UInt8] {
    guard case .host(let host) = value else { return [] }
    if self == .own, let training = host as? TrainingValue { return try training.state.checkpoint() }
    let trained = (host as? RunValue)?.run.model ?? (host as? TrainingValue)?.state.network
    guard let network = trained ?? (host as? ModelValue)?.network else {
      throw TrainingError.missing("this model is not trained yet", hint: "save the run that `train(model, data)` gives")
    }
    return switch self {
    case .own: try network.saved()
    case .safetensors: try network.safetensors()
    case .onnx: try network.onnx()
    }
  }
}
