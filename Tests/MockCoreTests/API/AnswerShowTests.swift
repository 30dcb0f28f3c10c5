import JSONSource
import Testing

@testable import MockCore

/// Single records.
struct AnswerShowTests {
  private func show(_ id: String = "9001", as user: Int64 = TestWorld.rita) -> TestCall {
    TestCall("\(TestCatalog.rfis)/\(id)", as: user)
  }

  @Test func `a record is answered as it is stored`() {
    let decision = show().decide([TestWorld.record(9001)])
    #expect(decision.answer.status == 200)
    #expect(decision.answer.value?["id"] == 9001)
    #expect(decision.about.records == [9001])
  }

  @Test func `only the one record is asked for`() {
    #expect(show().needs == .one(collection: "rfis", id: 9001))
    #expect(show("9223372036854775807").needs == .one(collection: "rfis", id: .max))
  }

  @Test(arguments: ["x", "9223372036854775808", "1.0"])
  func `an id that is none is a record that does not exist`(id: String) {
    #expect(show(id).needs == RecordsNeeded.none)
    #expect(show(id).decide().grounds == .recordUnknown)
  }

  @Test func `a record that does not exist is answered with 404`() {
    #expect(show().decide().grounds == .recordUnknown)
    #expect(show().decide().answer.status == 404)
  }

  @Test func `a record of another project does not exist in this one`() {
    #expect(show().decide([TestWorld.record(9001, project: TestWorld.mill)]).grounds == .recordUnknown)
    #expect(show().decide([TestWorld.record(9001, project: TestWorld.beck)]).grounds == .recordUnknown)
  }

  @Test func `a private record does not exist for a stranger, and does for who is on it`() {
    let hidden = TestWorld.record(9001, isPrivate: true, people: [TestWorld.sam])
    #expect(show(as: TestWorld.rita).decide([hidden]).grounds == .recordPrivate)
    #expect(show(as: TestWorld.rita).decide([hidden]).answer.status == 404)
    #expect(show(as: TestWorld.sam).decide([hidden]).answer.status == 200)
    #expect(show(as: TestWorld.pat).decide([hidden]).answer.status == 200)
  }

  @Test func `a refusal of a private record does not name it as shown`() {
    let hidden = TestWorld.record(9001, isPrivate: true)
    #expect(show(as: TestWorld.rita).decide([hidden]).about.records.isEmpty)
  }

  @Test func `a project is shown to who sees it, and does not exist for others`() {
    let path = "/rest/v1.0/projects/\(TestWorld.harbour)"
    #expect(TestCall(path, as: TestWorld.rita).decide().answer.value?["name"] == "Harbour House")
    let refused = TestCall(path, as: TestWorld.olaf).decide()
    #expect(refused.grounds == .notInProject)
    #expect(refused.answer.status == 404)
  }
}
