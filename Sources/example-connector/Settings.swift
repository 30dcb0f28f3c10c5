import Foundation

/// The environment variables that configure the connector.
struct Settings: Sendable {
  static let help = """
    PORT                   the port to listen on, on 127.0.0.1
    PROCORE_LOGIN_URL      for example https://login.procore.com
    PROCORE_API_URL        for example https://api.procore.com
    PROCORE_CLIENT_ID      of the app
    PROCORE_CLIENT_SECRET  of the app
    DATA_DIR               the folder for tokens.json
    USERS                  "one" (the default): one connection for everybody; "many": one for each browser
    SSL_CERT_FILE          the certificate authorities to trust instead of the system's, in PEM; optional
    The app's redirect URI is http://localhost:PORT/oauth/callback.
    """

  let port: Int
  let loginURL: String
  let apiURL: String
  let clientID: String
  let clientSecret: String
  let dataDirectory: String
  let hasManyUsers: Bool
  let authorityFile: String?

  var redirectURI: String { "http://localhost:\(port)/oauth/callback" }

  init(_ variables: [String: String]) throws(InvalidSettings) {
    let names = [
      "PORT", "PROCORE_LOGIN_URL", "PROCORE_API_URL", "PROCORE_CLIENT_ID", "PROCORE_CLIENT_SECRET", "DATA_DIR",
    ]
    let missing = names.filter { (variables[$0] ?? "").isEmpty }
    guard missing.isEmpty else { throw .missing(missing) }
    let text = variables["PORT", default: ""]
    guard let port = Int(text), (1...65535).contains(port) else {
      throw .wrong("PORT", "a number from 1 to 65535, not \"\(text)\"")
    }
    self.port = port
    loginURL = try Self.baseURL("PROCORE_LOGIN_URL", variables)
    apiURL = try Self.baseURL("PROCORE_API_URL", variables)
    clientID = variables["PROCORE_CLIENT_ID", default: ""]
    clientSecret = variables["PROCORE_CLIENT_SECRET", default: ""]
    dataDirectory = variables["DATA_DIR", default: ""]
    let users = variables["USERS"] ?? "one"
    guard ["one", "many"].contains(users) else { throw .wrong("USERS", "\"one\" or \"many\", not \"\(users)\"") }
    hasManyUsers = users == "many"
    authorityFile = variables["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func baseURL(_ name: String, _ variables: [String: String]) throws(InvalidSettings) -> String {
    var text = variables[name, default: ""]
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil else {
      throw .wrong(name, "an http or https address, not \"\(text)\"")
    }
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }
}

/// Why the connector cannot start.
enum InvalidSettings: Error {
  case missing([String])
  case wrong(String, String)

  var sentence: String {
    switch self {
    case .missing(let names):
      "set the environment variable\(names.count > 1 ? "s" : "") \(names.joined(separator: ", "))"
    case .wrong(let name, let expected): "\(name) must be \(expected)"
    }
  }
}
