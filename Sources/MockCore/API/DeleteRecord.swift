import JSONSource

/// What a permitted delete does: 204 without a body.
enum DeleteRecord {
  /// Decides on a delete: administrators of the tool may, and whoever made the record.
  static func decide(_ record: Record, _ permit: Permit, profile: Profile, now: Instant) -> Decision {
    guard permit.level == .admin || record.createdBy == permit.user.id else {
      return AnswerCall.refused(.levelTooLow, permit, profile)
    }
    var about = permit.about
    about.records = [record.id]
    return Decision(Answer(status: 204), because: .granted, changes: [change(record, permit, now)], about: about)
  }

  private static func change(_ record: Record, _ permit: Permit, _ now: Instant) -> Change {
    guard permit.route.operation.shared.value.hasRecycleBin,
      var fields = JSONParser.parse(Array(record.json.utf8))?.objectValue
    else { return .deleteRecord(collection: record.collection, id: record.id) }
    fields["deleted"] = true
    fields["deleted_at"] = .string(now.rfc3339)
    var deleted = record
    deleted.isDeleted = true
    deleted.json = JSONValue.object(fields).encoded()
    return .updateRecord(deleted)
  }
}
