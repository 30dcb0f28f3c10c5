/// Files in one file: the ZIP format (PKWARE APPNOTE 6.3), uncompressed, always the same bytes for the same files.
public enum ZipArchive {
  private static let localHeader: UInt32 = 0x0403_4B50
  private static let centralHeader: UInt32 = 0x0201_4B50
  private static let endOfDirectory: UInt32 = 0x0605_4B50
  /// Names are UTF-8 (APPNOTE 4.4.4, bit 11).
  private static let flags: UInt16 = 1 << 11
  /// The first day that the format knows, 1980-01-01; the real one would make each archive another.
  private static let day: UInt16 = 1 << 5 | 1

  /// The archive of some files, by name, in the order of their names; each file and all of them are below 4 GiB.
  public static func bytes(of files: [String: [UInt8]]) -> [UInt8] {
    var archive = LittleEndian()
    var directory = LittleEndian()
    for (name, content) in files.sorted(by: { $0.key < $1.key }) {
      let offset = UInt32(archive.bytes.count)
      var about = LittleEndian()
      about.put16(20, flags, 0, 0, day)
      about.put32(CRC32.of(content), UInt32(content.count), UInt32(content.count))
      about.put16(UInt16(name.utf8.count), 0)
      archive.put32(localHeader)
      archive.bytes += about.bytes + Array(name.utf8) + content
      directory.put32(centralHeader)
      directory.put16(20)
      directory.bytes += about.bytes
      directory.put16(0, 0, 0)
      directory.put32(0o644 << 16, offset)
      directory.bytes += Array(name.utf8)
    }
    var end = LittleEndian()
    end.put32(endOfDirectory)
    end.put16(0, 0, UInt16(files.count), UInt16(files.count))
    end.put32(UInt32(directory.bytes.count), UInt32(archive.bytes.count))
    end.put16(0)
    return archive.bytes + directory.bytes + end.bytes
  }

  /// The files of an archive.
  ///
  /// - Returns: nil for anything but exactly what ``bytes(of:)`` makes of them: an archive that is compressed, cut
  ///   off, or has something between its files or after them.
  public static func files(in archive: [UInt8]) -> [String: [UInt8]]? {
    var files: [String: [UInt8]] = [:]
    var rest = archive[...]
    while number(UInt32.self, rest, at: 0) == localHeader {
      guard let size = number(UInt32.self, rest, at: 22), let length = number(UInt16.self, rest, at: 26) else {
        return nil
      }
      let (nameEnd, end) = (30 + Int(length), 30 + Int(length) + Int(size))
      guard rest.count >= end, let name = String(validating: rest.prefix(nameEnd).dropFirst(30), as: UTF8.self),
        files.updateValue(Array(rest.prefix(end).dropFirst(nameEnd)), forKey: name) == nil
      else { return nil }
      rest = rest.dropFirst(end)
    }
    return bytes(of: files) == archive ? files : nil
  }

  private static func number<Number: FixedWidthInteger>(
    _: Number.Type, _ bytes: ArraySlice<UInt8>, at offset: Int
  ) -> Number? {
    guard bytes.count >= offset + Number.bitWidth / 8 else { return nil }
    return (0..<Number.bitWidth / 8).reduce(0) { number, index in
      number | Number(bytes[bytes.startIndex + offset + index]) << (index * 8)
    }
  }
}

/// Bytes to which numbers are added, the lowest byte first.
private struct LittleEndian {
  var bytes: [UInt8] = []

  mutating func put16(_ numbers: UInt16...) { for number in numbers { put(number) } }
  mutating func put32(_ numbers: UInt32...) { for number in numbers { put(number) } }

  private mutating func put(_ number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}

/// The checksum of the ZIP format (APPNOTE 4.4.7).
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  static func of(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { checksum, byte in table[Int(UInt8(truncatingIfNeeded: checksum) ^ byte)] ^ (checksum >> 8) }
  }
}
