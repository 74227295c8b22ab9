import DSL
import Foundation

/// A session as a program: what was typed, as far as it runs again in a file.
///
/// A file binds a name once and knows no `_`. So a binding that a later one replaced goes, or is called otherwise if it is
/// still needed, as is a value that `_` stood for.
public struct SavedSession: Sendable {
  /// The program.
  public let text: String
  /// How many inputs it has.
  public let inputCount: Int
  /// How many inputs were run without a failure and are left out: each needs what cannot be made again.
  public let leftOutCount: Int

  /// What a name stands for from one place on.
  private struct Definition {
    let name: String
    let input: Int
    let statement: Int
    let place: Range<Int>?
    var isNeeded = false
    /// How it is called in the file.
    var savedName: String
  }

  /// The session of these inputs.
  ///
  /// - Parameters:
  ///   - inputs: in the order in which they were run, failed ones among them.
  ///   - directory: where the file will lie, for its imports.
  public init(_ inputs: [InputRecord], directory: String) {
    var resolution = Resolution(inputs)
    resolution.leaveOut()
    resolution.nameDefinitions()
    let kept = inputs.indices.filter { resolution.isKept[$0] }
    text = kept.map { resolution.text(of: $0, directory: directory) + "\n" }.joined()
    inputCount = kept.count
    leftOutCount = inputs.indices.filter { resolution.isLost[$0] && !inputs[$0].isFailed }.count
  }

  /// Which definition each use means, and what follows.
  private struct Resolution {
    let inputs: [InputRecord]
    var definitions: [Definition] = []
    /// The definitions of each input, and those that its uses mean: nil for names of the program itself.
    var own: [[Int]] = []
    var meant: [[Int?]] = []
    /// The definition that each name stands for at the end.
    var last: [String: Int] = [:]
    var isLost: [Bool]
    var isKept: [Bool]

    init(_ inputs: [InputRecord]) {
      self.inputs = inputs
      isLost = inputs.map(\.isFailed)
      isKept = inputs.map { !$0.isFailed }
      for (index, input) in inputs.enumerated() { resolve(input, index) }
    }

    private mutating func resolve(_ input: InputRecord, _ index: Int) {
      var own: [Int] = []
      func define(_ name: String, _ statement: Int, _ place: Range<Int>?) -> Int {
        definitions.append(
          Definition(name: name, input: index, statement: statement, place: place, savedName: name))
        own.append(definitions.count - 1)
        return definitions.count - 1
      }
      // Functions are seen from the first statement on, where no other binding of the input stands before.
      var functions: [String: Int] = [:]
      for binding in input.bindings where binding.isFunction {
        functions[binding.name] = define(binding.name, binding.statement, binding.place)
      }
      var values: [String: Int] = [:]
      var meant = [Int?](repeating: nil, count: input.uses.count)
      for statement in input.statements.indices {
        for (number, use) in input.uses.enumerated() where use.statement == statement {
          meant[number] = values[use.name] ?? functions[use.name] ?? last[use.name]
        }
        for binding in input.bindings where binding.statement == statement && !binding.isFunction {
          values[binding.name] = define(binding.name, statement, binding.place)
        }
      }
      self.meant.append(meant)
      last.merge(functions) { $1 }
      last.merge(values) { $1 }
      if let shown = input.shownStatement {
        last["_"] = define("_", shown, nil)
      }
      self.own.append(own)
    }

    /// Decides which inputs are kept.
    mutating func leaveOut() {
      // What failed cannot be made again, nor what needs it, nor what used a name of the program itself that is bound later.
      var hasChanged = true
      while hasChanged {
        hasChanged = false
        let bound = Dictionary(
          definitions.filter { !isLost[$0.input] && $0.name != "_" }.map { ($0.name, $0.input) }, uniquingKeysWith: max)
        for index in inputs.indices where !isLost[index] {
          let needsLost = zip(inputs[index].uses, meant[index]).contains { use, definition in
            if let definition { return isLost[definitions[definition].input] }
            return bound[use.name].map { $0 > index } ?? false || use.name == "_"
          }
          if needsLost { (isLost[index], isKept[index], hasChanged) = (true, false, true) }
        }
      }
      // What a later binding has replaced is kept only if something needs it.
      for index in inputs.indices.reversed() where isKept[index] {
        let isReplaced = own[index].allSatisfy { !definitions[$0].isNeeded && last[definitions[$0].name] != $0 }
        if inputs[index].statements.allSatisfy({ $0.role == .binding }), !own[index].isEmpty, isReplaced {
          isKept[index] = false
        } else {
          for definition in meant[index].compactMap({ $0 }) where definitions[definition].input < index {
            definitions[definition].isNeeded = true
          }
        }
      }
    }

    /// Gives names of their own to replaced bindings and to values that `_` stood for.
    mutating func nameDefinitions() {
      var taken = Set(definitions.map(\.name))
      for input in inputs { taken.formUnion(words(of: input)) }
      for index in definitions.indices where isKept[definitions[index].input] {
        let name = definitions[index].name
        guard name == "_" ? definitions[index].isNeeded : last[name] != index else { continue }
        let stem = name == "_" ? "value" : name
        let new = (1...).lazy.map { "\(stem)_\($0)" }.first { !taken.contains($0) } ?? name
        taken.insert(new)
        definitions[index].savedName = new
      }
    }

    /// All words of an input, whatever they mean.
    private func words(of input: InputRecord) -> [String] {
      String(decoding: input.utf8, as: UTF8.self)
        .split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    /// An input as it stands in the file.
    func text(of index: Int, directory: String) -> String {
      let input = inputs[index]
      var edits: [(place: Range<Int>, text: String)] = []
      for definition in own[index].map({ definitions[$0] }) where definition.savedName != definition.name {
        if let place = definition.place {
          edits.append((place, definition.savedName))
        } else if definition.name == "_" {
          let start = input.statements[definition.statement].place.lowerBound
          edits.append((start..<start, "let \(definition.savedName) = "))
        }
      }
      for (use, definition) in zip(input.uses, meant[index]) {
        guard let definition, let place = use.place, definitions[definition].savedName != use.name else { continue }
        let name = definitions[definition].savedName
        // `widen lr` means what was shown last without naming it.
        edits.append((place, place.isEmpty ? " \(ClauseWord.from.rawValue) \(name)" : name))
      }
      for file in input.imports { edits += self.edits(file, input, index, directory) }
      var text = input.utf8
      var seen: Set<Range<Int>> = []
      // From the end; what is put before a place comes after what replaces it.
      for edit in edits.sorted(by: { ($0.place.lowerBound, $0.place.count) > ($1.place.lowerBound, $1.place.count) })
      where edit.place.isEmpty || seen.insert(edit.place).inserted {
        text.replaceSubrange(edit.place, with: edit.text.utf8)
      }
      return String(decoding: text, as: UTF8.self).trimmingSuffix { $0.isNewline }
    }

    /// An import whose file is found from where the program will lie; one of whose names is replaced becomes a record.
    private func edits(
      _ file: InputRecord.Import, _ input: InputRecord, _ index: Int, _ directory: String
    ) -> [(place: Range<Int>, text: String)] {
      var edits: [(place: Range<Int>, text: String)] = []
      let here = URL(fileURLWithPath: input.path ?? "./-").deletingLastPathComponent()
      let full = URL(fileURLWithPath: file.file, relativeTo: here).standardizedFileURL.path
      let there = URL(fileURLWithPath: file.file, relativeTo: URL(fileURLWithPath: directory + "/"))
      if there.standardizedFileURL.path != full { edits.append((file.path, "\"\(TextEscapes.written(full))\"")) }
      let names = own[index].map { definitions[$0] }.filter { $0.statement == file.statement && $0.name != "_" }
      guard !file.isNamed, names.contains(where: { $0.savedName != $0.name }) else { return edits }
      let module = names.map(\.savedName).max { $0.count < $1.count }.map { "\($0)_file" } ?? "file"
      let bindings = names.map { "\nlet \($0.savedName) = \(module).\($0.name)" }.joined()
      let end = input.statements[file.statement].place.upperBound
      edits.append((end..<end, " as \(module)\(bindings)"))
      return edits
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, predicate(last) { text.removeLast() }
    return text
  }
}
