import MockCore
import MockServer

/// What `dryfit serve` prints when it listens.
struct ServeGreeting {
  let listeners: MockListeners
  let controlURL: String
  let app: Client
  let apps: [Client]
  let directory: Directory

  /// Addresses, credentials and people.
  var text: String {
    let redirectUri = app.redirectUris.first ?? ""
    let query = [
      Parameter("response_type", "code"), Parameter("client_id", app.id), Parameter("redirect_uri", redirectUri),
      Parameter("state", "try-it"),
    ]
    return """
      Mock Procore is listening. It is not Procore, and it never contacts Procore.

        login host     \(listeners.loginURL)    (stands for https://login.procore.com)
        API host       \(listeners.apiURL)    (stands for https://api.procore.com)
        files host     \(listeners.filesURL)    (stands for the storage that downloads lie in)
        client id      \(app.id)
        client secret  \(app.secret)
        redirect URI   \(redirectUri)
        control API    \(controlURL)    (time, tokens, rights, faults, traffic, more sandboxes: /openapi.json)
      \(sandbox)\(versions)
      Log in with a browser:
        \(listeners.loginURL)/oauth/authorize?\(FormEncoding.encode(query))

      Who can log in (the password is "password" unless the world says otherwise):
      \(people)

      Companies: \(companies)
      Ctrl-C ends it.
      """
  }

  /// The hosts of the developer sandbox, where the world has credentials for it.
  private var sandbox: String {
    guard let hosts = listeners.sandbox, let app = apps.first(where: { $0.environment == .sandbox }) else { return "" }
    return """

        sandbox login  \(hosts.loginURL)    (stands for https://login-sandbox.procore.com)
        sandbox API    \(hosts.apiURL)    (stands for https://sandbox.procore.com)
        its client id  \(app.id)
        its secret     \(app.secret)

      """
  }

  /// Where the app is installed, and the keys of its versions.
  private var versions: String {
    let lines = (directory.apps.first?.versions ?? []).flatMap { version in
      version.keys.sorted { $0.key.rawValue < $1.key.rawValue }.map { "    \(version.number)  \($0) key  \($1)" }
    }
    guard !lines.isEmpty else { return "" }
    return """

      App Management, where an administrator installs the app by the key of a version:
        \(listeners.loginURL)\(AppManagementAddress.companies.path)
      \(lines.joined(separator: "\n"))

      """
  }

  private var people: String {
    let width = directory.users.map(\.login.count).max() ?? 0
    return directory.users.map { user in
      let padding = String(repeating: " ", count: width - user.login.count)
      return "  \(user.login)\(padding)  \(user.name)\(user.isActive ? "" : " (deactivated)")"
    }.joined(separator: "\n")
  }

  private var companies: String {
    directory.companies.map { company in
      "\(company.id) \(company.name)\(directory.installedIn.contains(company.id) ? "" : " (app not installed)")"
    }.joined(separator: ", ")
  }
}
