import Foundation
import JSONSource
import MockCore
import ScenarioCore

/// What `${…}` stands for in one run.
struct RunValues: Sendable {
  var loginURL = ""
  var apiURL = ""
  /// The base URL of the control API; nil where there is none.
  var controlURL: String?
  /// The file of the run's certificate authority; nil without TLS.
  var caFile: String?
  /// Whether the names of the real Procore are answered by the run.
  var answersForProcore = false
  var clientId = ""
  var clientSecret = ""
  var redirectUri = ""
  var port: Int
  var stateDir: String
  var sessionName = "main"
  var sessionDir = ""
  var user: User?
  /// The carried values of the action that is being triggered, by name.
  var carried: [String: String] = [:]
  var company: Company?
  var directory: Directory
  /// Dryfit's own variables.
  var environment: [String: String]

  /// The base URL of the connector.
  var connectorURL: String { "http://localhost:\(port)" }

  /// All base URLs by which a connector may know the authorization server.
  var loginURLs: [String] { answersForProcore ? ProcoreHost.all.map { "https://" + $0.name } : [loginURL] }

  /// The variables by which programs find the run's certificate authority.
  var authorityVariables: [String: String] {
    guard let caFile else { return [:] }
    let names = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]
    return Dictionary(uniqueKeysWithValues: names.map { ($0, caFile) })
  }

  /// The value of a name; nil when it has none.
  func value(_ name: String) -> JSONValue? {
    if let variable = ConnectorNames.variable(name) { return environment[variable].map(JSONValue.string) }
    if name.hasPrefix("carry.") { return carried[String(name.dropFirst("carry.".count))].map(JSONValue.string) }
    return own[name]?()
      ?? ConnectorNames.value(of: name, company: company?.id, in: WorldVocabulary(directory))
  }

  /// A text with its names replaced.
  ///
  /// - Parameter place: what the text is, for people.
  func text(_ interpolation: Interpolation, in place: String) throws -> String {
    do throws(Interpolation.UnknownName) {
      return try interpolation.text(value)
    } catch {
      throw RunError.unknownValue(error.name, in: place)
    }
  }

  /// A fault with the addresses of the run in its reply.
  func filled(_ fault: Fault) throws -> Fault {
    guard case .status(let status, let headers, let body) = fault.reply else { return fault }
    var filled = fault
    do throws(Interpolation.UnknownName) {
      var sent: [Parameter] = []
      for header in headers {
        sent.append(Parameter(header.name, try Interpolation(header.value)?.text(value) ?? header.value))
      }
      let sentBody = if let body { try InterpolatedJSON(body).value(value) } else { JSONValue?.none }
      filled.reply = .status(status, headers: sent, body: sentBody)
    } catch {
      throw RunError.unknownValue(error.name, in: "the reply of the fault \"\(fault.name)\"")
    }
    return filled
  }

  /// The address of the connector that a request target makes: a path of it, or an address of the connector itself.
  ///
  /// - Parameter place: what the target is, for people.
  func address(_ target: Interpolation, in place: String) throws -> URL {
    let text: String
    do throws(Interpolation.UnknownName) {
      text = try target.target(value)
    } catch {
      throw RunError.unknownValue(error.name, in: place)
    }
    let whole = text.hasPrefix("/") ? connectorURL + text : text
    guard whole.hasPrefix(connectorURL), let url = URL(string: whole), url.port == port else {
      throw RunError.foreignAddress(text, in: place)
    }
    return url
  }

  private var own: [String: @Sendable () -> JSONValue?] {
    let values = self
    return [
      "sandbox.loginURL": { .string(values.loginURL) }, "sandbox.apiURL": { .string(values.apiURL) },
      "sandbox.controlURL": { values.controlURL.map(JSONValue.string) },
      "sandbox.caFile": { values.caFile.map(JSONValue.string) },
      "app.clientId": { .string(values.clientId) }, "app.clientSecret": { .string(values.clientSecret) },
      "app.redirectUri": { .string(values.redirectUri) }, "connector.port": { .integer(Int64(values.port)) },
      "connector.url": { .string(values.connectorURL) }, "connector.stateDir": { .string(values.stateDir) },
      "session.name": { .string(values.sessionName) }, "session.dir": { .string(values.sessionDir) },
      "user.login": { values.user.map { .string($0.login) } },
      "user.password": { values.user.map { .string($0.password) } },
    ]
  }
}
