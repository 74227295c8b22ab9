import Basics
import DSL
import Interp

/// Answers editors, by the Language Server Protocol.
///
/// It knows nothing of where messages come from and go to, and keeps no more than the texts that are open. No message ends it but
/// `exit`.
struct LanguageServer {
  /// How far a conversation has come.
  enum Stage: Equatable {
    case new, ready, shutDown
    /// Over, with the code that the process is to end with.
    case ended(Int32)
  }

  let session: Session
  private(set) var stage = Stage.new
  /// What the editor can do.
  private(set) var client = JSON.null
  private(set) var unit = TextLines.Unit.utf16
  var documents: [String: OpenDocument] = [:]
  /// The file that the library is shown in, once it was written.
  var libraryFile: String?

  /// A server of a session that has run nothing.
  init(session: Session) { self.session = session }

  /// What is done for a request.
  private typealias Handler = @Sendable (inout LanguageServer, JSON) throws(RemoteCall.Failure) -> JSON

  /// What is done for each method that has an answer.
  private static let requests: [String: Handler] = [
    "textDocument/hover": { (server, params) throws(RemoteCall.Failure) in try server.hover(params) },
    "textDocument/completion": { (server, params) throws(RemoteCall.Failure) in try server.completion(params) },
    "textDocument/signatureHelp": { (server, params) throws(RemoteCall.Failure) in try server.signatureHelp(params) },
    "textDocument/definition": { (server, params) throws(RemoteCall.Failure) in try server.definition(params) },
    "textDocument/references": { (server, params) throws(RemoteCall.Failure) in try server.references(params) },
    "textDocument/documentHighlight": { (server, params) throws(RemoteCall.Failure) in try server.highlights(params) },
    "textDocument/documentSymbol": { (server, params) throws(RemoteCall.Failure) in try server.symbols(params) },
    "textDocument/foldingRange": { (server, params) throws(RemoteCall.Failure) in try server.folding(params) },
    "textDocument/prepareRename": { (server, params) throws(RemoteCall.Failure) in try server.prepareRename(params) },
    "textDocument/rename": { (server, params) throws(RemoteCall.Failure) in try server.rename(params) },
    "textDocument/formatting": { (server, params) throws(RemoteCall.Failure) in try server.formatting(params) },
    "textDocument/codeAction": { (server, params) throws(RemoteCall.Failure) in try server.codeActions(params) },
  ]

  /// The methods that have an answer, but for those of the conversation itself.
  static var methods: [String] { requests.keys.sorted() }

  // MARK: Messages

  /// Takes messages that have arrived together.
  ///
  /// What was changed several times is looked at once, and a request that a later message cancels is not worked on.
  ///
  /// - Parameter frames: the messages, in their order.
  /// - Returns: what is to be sent.
  mutating func receive(_ frames: [MessageFrames.Frame]) -> [JSON] {
    var answers: [JSON] = []
    var calls: [RemoteCall] = []
    for frame in frames {
      do throws(RemoteCall.Failure) {
        switch frame {
        case .message(let body): calls.append(try RemoteCall(body))
        case .malformed(let problem): throw RemoteCall.Failure(.parseError, problem)
        }
      } catch {
        answers.append(error.answer(to: .null))
      }
    }
    for (index, call) in calls.enumerated() {
      if case .ended = stage { break }
      switch call {
      case .request(let id, let method, let params):
        let isCancelled = calls[index...].contains { later in
          guard case .notification("$/cancelRequest", let params) = later else { return false }
          return params["id"] == id
        }
        answers.append(
          isCancelled
            ? RemoteCall.Failure(.requestCancelled, "cancelled").answer(to: id) : answer(id, method, params))
      case .notification(let method, let params): take(method, params)
      case .response: break
      }
    }
    return answers + untoldDiagnostics()
  }

  private mutating func answer(_ id: JSON, _ method: String, _ params: JSON) -> JSON {
    do throws(RemoteCall.Failure) {
      return RemoteCall.answer(to: id, try result(method, params))
    } catch {
      return error.answer(to: id)
    }
  }

  private mutating func result(_ method: String, _ params: JSON) throws(RemoteCall.Failure) -> JSON {
    switch (stage, method) {
    case (.new, "initialize"):
      stage = .ready
      return initialize(params)
    case (.new, _): throw RemoteCall.Failure(.notInitialized, "`initialize` comes first")
    case (.ready, "shutdown"):
      stage = .shutDown
      return .null
    case (.ready, "initialize"): throw RemoteCall.Failure(.invalidRequest, "`initialize` comes once")
    case (.ready, _):
      guard let answer = Self.requests[method] else {
        throw RemoteCall.Failure(.methodNotFound, "there is no method `\(method)`")
      }
      return try answer(&self, params)
    case (.shutDown, _), (.ended, _): throw RemoteCall.Failure(.invalidRequest, "behind `shutdown` only `exit` comes")
    }
  }

  private mutating func take(_ method: String, _ params: JSON) {
    if method == "exit" {
      stage = .ended(stage == .shutDown ? 0 : 1)
      return
    }
    guard stage == .ready else { return }
    // A notification has no answer, not even that it makes no sense.
    switch method {
    case "textDocument/didOpen": open(params["textDocument"])
    case "textDocument/didChange": change(params)
    case "textDocument/didClose": close(params["textDocument"]?["uri"]?.text)
    default: break
    }
  }

  // MARK: The conversation

  private mutating func initialize(_ params: JSON) -> JSON {
    client = params["capabilities"] ?? .null
    let units = client["general"]?["positionEncodings"]?.items ?? []
    // The text is UTF-8 here, so that columns need not be counted anew.
    unit = units.contains(.string(TextLines.Unit.utf8.rawValue)) ? .utf8 : .utf16
    return [
      "serverInfo": ["name": "hpo", "version": .string(Version.text)],
      "capabilities": [
        "positionEncoding": .string(unit.rawValue), "textDocumentSync": ["openClose": true, "change": 2],
        "hoverProvider": true, "completionProvider": ["triggerCharacters": [".", "\"", "/"]],
        "signatureHelpProvider": ["triggerCharacters": ["(", ","], "retriggerCharacters": [":"]],
        "definitionProvider": true, "referencesProvider": true, "documentHighlightProvider": true,
        "documentSymbolProvider": true, "foldingRangeProvider": true, "renameProvider": ["prepareProvider": true],
        "documentFormattingProvider": true,
        "codeActionProvider": ["codeActionKinds": ["quickfix"]],
      ],
    ]
  }

  // MARK: Documents

  private mutating func open(_ item: JSON?) {
    guard let uri = item?["uri"]?.text, let text = item?["text"]?.text else { return }
    documents[uri] = OpenDocument(uri: uri, version: item?["version"]?.wholeNumber, text: text, unit: unit)
    forgetImporters(of: uri)
  }

  private mutating func change(_ params: JSON) {
    let item = params["textDocument"]
    guard let uri = item?["uri"]?.text, var document = documents[uri] else { return }
    let version = item?["version"]?.wholeNumber
    // What is older than the text was overtaken.
    if let version, let current = document.version, version < current { return }
    guard (try? document.apply(params["contentChanges"]?.items ?? [])) != nil else { return }
    document.version = version ?? document.version
    documents[uri] = document
    forgetImporters(of: uri)
  }

  private mutating func close(_ uri: String?) {
    guard let uri, documents.removeValue(forKey: uri) != nil else { return }
    closed.append(uri)
    forgetImporters(of: uri)
  }

  /// Documents that were closed, whose messages are to be taken away.
  private var closed: [String] = []

  /// What imports a file that has changed is looked at again.
  private mutating func forgetImporters(of uri: String) {
    guard let path = FileAddress.path(of: uri) else { return }
    for (other, document) in documents where document.analysis?.importedPaths.contains(path) == true {
      documents[other]?.forget()
    }
  }

  /// The texts of open files, by path.
  var openTexts: [String: String] {
    Dictionary(documents.values.compactMap { document in document.path.map { ($0, document.text) } }) { $1 }
  }

  /// What is known of a document.
  mutating func analysis(of document: OpenDocument) -> Analysis {
    if let analysis = documents[document.uri]?.analysis { return analysis }
    let name = document.path ?? document.uri
    let analysis = session.analyze(document.text, name: name, path: document.path, openTexts: openTexts)
    documents[document.uri]?.analysis = analysis
    return analysis
  }

  /// The document that a request is about.
  func document(_ params: JSON) throws(RemoteCall.Failure) -> OpenDocument {
    guard let uri = params["textDocument"]?["uri"]?.text else {
      throw RemoteCall.Failure(.invalidParams, "a request about a document has its `uri`")
    }
    guard let document = documents[uri] else {
      throw RemoteCall.Failure(.invalidParams, "the document \(uri) is not open")
    }
    return document
  }

  /// The document and the place in it that a request is about, in bytes.
  mutating func place(_ params: JSON) throws(RemoteCall.Failure) -> (
    document: OpenDocument, analysis: Analysis, offset: Int
  ) {
    let document = try document(params)
    let offset = document.lines.offset(of: try TextLines.Place(params["position"]))
    return (document, analysis(of: document), offset)
  }

  // MARK: Messages about documents

  private mutating func untoldDiagnostics() -> [JSON] {
    guard stage == .ready else { return [] }
    var messages = closed.filter { documents[$0] == nil }.map { uri in
      RemoteCall.notification("textDocument/publishDiagnostics", ["uri": .string(uri), "diagnostics": []])
    }
    closed = []
    for uri in documents.keys.sorted() {
      guard let document = documents[uri], document.isUntold else { continue }
      documents[uri]?.isUntold = false
      let analysis = analysis(of: document)
      var params: [JSON.Member] = [.init("uri", .string(uri))]
      if let version = document.version { params.append(.init("version", .integer(version))) }
      var diagnostics: [JSON] = []
      for found in analysis.findings.diagnostics { diagnostics.append(diagnostic(found, in: analysis, document)) }
      params.append(.init("diagnostics", .array(diagnostics)))
      messages.append(RemoteCall.notification("textDocument/publishDiagnostics", .object(params)))
    }
    return messages
  }

  /// What the editor can do, by the names of the protocol from the outside in.
  func clientCan(_ path: String...) -> Bool {
    path.reduce(Optional(client)) { $0?[$1] }?.truth ?? false
  }
}
