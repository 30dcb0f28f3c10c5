import Foundation
import JSONSource
import PromotionGate
import ScenarioRunner

extension FileLoader {
  /// The requirements of a project.
  func requirements(_ path: String) -> Loaded<Requirements>? {
    json(path).flatMap { file in
      Requirements.reader.read(file.value, diagnostics).map { Loaded(value: $0, bytes: file.bytes) }
    }
  }

  /// The waivers of a project.
  func waivers(_ path: String) -> Loaded<[Waiver]>? {
    json(path).flatMap { file in
      Waiver.listReader.read(file.value, diagnostics).map { Loaded(value: $0, bytes: file.bytes) }
    }
  }
}

/// Whether a file exists.
func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
