import PromotionGate
import Testing

@Suite struct ZipArchiveTests {
  private let files: [String: [UInt8]] = [
    "PORTAL.md": Array("Click here.\n".utf8), "reports/run-1.json": Array("{}".utf8), "empty": [],
    "grün.txt": [0, 255],
  ]

  @Test func `files come out of an archive as they went in, and always as the same bytes`() {
    let archive = ZipArchive.bytes(of: files)
    #expect(ZipArchive.files(in: archive) == files)
    #expect(ZipArchive.bytes(of: files) == archive)
    #expect(ZipArchive.files(in: ZipArchive.bytes(of: [:])) == [:])
  }

  @Test func `an archive of which any byte is altered, missing or too many is none`() {
    let archive = ZipArchive.bytes(of: files)
    for place in archive.indices {
      var altered = archive
      altered[place] ^= 1
      // What stands in a file, with its checksum, is the file's own.
      if let read = ZipArchive.files(in: altered) { #expect(read != files, "byte \(place)") }
      #expect(ZipArchive.files(in: Array(archive.prefix(place))) == nil)
    }
    #expect(ZipArchive.files(in: archive + [0]) == nil)
    #expect(ZipArchive.files(in: Array("no archive".utf8)) == nil)
  }

  @Test func `the checksum is that of the format`() {
    // The check value of CRC-32 (123456789), as it stands in the local header.
    let archive = ZipArchive.bytes(of: ["a": Array("123456789".utf8)])
    #expect(Array(archive[14..<18]) == [0x26, 0x39, 0xF4, 0xCB])
  }
}
