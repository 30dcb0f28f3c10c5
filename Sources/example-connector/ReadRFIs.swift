/// An RFI as the connector shows it.
struct RFI: Encodable, Sendable {
  let id: Identifier
  let subject: String?
  let project: Identifier
}

/// The RFIs of a company, and the projects in which they could not be read.
struct RFIList: Encodable, Sendable {
  var rfis: [RFI] = []
  var refused: [Identifier] = []
}

/// Reads the RFIs of all projects of a company.
struct ReadRFIs: Sendable {
  let procore: ProcoreClient
  let conduct: Conduct

  func callAsFunction(company: Int64) async throws -> RFIList {
    let recollection = procore.recollection
    if conduct.defect == .sharesResults, let list = await recollection.list(of: company) { return list }
    if conduct.defect == .remembersRefusal, await recollection.isRefused(company) { throw Problem.forbidden }
    do {
      let list = try await read(company)
      await recollection.note(list, of: company)
      return list
    } catch Problem.forbidden where conduct.defect == .saysOkWhenForbidden {
      return RFIList()
    } catch Problem.notInstalled where conduct.defect == .saysOkWhenNotInstalled {
      return RFIList()
    } catch Problem.forbidden {
      await recollection.note(refused: company)
      throw Problem.forbidden
    }
  }

  private func read(_ company: Int64) async throws -> RFIList {
    let projects = try await self.projects(company)
    var list = RFIList()
    for project in projects {
      if conduct.defect == .forgetsMissingProjects, await procore.recollection.isMissing(project) { continue }
      do {
        list.rfis += try await rfis(company, project)
      } catch Problem.forbidden where conduct.defect != .refusesAllForOne {
        list.refused.append(project)
      } catch Problem.notFound where !givesUpForMissing {
        await procore.recollection.note(missing: project)
        list.refused.append(project)
      } catch Problem.notFound {
        throw Problem.forbidden
      }
    }
    if !projects.isEmpty, list.refused.count == projects.count { throw Problem.forbidden }
    return list
  }

  private var givesUpForMissing: Bool {
    conduct.defect == .refusesAllForOne || conduct.defect == .refusesAllForMissing
  }

  private func projects(_ company: Int64) async throws -> [Identifier] {
    let query = conduct.defect == .noCompanyInQuery ? [] : [("company_id", String(company))]
    let call = Call(path: "/rest/v1.1/projects", query: query, company: company)
    do {
      let ids = try await Pages(procore: procore, conduct: conduct).all(Item.self, call).map(\.id)
      guard conduct.defect == .idsOf32Bits else { return ids }
      return ids.map { Identifier(Int64(Int32(truncatingIfNeeded: $0.value))) }
    } catch Problem.notFound {
      throw Problem.forbidden
    }
  }

  private func rfis(_ company: Int64, _ project: Identifier) async throws -> [RFI] {
    let call = Call(path: "/rest/v1.0/projects/\(project.value)/rfis", company: company)
    return try await Pages(procore: procore, conduct: conduct).all(Item.self, call).map {
      RFI(id: $0.id, subject: $0.subject, project: project)
    }
  }

  private struct Item: Decodable {
    let id: Identifier
    let subject: String?
  }
}
