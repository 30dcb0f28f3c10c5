import MockCore
import Testing

@testable import MockServer

/// Downloads from the host of files.
struct FileContractTests {
  private static let query = "?project_id=\(MockUnderTest.harbour)"

  /// Where the photo of the world lies, without the host.
  private func address(_ mock: MockUnderTest, _ token: String) async throws -> String {
    let reply = try await mock.call("/rest/v1.0/images" + Self.query, token: token)
    let url = try #require(reply.json?[0]?["url"]?.stringValue)
    let path = try #require(url.firstRange(of: "/photos"))
    #expect(!url.hasPrefix("$"), "\(url)")
    return String(url[path.lowerBound...])
  }

  @Test(arguments: Transport.allCases)
  func `a signed address is served without a token, and refused with one`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let target = try await address(mock, token)
      let file = try await mock.send("GET", target, host: .files)
      #expect(file.status == 200 && file["Content-Type"] == "image/png")
      #expect(file.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      let refused = try await mock.send(
        "GET", target, host: .files, headers: ["Authorization": "Bearer \(token)"])
      #expect(refused.status == 400 && refused["Content-Type"] == "application/xml")
      #expect(refused.text.contains("Only one auth mechanism allowed"))
      let last = try #require(try await mock.mock.exchanges().last)
      #expect(last.host == .files && last.grounds == .bearerRefused)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an address of the API needs the token, and leads to one that must not get it`(transport: Transport) async throws
  {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let shown = try await mock.call("/rest/v1.0/files/53102" + Self.query, token: token)
      let url = try #require(shown.json?["file_versions"]?[0]?["url"]?.stringValue)
      let target = String(url[try #require(url.firstRange(of: "/files/")).lowerBound...])
      #expect(url.hasPrefix("http") && target == "/files/documents/lifting-plan.pdf", "\(url)")
      let nobody = try await mock.call(target, token: nil, company: nil)
      #expect(nobody.status == 401 && nobody.location == nil)
      let redirected = try await mock.call(target, token: token, company: nil)
      #expect(redirected.status == 302 && redirected.body.isEmpty)
      let signed = try #require(redirected.location)
      let path = String(signed[try #require(signed.firstRange(of: "/documents/")).lowerBound...])
      let file = try await mock.send("GET", path, host: .files)
      #expect(file.status == 200 && file.text.hasPrefix("%PDF"))
      let carried = try await mock.send("GET", path, host: .files, headers: ["Authorization": "Bearer \(token)"])
      #expect(carried.status == 400)
    }
  }

  @Test func `an address is good for an hour from when it was shown`() async throws {
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      let first = try await address(mock, token)
      await mock.mock.advance(by: .seconds(3599))
      #expect(try await mock.send("GET", first, host: .files).status == 200)
      let second = try await address(mock, token)
      await mock.mock.advance(by: .seconds(1))
      let expired = try await mock.send("GET", first, host: .files)
      #expect(expired.status == 403 && expired.text.contains("Request has expired"))
      #expect(try await mock.send("GET", second, host: .files).status == 200)
    }
  }

  @Test func `an address that was changed, and one without a signature, are refused`() async throws {
    try await withMock(.inProcess) { mock in
      let target = try await address(mock, try await mock.connect().access)
      for other in [
        target.replacing("pour", with: "slab"), target.replacing("Expires=3600", with: "Expires=9999"),
        "/photos/pour.png", "/rest/v1.0/me",
      ] {
        let reply = try await mock.send("GET", other, host: .files)
        #expect(reply.status == 403 && reply.text.contains("SignatureDoesNotMatch"), "\(other)")
      }
    }
  }
}
