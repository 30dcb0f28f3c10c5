import JSONSource
import Testing

@testable import MockCore

@Suite struct BundleSchemasTests {
  private static let list: JSONValue = [
    "$schema": "draft", "type": "array", "items": ["$ref": "#/$defs/item"],
    "$defs": [
      "item": ["anyOf": [["type": "string"], ["$ref": "#/$defs/item"], ["$ref": "#/$defs/unit"]]],
      "unit": ["const": 1], "unused": ["const": 2],
    ],
  ]

  @Test func `what a description refers to comes along, once, and leads to itself`() {
    let description: JSONValue = [
      "a": ["$ref": "../schemas/list.schema.json"],
      "b": [["$ref": "../schemas/list.schema.json#/$defs/unit"], ["$ref": "#/components/schemas/Own"]],
      "components": ["schemas": ["Own": true]],
    ]
    #expect(BundleSchemas.names(in: description) == ["list"])
    #expect(
      BundleSchemas.bundle(description, with: ["list": Self.list]) == [
        "a": ["$ref": "#/components/schemas/list"],
        "b": [["$ref": "#/components/schemas/list.unit"], ["$ref": "#/components/schemas/Own"]],
        "components": [
          "schemas": [
            "Own": true, "list": ["type": "array", "items": ["$ref": "#/components/schemas/list.item"]],
            "list.unit": ["const": 1],
            "list.item": [
              "anyOf": [
                ["type": "string"], ["$ref": "#/components/schemas/list.item"],
                ["$ref": "#/components/schemas/list.unit"],
              ]
            ],
          ]
        ],
      ])
  }

  @Test func `a description that needs nothing stays as it is`() {
    let description: JSONValue = ["a": 1, "components": ["schemas": ["Own": true]]]
    #expect(BundleSchemas.names(in: description) == [])
    #expect(BundleSchemas.bundle(description, with: ["list": Self.list]) == description)
  }
}
