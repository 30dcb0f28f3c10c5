import Foundation

/// Writes reports as files; whatever is in the way is told in a sentence.
enum ReportFile {
  /// What is known to be in the way of a file before it is written; nil where nothing is.
  static func obstacle(_ path: String) -> String? {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      return isFolder.boolValue ? sentence(path, "it is a folder") : nil
    }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      return sentence(path, "there is no folder \(folder)", "Make the folder first, or name another file.")
    }
    return isFolder.boolValue ? nil : sentence(path, "\(folder) is no folder")
  }

  /// Writes a file that is whole or not there: under another name first, unless it is a device or a pipe.
  ///
  /// - Returns: what was in the way; nil when it is written.
  static func write(_ text: String, to path: String) -> String? {
    if let obstacle = obstacle(path) { return obstacle }
    let destination = URL(filePath: path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: destination)[.type] as? FileAttributeType
    // Behind /dev/stdout may be a file that others write into as well.
    guard !path.hasPrefix("/dev/"), type == nil || type == .typeRegular else {
      return put(text, into: path, as: path, O_WRONLY | O_APPEND)
    }
    let unfinished = "\(destination).unfinished-\(ProcessInfo.processInfo.processIdentifier)"
    let obstacle = put(text, into: unfinished, as: path, O_WRONLY | O_CREAT | O_TRUNC)
    guard obstacle == nil, rename(unfinished, destination) == 0 else {
      let cause = obstacle ?? sentence(path, String(cString: strerror(errno)))
      unlink(unfinished)
      return cause
    }
    return nil
  }

  /// Adds to the end of a file.
  ///
  /// - Returns: what was in the way; nil when it is written.
  static func append(_ text: String, to path: String) -> String? {
    obstacle(path) ?? put(text, into: path, as: path, O_WRONLY | O_CREAT | O_APPEND)
  }

  private static func put(_ text: String, into path: String, as shown: String, _ flags: Int32) -> String? {
    let file = open(path, flags, 0o644)
    guard file >= 0 else { return sentence(shown, String(cString: strerror(errno))) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
      return nil
    } catch {
      return sentence(shown, cause(of: error))
    }
  }

  /// The words of the operating system, without those of the library around them.
  private static func cause(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    return underlying.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(underlying.code))) : error.localizedDescription
  }

  private static func sentence(_ path: String, _ cause: String, _ nextStep: String? = nil) -> String {
    "the report \(path) could not be written: \(cause)" + (nextStep.map { "\n→ \($0)" } ?? "")
  }
}
