import JSONSource

/// What the fake API can do with a collection; endpoints are data, actions are code.
public enum Action: String, CaseIterable, Hashable, Sendable {
  case me, list, show, create, update, delete, sync, count, constant, redirect
  /// Somebody gets a place in a project, or loses it.
  case add, remove

  /// Whether it is about one record, which must not be given away to whoever cannot see it.
  var isAboutOneRecord: Bool { self == .show || self == .update || self == .delete }
}

/// One operation of the fake API, as a catalog file describes it.
public struct Operation: Sendable {
  /// What the operation's tool and ids belong to.
  public enum Scope: String, CaseIterable, Hashable, Sendable {
    case none, company, project
    /// A project where the call names one, otherwise a company; its tool is the company's.
    case either
  }
  /// Whether a description is Procore's own or follows from what is known.
  public enum Source: String, CaseIterable, Hashable, Sendable { case documented, inferred }
  /// The sizes of a page.
  public struct Paging: Hashable, Sendable {
    /// Rows of a page when none is asked for.
    public var standard: Int
    /// The most rows of a page.
    public var max: Int
  }

  /// The operation's name, `rfis.list`.
  public var name: String
  /// The method.
  public var method: String
  /// The path templates, one for each version.
  public var paths: [PathTemplate]
  /// What it does.
  public var action: Action
  /// What it does it with.
  public var collection: String
  /// What its ids belong to.
  public var scope: Scope
  /// The tool that governs it; without one, membership is enough.
  public var tool: Tool?
  /// The lowest level that suffices.
  public var level: PermissionLevel
  /// Whether `Procore-Company-Id` must be sent (all calls but `/me` and `/companies`; Procore, MPR guide).
  public var needsCompanyHeader: Bool
  /// Ids that must stand in the query.
  public var queryIds: [String]
  /// The member that wraps the body of a write, `rfi`.
  public var wrapper: String?
  /// Fields that a create must have, with the message for each.
  public var required: [(field: String, message: String)]
  /// The name under which a missing field is reported, where it differs.
  public var errorNames: [String: String]
  /// What a created record gets unless the body says otherwise.
  public var defaults: JSONObject
  /// The sizes of a page; nil for an operation that does not page.
  public var paging: Paging?
  /// The fields that `filters[…]` may name.
  public var filters: [String]
  /// The fields of each view.
  public var views: [String: [String]]
  /// Where the description comes from.
  public var source: Source
  /// What is documented and what is inferred.
  public var sourceNote: String?
  /// What it does otherwise than most; shared, so that a route is copied cheaply.
  var shared = Shared(Manners())

  /// What it does otherwise than most.
  public var manners: Manners {
    get { shared.value }
    set { shared = Shared(newValue) }
  }

  /// A value that copies share.
  final class Shared<Value: Sendable>: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }
}
