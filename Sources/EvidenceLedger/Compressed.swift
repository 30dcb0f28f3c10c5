import Foundation
import SystemZlib

/// Bytes in the zlib format (RFC 1950), with the number of bytes that they stand for.
struct Compressed: Hashable {
  /// How many bytes come out; up to ``limit``.
  var size: Int
  /// The compressed bytes.
  var bytes: Data

  /// More than this is not unpacked, whatever a row says.
  static let limit = 1 << 30

  /// Compressed bytes as they were kept.
  init(size: Int, bytes: Data) {
    self.size = size
    self.bytes = bytes
  }

  /// Compresses some bytes.
  ///
  /// - Throws: ``LedgerError/Kind/other(_:)`` when zlib refuses.
  init(_ plain: [UInt8]) throws {
    var room = compressBound(uLong(plain.count))
    var packed = [UInt8](repeating: 0, count: Int(room))
    let status = compress2(&packed, &room, plain, uLong(plain.count), Z_DEFAULT_COMPRESSION)
    guard status == Z_OK else { throw LedgerError.Kind.other("zlib could not compress (\(status))") }
    size = plain.count
    bytes = Data(packed.prefix(Int(room)))
  }

  /// The bytes that were compressed.
  ///
  /// - Throws: ``LedgerError/Kind/damaged(_:)`` when they do not come out whole.
  func unpacked() throws -> [UInt8] {
    guard (0...Self.limit).contains(size) else {
      throw LedgerError.Kind.damaged("compressed bytes of an impossible size, \(size)")
    }
    var count = uLong(size)
    var plain = [UInt8](repeating: 0, count: max(size, 1))
    let status = uncompress(&plain, &count, Array(bytes), uLong(bytes.count))
    guard status == Z_OK, Int(count) == size else { throw LedgerError.Kind.damaged("compressed bytes do not come out") }
    return Array(plain.prefix(size))
  }
}
