import Foundation

/// What the user wants to ask.
struct DraftRFI: Decodable, Sendable {
  let company: Identifier
  let project: Identifier
  let subject: String

  private enum CodingKeys: String, CodingKey {
    case company = "company_id"
    case project = "project_id"
    case subject
  }
}

/// Creates an RFI, assigned to the connected user. It is sent once; only a rejected token leads to a second try.
struct CreateRFI: Sendable {
  let procore: ProcoreClient

  func callAsFunction(_ draft: DraftRFI) async throws -> RFI {
    var person = await procore.tokens.person
    if person == nil { person = try await procore.me() }
    let assignees = person.map { [$0.id] } ?? []
    let body = try JSONEncoder().encode(
      NewRFI(rfi: .init(subject: draft.subject, assigneeIDs: assignees, question: .init(body: draft.subject))))
    let answer = try await procore.send(
      Call(path: "/rest/v1.0/projects/\(draft.project.value)/rfis", company: draft.company.value, body: body))
    let created = try procore.decode(Created.self, answer)
    return RFI(id: created.id, subject: created.subject ?? draft.subject, project: draft.project)
  }

  private struct Created: Decodable {
    let id: Identifier
    let subject: String?
  }

  private struct NewRFI: Encodable {
    let rfi: Content

    struct Content: Encodable {
      let subject: String
      let assigneeIDs: [Identifier]
      let question: Question

      private enum CodingKeys: String, CodingKey {
        case subject, question
        case assigneeIDs = "assignee_ids"
      }
    }

    struct Question: Encodable {
      let body: String
    }
  }
}
