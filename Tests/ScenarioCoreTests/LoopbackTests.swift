import Testing

@testable import ScenarioCore

@Suite struct LoopbackTests {
  @Test(arguments: ["localhost", "LocalHost", "app.localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"])
  func `this machine is known by its names`(host: String) { #expect(Loopback.includes(host)) }

  @Test(arguments: [
    "", "notlocalhost", "localhost.example", "127.example", "127.0.0.1.example", "128.0.0.1", "127.0.0.256",
  ])
  func `other machines are other machines`(host: String) { #expect(!Loopback.includes(host)) }
}
