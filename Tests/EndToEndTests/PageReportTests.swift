import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A run as one page, as it ends and from the ledger afterwards.
@Suite(.fewAtOnce)
struct PageReportTests {
  @Test func `a run is a page as it ends, and the same page from the ledger`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.add(defect: "never-refreshes")
    #expect(try await project.dryfit("version", "create").status == 0)
    let ended = try await project.dryfit("run", "refresh/one-cycle", "login/deny", "--report", "html=page.html")
    #expect(ended.status == 1, "\(ended)")
    let page = try project.text(of: "page.html")
    #expect(XMLParser(data: Data(page.utf8)).parse())
    #expect(page.contains("refresh/one-cycle") && page.contains("issues access#1, refresh#1"))
    #expect(!page.contains("eyJ"))

    let told = try await project.dryfit("report", "1")
    #expect(told.status == 0, "\(told)")
    #expect(told.output == "report: run-1.html\n", "\(told)")
    let kept = try project.text(of: "run-1.html")
    #expect(kept.replacing("Dryfit · run 1<", with: "Dryfit · a run<") == page)
    #expect(try await project.dryfit("report", "1", "-o", "-").output == kept)
  }

  @Test func `a run that is not there has no page, and a page that cannot be written is told`() async throws {
    let project = try Project()
    try project.copyExample()
    let nowhere = try await project.dryfit("report", "1")
    #expect(nowhere.status == 64, "\(nowhere)")
    #expect(nowhere.errors.contains("There is no ledger"), "\(nowhere)")
    #expect(try await project.dryfit("version", "create").status == 0)
    #expect(try await project.dryfit("run", "login/deny").status == 0)
    let missing = try await project.dryfit("report", "9")
    #expect(missing.status == 64, "\(missing)")
    #expect(missing.errors.contains("There is no run 9"), "\(missing)")
    let refused = try await project.dryfit("report", "1", "-o", "no/such/folder.html")
    #expect(refused.status == 69, "\(refused)")
    #expect(refused.errors.contains("no/such/folder.html could not be written"), "\(refused)")
  }
}
