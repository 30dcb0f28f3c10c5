import Foundation
import MockCore
import ScenarioCore

/// The way of a user who connects a command-line tool: the command says where to go, the browser goes there, and the
/// code comes back by the redirect or by hand.
struct LogInByCommand: Sendable {
  let login: ConnectorFile.LoginCommand
  let running: RunningCommand
  let shims: BrowserShims
  /// The base URLs of the authorization server.
  let loginURLs: [String]

  /// What the command opens or prints; nil when it ends without either.
  ///
  /// - Parameter openedBefore: how many addresses were opened before the command was started.
  func address(openedBefore: Int) async throws -> URL? {
    let found = Latch<URL?>()
    try await Deadline.poll(within: Self.longestWait) { [self] in
      if let url = await said(openedBefore: openedBefore) { await found.open(url) }
      if await found.value != nil { return true }
      guard await running.process.hasEnded else { return false }
      // Whatever was said last was said before the end.
      await found.open(await said(openedBefore: openedBefore))
      return true
    }
    return try await found.wait()
  }

  private func said(openedBefore: Int) async -> URL? {
    if let opened = shims.opened.dropFirst(openedBefore).first { return URL(string: opened) }
    guard login.printsAddress else { return nil }
    return await running.output.authorizeURL(loginURLs: loginURLs).flatMap { URL(string: $0) }
  }

  /// Types the code of a page that shows one, and waits for the end of the command.
  ///
  /// - Parameters:
  ///   - page: the page at which the browser ended; nil when it was led nowhere, or nobody answered.
  ///   - way: the way that the browser went.
  func end(after page: Browser.Page?, _ way: LogInAsUser) async throws -> ProcessEnd {
    if login.readsCode {
      let code = way.decision == .close ? nil : page.flatMap { AuthorizationCodePage.code(in: $0.body) }
      if let code {
        await running.keyboard?.type(code)
      } else if page.map({ way.isProcore($0.url) }) ?? true {
        await running.keyboard?.giveUp()
      }
    }
    // Whoever left the login page stops the command, too, when it does not notice by itself.
    let end = way.decision == .close ? await running.process.giveUp() : try await running.ended()
    await running.finish()
    return end
  }

  /// The step's own bound is reached long before.
  private static let longestWait = Duration.seconds(24 * 3600)
}
