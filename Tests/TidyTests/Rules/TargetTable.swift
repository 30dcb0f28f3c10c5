/// Which target may import what: the arrows of the architecture, none of them backwards.
struct TargetRow: Sendable {
  enum Kind: Sendable {
    /// Values in, values out.
    case deciding
    /// Sockets, files, processes, the clock: thin shells around the decisions.
    case doing
    /// Stands for somebody else's program, and knows nothing of ours.
    case foreign
  }

  let name: String
  let kind: Kind
  let ours: [String]
  let others: [String]

  static let table = [
    TargetRow(name: "JSONSource", kind: .deciding, ours: [], others: ["Foundation"]),
    TargetRow(name: "MockCore", kind: .deciding, ours: ["JSONSource"], others: ["Foundation", "HTTPTypes"]),
    TargetRow(
      name: "ScenarioCore", kind: .deciding, ours: ["MockCore", "JSONSource"], others: ["Foundation", "HTTPTypes"]),
    TargetRow(
      name: "ClientChecks", kind: .deciding, ours: ["ScenarioCore", "MockCore", "JSONSource"],
      others: ["Foundation", "HTTPTypes"]),
    TargetRow(
      name: "PromotionGate", kind: .deciding, ours: ["ScenarioCore", "MockCore", "JSONSource"], others: ["Foundation"]),
    TargetRow(
      name: "Reports", kind: .deciding, ours: ["ScenarioCore", "PromotionGate", "MockCore", "JSONSource"],
      others: ["Foundation", "HTTPTypes"]),

    TargetRow(
      name: "MockStore", kind: .doing, ours: ["MockCore", "JSONSource"],
      others: platform + ["GRDB", "GRDBSQLite", "HTTPTypes"]),
    TargetRow(
      name: "MockServer", kind: .doing, ours: ["MockStore", "MockCore", "JSONSource"],
      others: platform + [
        "HummingbirdCore", "HummingbirdTLS", "Mustache", "Logging", "Crypto", "HTTPTypes", "NIOCore", "NIOHTTP1",
        "NIOHTTPTypes", "NIOHTTPTypesHTTP1", "NIOPosix", "NIOSSL",
      ]),
    TargetRow(
      name: "RunCertificates", kind: .doing, ours: [], others: platform + ["Crypto", "NIOSSL", "X509"]),
    TargetRow(
      name: "ScenarioRunner", kind: .doing,
      ours: ["ScenarioCore", "ClientChecks", "MockServer", "RunCertificates", "MockStore", "MockCore", "JSONSource"],
      others: platform + [
        "Subprocess", "AsyncHTTPClient", "HTTPTypes", "Logging", "NIOCore", "NIOHTTP1", "NIOConcurrencyHelpers",
        "NIOPosix", "NIOSSL",
      ]),
    TargetRow(
      name: "EvidenceLedger", kind: .doing,
      ours: ["PromotionGate", "ScenarioCore", "MockCore", "JSONSource", "SystemZlib", "PageSeals"],
      others: platform + ["GRDB", "Crypto"]),
    TargetRow(
      name: "dryfit", kind: .doing,
      ours: [
        "ScenarioRunner", "MockServer", "MockStore", "EvidenceLedger", "Reports", "PromotionGate", "ClientChecks",
        "ScenarioCore", "MockCore", "JSONSource",
      ],
      others: platform + ["ArgumentParser", "Logging", "UnixSignals"]),
    // The system's C library.
    TargetRow(name: "SystemZlib", kind: .foreign, ours: [], others: []),
    // In C, for SQLite.
    TargetRow(name: "PageSeals", kind: .foreign, ours: [], others: []),
    // In C, for other people's processes.
    TargetRow(name: "dryfit-clock", kind: .foreign, ours: [], others: []),
    TargetRow(
      name: "dryfit-bench", kind: .doing,
      ours: ["ScenarioRunner", "MockServer", "MockCore", "JSONSource"],
      others: platform + [
        "ArgumentParser", "AsyncHTTPClient", "Crypto", "Logging", "NIOConcurrencyHelpers", "NIOCore", "NIOHTTP1",
        "NIOPosix",
      ]),
    TargetRow(
      name: "example-connector", kind: .foreign, ours: [],
      others: platform + [
        "Hummingbird", "AsyncHTTPClient", "ArgumentParser", "Crypto", "HTTPTypes", "Logging", "NIOCore", "NIOSSL",
      ]),
  ]

  private static let platform = [
    "Foundation", "Dispatch", "Synchronization", "System", "SystemPackage", "Glibc", "Musl", "Darwin",
  ]

  static func row(of name: String?) -> TargetRow? { table.first { $0.name == name } }

  var imports: [String] { ours + others }
}

extension SwiftText {
  var kind: TargetRow.Kind? { TargetRow.row(of: target)?.kind }
}
