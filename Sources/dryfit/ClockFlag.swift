import ArgumentParser
import Foundation
import ScenarioCore
import ScenarioRunner

extension RunResult.Clock: ExpressibleByArgument {}

/// What is to become of the connector's clock, as far as the command line says.
struct ClockFlag: Sendable {
  /// What was asked for; nil to follow where it can.
  let asked: RunResult.Clock?

  /// What moves the clock, or why nothing does.
  ///
  /// - Throws: ``CannotFollow`` when it was told to follow and cannot.
  func library() throws -> Result<ClockLibrary, ClockNotMoved> {
    guard asked != .real else { return .failure(ClockNotMoved(reason: "--clock real")) }
    let programs = URL(filePath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    do throws(ClockLibrary.Missing) {
      let folder = programs.resolvingSymlinksInPath().deletingLastPathComponent().path
      return .success(try ClockLibrary.find(besides: folder))
    } catch {
      return .failure(try accept(ClockNotMoved(reason: "\(error)")))
    }
  }

  /// Takes a real clock for granted, unless it was told to follow.
  func accept(_ real: ClockNotMoved) throws -> ClockNotMoved {
    if asked == .follow { throw real }
    return real
  }
}

/// The connector's clock stays real.
struct ClockNotMoved: Error, CustomStringConvertible {
  /// Why.
  let reason: String

  /// The reason, for somebody who asked for the opposite.
  var description: String { "the connector's clock cannot follow: \(reason)" }
}
