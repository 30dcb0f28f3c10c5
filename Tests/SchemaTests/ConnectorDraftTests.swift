import JSONSource
import ScenarioCore
import Testing

/// What `dryfit init` writes.
@Suite struct ConnectorDraftTests {
  private let draft = ConnectorDraft(
    name: "acme", command: ["node", "dist/server.js"], login: "/connect", read: "/rfis?company_id=${company.id}",
    variables: [("LOG", "debug"), ("DATA_DIR", "${connector.stateDir}/data")])

  private func mistakes(_ kind: FileKind, _ value: JSONValue) throws -> [String] {
    try kind.validator().validate(value).mistakes + kind.diagnostics(of: value).all.map(\.message)
  }

  @Test func `a draft is valid`() throws {
    #expect(try mistakes(.connector, draft.connectorFile) == [])
    #expect(try mistakes(.scenario, ConnectorDraft.firstScenario) == [])
  }

  @Test func `answers stand where they belong`() {
    let file = draft.connectorFile
    #expect(file.value(at: "/start/command") == ["node", "dist/server.js"])
    #expect(file.value(at: "/start/ready/port") == true)
    #expect(file.value(at: "/actions/read/request") == "GET /rfis?company_id=${company.id}")
    #expect(file.value(at: "/redirectUri") == "${connector.url}/oauth/callback")
    #expect(file.value(at: "/environment/PORT") == "${connector.port}")
    #expect(file.value(at: "/environment/LOG") == "debug")
    #expect(file.value(at: "/environment/DATA_DIR") == "${connector.stateDir}/data")
  }

  @Test func `a path to ask, another variable and a whole request are taken`() throws {
    var other = draft
    other.ready = "/health"
    other.portVariable = "LISTEN"
    other.read = "POST /sync"
    #expect(other.connectorFile.value(at: "/start/ready/http") == "/health")
    #expect(other.connectorFile.value(at: "/environment/PORT") == nil)
    #expect(other.connectorFile.value(at: "/actions/read/request") == "POST /sync")
    #expect(try mistakes(.connector, other.connectorFile) == [])
  }

  @Test func `an answer that is none is told`() throws {
    var wrong = draft
    wrong.login = "connect"
    #expect(try !mistakes(.connector, wrong.connectorFile).isEmpty)
  }
}
