import JSONSource
import MockCore
import Testing

@Suite struct BodyMatchTests {
  private func holds(_ match: String, _ body: String?) throws -> Bool {
    let read = reading(.bodyMatch, match)
    #expect(read.messages == [])
    return try #require(read.value).holds(body)
  }

  @Test(arguments: [
    (#"{"contains": "install"}"#, "not installed", "fine"),
    (#"{"matches": "not +installed"}"#, "not  installed", "installed"),
    (#"{"startsWith": "<html"}"#, "<html><body>", "{}"),
    (#""OK""#, "OK", "OK\n"),
    (#"{"subject": "Beam"}"#, #"{"subject":"Beam"}"#, #"{"subject":"Door"}"#),
    (#"{"/rfi/assignees/0/id": 101}"#, #"{"rfi":{"assignees":[{"id":101}]}}"#, #"{"rfi":{"assignees":[{"id":102}]}}"#),
    (#"{"/a~1b": {"exists": true}}"#, #"{"a/b":1}"#, #"{"a":{"b":1}}"#),
    (#"{"grant_type": "refresh_token"}"#, "grant_type=refresh_token&x=1", "grant_type=authorization_code"),
    (#"{"redirect_uri": "http://localhost:1/a b"}"#, "redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fa+b", "redirect_uri=x"),
    (#"{"refresh_token": "⟨refresh#1⟩"}"#, "refresh_token=⟨refresh#1⟩", "refresh_token=⟨refresh#2⟩"),
    (#"{"code": {"exists": false}}"#, "state=1", "state=1&code=2"),
    (#"{"/id/1": "b"}"#, "id=a&id=b", "id=a"),
    (#"{"status": {"lt": 3}, "contains": "x"}"#, #"{"status":2,"x":0}"#, #"{"status":2}"#),
  ])
  func `each way to look at a body passes one and not another`(match: String, right: String, wrong: String) throws {
    #expect(try holds(match, right))
    #expect(try !holds(match, wrong))
  }

  @Test func `a body that is absent or no object has no members`() throws {
    for body in [nil, "", "plain text with = in it", "<a href=\"x\">", "[1]"] {
      #expect(try !holds(#"{"a": {"exists": true}}"#, body))
      #expect(try holds(#"{"a": {"exists": false}}"#, body))
    }
    #expect(try !holds(#"{"contains": "a"}"#, nil))
  }

  @Test func `a member that bears an operator's name is reached by its pointer`() throws {
    #expect(try holds(#"{"/contains": "x"}"#, #"{"contains":"x"}"#))
    #expect(try !holds(#"{"/contains": "x"}"#, "x"))
  }

  @Test(arguments: [
    ("{}", "the test of the body says nothing"), ("7", "expected tests of a body, an object, found an integer"),
    (#"{"/a~2": 1}"#, "\"/a~2\" is no JSON pointer"), (#"{"contains": 7}"#, "expected a string, found an integer"),
    (#"{"a": {"containz": "x"}}"#, #"unknown operator "containz"; did you mean "contains"?"#),
  ])
  func `a match that means nothing is told`(match: String, message: String) throws {
    let read = reading(.bodyMatch, match)
    #expect(read.value == nil)
    #expect(try #require(read.messages.first).hasPrefix(message))
  }
}
