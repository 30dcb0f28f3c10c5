/// The Procore user who connected, as `GET /rest/v1.0/me` tells.
struct Person: Codable, Sendable {
  let id: Identifier
  let login: String?
  let name: String?
}
