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
  let defect: Defect?

  func callAsFunction(company: Int64) async throws -> RFIList {
    do {
      return try await read(company)
    } catch Problem.forbidden where defect == .saysOkWhenForbidden {
      return RFIList()
    }
  }

  private func read(_ company: Int64) async throws -> RFIList {
    let projects = try await self.projects(company)
    var list = RFIList()
    for project in projects {
      do {
        list.rfis += try await rfis(company, project)
      } catch Problem.forbidden where defect != .refusesAllForOne {
        list.refused.append(project)
      } catch Problem.notFound where defect != .refusesAllForOne {
        list.refused.append(project)
      } catch Problem.notFound {
        throw Problem.forbidden
      }
    }
    if !projects.isEmpty, list.refused.count == projects.count { throw Problem.forbidden }
    return list
  }

  private func projects(_ company: Int64) async throws -> [Identifier] {
    let call = Call(path: "/rest/v1.1/projects", query: [("company_id", String(company))], company: company)
    do {
      return try await Pages(procore: procore).all(Item.self, call).map(\.id)
    } catch Problem.notFound {
      throw Problem.forbidden
    }
  }

  private func rfis(_ company: Int64, _ project: Identifier) async throws -> [RFI] {
    let call = Call(path: "/rest/v1.0/projects/\(project.value)/rfis", company: company)
    return try await Pages(procore: procore).all(Item.self, call).map {
      RFI(id: $0.id, subject: $0.subject, project: project)
    }
  }

  private struct Item: Decodable {
    let id: Identifier
    let subject: String?
  }
}
