import HTTPTypes
import MockCore

extension History {
  /// The history with every secret replaced by its mark, wherever it stands.
  public func redacted(_ redactor: Redactor) -> History {
    var history = self
    for index in history.output.indices { history.output[index].text = redactor.redact(history.output[index].text) }
    for step in history.steps.indices {
      history.steps[step].failure = history.steps[step].failure.map(redactor.redact)
      for answer in history.steps[step].answers.indices { history.steps[step].answers[answer].redact(redactor) }
    }
    for index in history.exchanges.indices { history.exchanges[index].redact(redactor) }
    for index in history.records.indices { history.records[index].json = redactor.redact(history.records[index].json) }
    history.attempts = history.attempts.map { $0.redacted(redactor) }
    history.brokenOff = history.brokenOff.map(redactor.redact)
    return history
  }
}

extension ConnectorAnswer {
  fileprivate mutating func redact(_ redactor: Redactor) {
    body = redactor.redact(body)
    output = output.map(redactor.redact)
    url = url.map(redactor.redact)
    headers = headers.redacted(redactor)
    redirects = redirects?.map {
      ConnectorRedirect(
        path: redactor.redact($0.path), status: $0.status, headers: $0.headers.redacted(redactor))
    }
  }
}

extension Exchange {
  fileprivate mutating func redact(_ redactor: Redactor) {
    path = redactor.redact(path)
    query = query.map { Parameter(redactor.redact($0.name), redactor.redact($0.value)) }
    requestHeaders = requestHeaders.redacted(redactor)
    requestBody = requestBody.map(redactor.redact)
    answerHeaders = answerHeaders.redacted(redactor)
    answerBody = answerBody.map(redactor.redact)
  }
}

extension HTTPFields {
  fileprivate func redacted(_ redactor: Redactor) -> HTTPFields {
    var fields: HTTPFields = [:]
    for field in self { fields.append(HTTPField(name: field.name, value: redactor.redact(field.value))) }
    return fields
  }
}
