import Basics

/// A message of JSON-RPC 2.0.
enum RemoteCall {
  /// Wants an answer under this number or text.
  case request(id: JSON, method: String, params: JSON)
  case notification(method: String, params: JSON)
  /// The answer to a request of ours, of which there are none.
  case response

  /// Why a request was not answered.
  struct Failure: Error {
    /// The numbers that JSON-RPC and the Language Server Protocol give to reasons.
    enum Code: Int {
      case parseError = -32700
      case invalidRequest = -32600
      case methodNotFound = -32601
      case invalidParams = -32602
      case notInitialized = -32002
      case requestFailed = -32803
      case requestCancelled = -32800
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    /// The answer that says so; without a number where that could not be read.
    func answer(to id: JSON) -> JSON {
      [
        "jsonrpc": "2.0", "id": id, "error": ["code": .integer(code.rawValue), "message": .string(message)],
      ]
    }
  }

  /// The message in a text.
  ///
  /// - Throws: the answer to what is none.
  init(_ body: [UInt8]) throws(Failure) {
    let json: JSON
    do throws(JSONError) { json = try JSON(reading: body) } catch {
      throw Failure(.parseError, "this is not JSON: \(error.message)")
    }
    guard json.members != nil else { throw Failure(.invalidRequest, "a message is an object") }
    let id = json["id"]
    guard let method = json["method"]?.text else {
      guard id != nil, json["result"] != nil || json["error"] != nil else {
        throw Failure(.invalidRequest, "a message has a `method`")
      }
      self = .response
      return
    }
    switch id {
    case .integer?, .string?: self = .request(id: id ?? .null, method: method, params: json["params"] ?? .null)
    case nil: self = .notification(method: method, params: json["params"] ?? .null)
    default: throw Failure(.invalidRequest, "the `id` of a request is a whole number or a string")
    }
  }

  /// The answer to a request.
  static func answer(to id: JSON, _ result: JSON) -> JSON { ["jsonrpc": "2.0", "id": id, "result": result] }

  /// A message that wants no answer.
  static func notification(_ method: String, _ params: JSON) -> JSON {
    ["jsonrpc": "2.0", "method": .string(method), "params": params]
  }
}
