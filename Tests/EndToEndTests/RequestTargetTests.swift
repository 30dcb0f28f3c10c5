import Foundation
import Testing

@testable import MockCore
@testable import ScenarioRunner

/// The addresses that request targets of a connector file make.
@Suite struct RequestTargetTests {
  private func address(_ target: String) throws -> String {
    let granite = Company(id: 4001, name: "Granite & Gable Builders", allowUserInstalls: false, fields: [:])
    var values = RunValues(
      port: 20_500, stateDir: "/state",
      directory: Directory(companies: [granite], projects: [], users: [], installedIn: []),
      environment: [
        "PREFIX": "/app", "HOST": "https://elsewhere.example", "TRAP": "http://localhost:20500@evil.example",
      ])
    values.company = granite
    return try values.address(try #require(Interpolation(target)), in: "a test").absoluteString
  }

  @Test(arguments: [
    ("/echo?q=${company.name}&p=1", "/echo?q=Granite%20%26%20Gable%20Builders&p=1"),
    ("/${company.name}/x?a=b&c=${company.id}", "/Granite%20%26%20Gable%20Builders/x?a=b&c=4001"),
    ("/back?to=${connector.url}/x", "/back?to=http%3A%2F%2Flocalhost%3A20500/x"),
    ("/plain%20text?a=b+c", "/plain%20text?a=b+c"), ("${env.PREFIX}/rfis", "/app/rfis"),
    ("${connector.url}/connect", "/connect"),
  ])
  func `values are encoded, and what the file says stays as it is`(target: String, path: String) throws {
    #expect(try address(target) == "http://localhost:20500" + path)
  }

  @Test(arguments: ["${env.HOST}/connect", "${env.TRAP}/connect", "${company.name}"])
  func `an address of somebody else is refused`(target: String) throws {
    let error = #expect(throws: RunError.self) { try address(target) }
    #expect(error.map { "\($0)" }?.contains("which is no path or address of the connector") == true)
  }
}
