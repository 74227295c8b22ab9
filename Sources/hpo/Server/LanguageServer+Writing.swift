import Basics
import DSL
import Interp

// What helps while one writes.

extension LanguageServer {
  /// The text as `hpo fmt` lays it out; one with an error stays as it is.
  func formatting(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let document = try document(params)
    let text = try? format(Source(name: document.uri, text: document.text))
    guard let text, text != document.text else { return [] }
    return [["range": document.lines.range(0..<document.lines.utf8.count), "newText": .string(text)]]
  }

  mutating func hover(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let (document, analysis, offset) = try place(params)
    guard let hover = session.hover(at: offset, in: analysis), let place = analysis.place(of: hover.span) else {
      return .null
    }
    let formats = client["textDocument"]?["hover"]?["contentFormat"]?.items ?? []
    // Pages are laid out in columns, which only text of one width keeps.
    let contents: JSON =
      formats.contains("markdown")
      ? ["kind": "markdown", "value": .string("```text\n\(hover.text)\n```")]
      : ["kind": "plaintext", "value": .string(hover.text)]
    return ["contents": contents, "range": document.lines.range(place.range)]
  }

  mutating func completion(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let (document, analysis, offset) = try place(params)
    let completion = session.completion(at: offset, in: analysis)
    let range = document.lines.range(offset - completion.typed.utf8.count..<offset)
    let items = completion.candidates.map { candidate -> JSON in
      var members: [JSON.Member] = [
        .init("label", .string(candidate.text)), .init("kind", .integer(candidate.kind)),
        .init("textEdit", ["range": range, "newText": .string(candidate.text + candidate.suffix)]),
      ]
      if !candidate.summary.isEmpty {
        members.append(.init("documentation", .string(candidate.summary)))
      }
      return .object(members)
    }
    // What is listed depends on what is typed in more ways than an editor's filter knows.
    return ["isIncomplete": true, "items": .array(items)]
  }

  mutating func signatureHelp(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let (_, analysis, offset) = try place(params)
    guard let (forms, best) = session.callHelp(at: offset, in: analysis) else { return .null }
    let signature = client["textDocument"]?["signatureHelp"]?["signatureInformation"]
    let takesOffsets = signature?["parameterInformation"]?["labelOffsetSupport"]?.truth ?? false
    let signatures = forms.map { form -> JSON in
      let parameters = form.parameters.map { parameter -> JSON in
        let start = form.text.index(form.text.startIndex, offsetBy: parameter.range.lowerBound)
        let end = form.text.index(form.text.startIndex, offsetBy: parameter.range.upperBound)
        let label: JSON =
          takesOffsets
          ? [.integer(start.utf16Offset(in: form.text)), .integer(end.utf16Offset(in: form.text))]
          : .string(String(form.text[start..<end]))
        return ["label": label, "documentation": .string(parameter.summary)]
      }
      var members: [JSON.Member] = [
        .init("label", .string(form.text)), .init("documentation", .string(form.summary)),
        .init("parameters", .array(parameters)),
      ]
      if let active = form.active { members.append(.init("activeParameter", .integer(active))) }
      return .object(members)
    }
    var members: [JSON.Member] = [
      .init("signatures", .array(signatures)), .init("activeSignature", .integer(best)),
    ]
    if let active = forms[best].active { members.append(.init("activeParameter", .integer(active))) }
    return .object(members)
  }

  // MARK: Other names

  mutating func prepareRename(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let (document, analysis, offset) = try place(params)
    guard let (span, meaning) = analysis.occurrences.name(at: analysis.position(at: offset)),
      let place = analysis.place(of: span)
    else { return .null }
    do throws(RenamingError) { try session.checkRenaming(meaning, in: analysis) } catch {
      throw RemoteCall.Failure(.requestFailed, error.message)
    }
    return ["range": document.lines.range(place.range), "placeholder": .string(meaning.text)]
  }

  mutating func rename(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let (_, analysis, offset) = try place(params)
    guard let name = params["newName"]?.text else {
      throw RemoteCall.Failure(.invalidParams, "a renaming has a `newName`")
    }
    guard let (span, _) = analysis.occurrences.name(at: analysis.position(at: offset)) else {
      throw RemoteCall.Failure(.requestFailed, "no name of this program stands here")
    }
    let places: [Analysis.Place]
    do throws(RenamingError) {
      places = try session.renaming(span, to: name, in: analysis, openTexts: openTexts)
    } catch {
      throw RemoteCall.Failure(.requestFailed, error.message)
    }
    var changes: [(uri: String, edit: JSON)] = []
    for place in places {
      guard let location = location(of: place, analysis), let uri = location["uri"]?.text,
        let range = location["range"]
      else { continue }
      changes.append((uri, ["range": range, "newText": .string(name)]))
    }
    return edits(changes)
  }
}

extension Completion.Candidate {
  /// The number that the protocol gives to what it is, as far as that shows: a function, a word of the language, a folder, a value.
  fileprivate var kind: Int {
    if suffix.hasPrefix("(") { return 3 }
    if Keyword(rawValue: text) != nil || ClauseWord(rawValue: text) != nil { return 14 }
    return text.hasSuffix("/") ? 19 : 12
  }
}
