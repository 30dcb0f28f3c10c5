// swift-tools-version: 6.2

import PackageDescription

/// Warnings are errors everywhere; a target that needs an exception does not belong here.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Every command reads the catalog and the suite first, which takes a debug build seconds where this is not optimized.
let optimized: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioConcurrencyHelpers = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "dryfit",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "dryfit", targets: ["dryfit"]),
    .executable(name: "example-connector", targets: ["example-connector"]),
    .executable(name: "dryfit-bench", targets: ["dryfit-bench"]),
    .library(name: "dryfit-clock", type: .dynamic, targets: ["dryfit-clock"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Deciding: values in, values out.
    .target(name: "JSONSource", swiftSettings: optimized),
    .target(name: "MockCore", dependencies: ["JSONSource", httpTypes], swiftSettings: strict),
    .target(name: "ScenarioCore", dependencies: ["MockCore", "JSONSource", httpTypes], swiftSettings: strict),
    .target(name: "ClientChecks", dependencies: ["ScenarioCore"], swiftSettings: strict),
    .target(name: "PromotionGate", dependencies: ["ScenarioCore"], swiftSettings: strict),
    .target(name: "Reports", dependencies: ["ScenarioCore", "PromotionGate", httpTypes], swiftSettings: strict),

    // Doing: thin shells around the decisions.
    .target(name: "MockStore", dependencies: ["MockCore", grdb, grdbSQLite], swiftSettings: strict),
    .target(
      name: "MockServer",
      dependencies: [
        "MockStore", hummingbirdCore, hummingbirdTLS, nioSSL, mustache, logging, crypto, httpTypes, nioCore, nioPosix,
        nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1,
      ],
      swiftSettings: strict),
    .target(
      name: "RunCertificates", dependencies: [certificates, crypto, nioSSL], swiftSettings: strict),
    .target(
      name: "ScenarioRunner",
      dependencies: [
        "ScenarioCore", "ClientChecks", "MockServer", "RunCertificates", subprocess, httpClient, logging, httpTypes,
        nioCore, nioHTTP1, nioConcurrencyHelpers, nioPosix, nioSSL,
      ],
      swiftSettings: strict),
    // In C, as SQLite's virtual file systems are.
    .target(name: "PageSeals", linkerSettings: [.linkedLibrary("sqlite3")]),
    .systemLibrary(name: "SystemZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "EvidenceLedger", dependencies: ["PromotionGate", "PageSeals", "SystemZlib", grdb, crypto],
      swiftSettings: strict),
    .executableTarget(
      name: "dryfit",
      dependencies: [
        "ScenarioRunner", "MockServer", "ClientChecks", "EvidenceLedger", "Reports", argumentParser, logging,
        unixSignals,
      ],
      swiftSettings: strict),
    // Loaded into the processes of connectors, never into our own.
    .target(
      name: "dryfit-clock",
      // It stands in C alone: Swift's libraries have no place in somebody else's process.
      linkerSettings: [.unsafeFlags(["-nostartfiles", "-static-stdlib"], .when(platforms: [.linux]))]),
    .executableTarget(
      name: "dryfit-bench",
      dependencies: [
        "ScenarioRunner", "MockServer", "MockCore", "JSONSource", argumentParser, httpClient, crypto, logging, nioCore,
        nioConcurrencyHelpers, nioHTTP1, nioPosix,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "example-connector",
      dependencies: [hummingbird, httpClient, argumentParser, crypto, nioCore, nioSSL],
      swiftSettings: strict),

    .testTarget(name: "JSONSourceTests", dependencies: ["JSONSource"], swiftSettings: strict),
    .testTarget(name: "MockCoreTests", dependencies: ["MockCore"], swiftSettings: strict),
    .testTarget(name: "StoreTests", dependencies: ["MockStore"], swiftSettings: strict),
    .testTarget(
      name: "ContractTests",
      dependencies: ["MockServer", "MockStore", crypto, httpClient, nioEmbedded, nioPosix], swiftSettings: strict),
    .testTarget(name: "ScenarioCoreTests", dependencies: ["ScenarioCore"], swiftSettings: strict),
    .testTarget(name: "ClientChecksTests", dependencies: ["ClientChecks"], swiftSettings: strict),
    .testTarget(name: "PromotionGateTests", dependencies: ["PromotionGate"], swiftSettings: strict),
    .testTarget(
      name: "SchemaTests", dependencies: ["ScenarioCore", "PromotionGate"], exclude: ["Examples", "Formats"],
      swiftSettings: strict),
    .testTarget(name: "LedgerTests", dependencies: ["EvidenceLedger"], swiftSettings: strict),
    .testTarget(name: "GoldenTests", dependencies: ["Reports", crypto], exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "ScenarioRunner", "ClientChecks", "EvidenceLedger", "dryfit", "example-connector", httpClient, subprocess,
      ],
      exclude: ["BadFiles", "Golden"], swiftSettings: strict),
    .testTarget(name: "TidyTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
