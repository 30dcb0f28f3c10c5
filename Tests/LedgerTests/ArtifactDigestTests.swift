import EvidenceLedger
import Foundation
import ScenarioCore
import Testing

@Suite struct ArtifactDigestTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try build(in: "a")
  }

  private func build(in place: String) throws {
    try folder.write("{}", to: "\(place)/package.json")
    try folder.write("serve()", to: "\(place)/dist/server.js")
    try folder.write("", to: "\(place)/dist/lib/empty.js")
  }

  private func digest(_ place: String = "a", paths: [String] = ["dist", "package.json"]) throws -> Digest {
    try ArtifactDigest.of(paths: paths, in: folder[place])
  }

  @Test func `the same build elsewhere has the same digest`() throws {
    try build(in: "b")
    #expect(try digest("a") == digest("b"))
    #expect(try digest("a", paths: ["."]) == digest("b", paths: ["."]))
  }

  @Test func `the order in which paths are named does not count`() throws {
    #expect(try digest(paths: ["package.json", "dist/"]) == digest(paths: ["./dist", "package.json"]))
  }

  @Test func `one byte counts`() throws {
    let before = try digest()
    try folder.write("serve( )", to: "a/dist/server.js")
    #expect(try digest() != before)
  }

  @Test func `a name counts`() throws {
    let before = try digest()
    try FileManager.default.moveItem(atPath: folder["a/dist/server.js"], toPath: folder["a/dist/serves.js"])
    #expect(try digest() != before)
  }

  @Test func `an added file counts, and one that is taken away again does not`() throws {
    let before = try digest()
    try folder.write("", to: "a/dist/more.js")
    #expect(try digest() != before)
    try FileManager.default.removeItem(atPath: folder["a/dist/more.js"])
    #expect(try digest() == before)
  }

  @Test func `whether a file can be executed counts`() throws {
    let before = try digest()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder["a/dist/server.js"])
    #expect(try digest() != before)
  }

  @Test func `what was moved from one file to the next counts`() throws {
    try folder.write("ab", to: "x/1")
    try folder.write("c", to: "x/2")
    try folder.write("a", to: "y/1")
    try folder.write("bc", to: "y/2")
    #expect(try digest("x", paths: ["."]) != digest("y", paths: ["."]))
  }

  @Test func `a link inside a folder counts by what it points to`() throws {
    let link = folder["a/dist/link"]
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "server.js")
    let before = try digest()
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
    #expect(try digest() != before)
  }

  @Test func `a link that is named is followed`() throws {
    try FileManager.default.createSymbolicLink(atPath: folder["a/current"], withDestinationPath: "dist")
    let before = try digest(paths: ["current"])
    try folder.write("serve( )", to: "a/dist/server.js")
    #expect(try digest(paths: ["current"]) != before)
  }

  @Test(arguments: [".dryfit/ledger.sqlite", ".git/HEAD", "dist/.git/HEAD"])
  func `what Dryfit and git keep inside a folder does not count`(name: String) throws {
    let before = try digest(paths: ["."])
    try folder.write("something", to: "a/\(name)")
    #expect(try digest(paths: ["."]) == before)
  }

  @Test func `a pipe is not read`() throws {
    let before = try digest()
    #expect(mkfifo(folder["a/dist/pipe"], 0o600) == 0)
    #expect(try digest() != before)
  }

  @Test func `a path without a file is named`() throws {
    let error = #expect(throws: ArtifactError.self) { try digest(paths: ["dist", "build"]) }
    #expect(error == ArtifactError(path: folder["a/build"], cause: nil))
    #expect(error?.description.contains("does not exist") == true)
    #expect(throws: ArtifactError(path: folder["nothing"], cause: nil)) { try ArtifactDigest.ofFile(folder["nothing"]) }
  }

  @Test func `the digest of a file is that of its bytes`() throws {
    try folder.write("abc", to: "abc")
    let known = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(try ArtifactDigest.ofFile(folder["abc"]).text == known)
    #expect(ArtifactDigest.of(Array("abc".utf8)).text == known)
  }
}
