import Foundation
import MockCore
import ScenarioCore

/// The way of a user who connects a command-line tool: the command says where to go, the browser goes there, and the
/// code comes back by the redirect or by hand.
struct LogInByCommand: Sendable {
  let login: ConnectorFile.LoginCommand
  let way: LogInAsUser
  let shims: BrowserShims
  /// The base URL of the authorization server.
  let loginURL: String

  /// How it ended.
  struct End: Sendable {
    /// The page at which the browser ended; nil when it was led nowhere, or the redirect was not answered.
    var page: Browser.Page?
    /// Whether the command said where to go.
    var wasLed: Bool
    /// How the command ended.
    var process: ProcessEnd
  }

  /// Leads the user through, from the start of the command to its end.
  ///
  /// - Parameter openedBefore: how many addresses were opened before the command was started.
  func perform(_ command: RunningCommand, openedBefore: Int) async throws -> End {
    do {
      let address = try await address(from: command, openedBefore: openedBefore)
      var page: Browser.Page?
      if let address {
        page = try await browse(to: address)
        await answer(command, page)
      }
      // Whoever left the login page stops the command, too, when it does not notice by itself.
      let end = way.decision == .close ? await command.process.giveUp() : try await command.ended()
      await command.finish()
      return End(page: page, wasLed: address != nil, process: end)
    } catch {
      await command.stop()
      throw error
    }
  }

  /// What the command opens or prints; nil when it ends without either.
  private func address(from command: RunningCommand, openedBefore: Int) async throws -> URL? {
    let found = Latch<URL?>()
    try await Deadline.poll(within: Self.longestWait) { [self] in
      if let url = await said(by: command, openedBefore: openedBefore) { await found.open(url) }
      if await found.value != nil { return true }
      guard await command.process.hasEnded else { return false }
      // Whatever was said last was said before the end.
      await found.open(await said(by: command, openedBefore: openedBefore))
      return true
    }
    return try await found.wait()
  }

  private func said(by command: RunningCommand, openedBefore: Int) async -> URL? {
    if let opened = shims.opened.dropFirst(openedBefore).first { return URL(string: opened) }
    guard login.printsAddress else { return nil }
    return await command.output.authorizeURL(loginURL: loginURL).flatMap { URL(string: $0) }
  }

  /// A program that takes the code off its redirect need not answer it.
  private func browse(to address: URL) async throws -> Browser.Page? {
    do {
      return try await way.begin(at: address)
    } catch let error where error is BrowserLeftRun || error is CancellationError {
      throw error
    } catch {
      return nil
    }
  }

  private func answer(_ command: RunningCommand, _ page: Browser.Page?) async {
    guard login.readsCode else { return }
    let code = way.decision == .close ? nil : page.flatMap { AuthorizationCodePage.code(in: $0.body) }
    if let code {
      await command.keyboard?.type(code)
    } else if page.map({ way.isProcore($0.url) }) ?? true {
      await command.keyboard?.giveUp()
    }
  }

  /// The step's own bound is reached long before.
  private static let longestWait = Duration.seconds(24 * 3600)
}
