extension Check {
  /// How a real connector broke the promise, in a few sentences.
  public var story: String { Self.stories[name] ?? "" }

  /// The stories, by the names of the checks; from bug reports, sample code and published clients of Procore's API.
  private static let stories: [String: String] = [
    "hosts/reachable": """
    A connector kept Procore's hosts as constants. Pointed at a monthly sandbox by a setting that nobody read, \
    it went on talking to production.
    """,
    "login/response-type": """
    A browser app asked for `response_type=token` since a library still offers it. The token stood in the \
    address, and from there in the log of an analytics script.
    """,
    "login/state-sent": """
    An official helper builds the authorize address without `state`, and the app that used it never added one.
    """,
    "login/state-verified": """
    A callback read `state` and wrote it to the log, but never compared it. Everything worked, for the attacker \
    too.
    """,
    "login/error-callback": """
    A sample app read `code` from the callback without a look at `error`. When a user pressed Deny it exchanged \
    the text `undefined`.
    """,
    "login/redirect-uri-same": """
    The authorize address was built from the host of the request, the exchange from a setting with a slash at \
    its end. Every login failed behind the proxy alone.
    """,
    "login/code-once": """
    A callback page was rendered in place, so that a reload exchanged the code again. The refusal overwrote the \
    good tokens of a minute before.
    """,
    "login/secret-placement": """
    An OAuth library tried the Basic header and sent the body parameters along to be sure. A newer server \
    refused the pair.
    """,
    "login/pkce": """
    A mobile client kept its verifier in a constant that was meant for tests, and every login had the same \
    challenge.
    """,
    "login/host": """
    A client posted `/oauth/token` to the API host, which worked for years and is what the marketplace review \
    now rejects.
    """,
    "login/open-redirect": """
    A `return_to` parameter travelled through `state` and was followed as it came, host and all.
    """,
    "login/token-type-case": """
    A client asserted that `token_type` is `Bearer`. An update of the server wrote `bearer`, and no login \
    succeeded.
    """,
    "login/sessions-apart": """
    A server kept the token in one variable of the module. Whoever logged in last was who everybody was.
    """,
    "refresh/rotation-kept": """
    A client took `access_token` from the refresh answer and left the refresh token in its store as it was. The \
    second refresh was refused with `invalid_grant`.
    """,
    "refresh/single-flight": """
    Two worker processes refreshed the same grant at the same second. One of them lost, and deleted the \
    connection for both.
    """,
    "refresh/once-per-401": """
    A promise wrapper refreshed for each call that was refused. A page with twelve widgets refreshed twelve \
    times every ninety minutes.
    """,
    "refresh/no-loop": """
    An interceptor repeated the call after a refresh through itself. When an account was blocked it refreshed \
    four times a second, all weekend.
    """,
    "refresh/invalid-grant-final": """
    A job queue retried the failed refresh every minute for a month, since an error is an error.
    """,
    "refresh/only-for-401": """
    The refresh helper of a client ran on any rejected promise. A 403 cost a refresh token, and gave the same \
    403.
    """,
    "refresh/lost-reply": """
    A timeout of one second cut off the answer of a refresh. The old token was repeated until the process was \
    restarted.
    """,
    "refresh/transient": """
    During an outage of ten minutes a connector read 503 as the end of the grant, and four hundred users had to \
    connect anew.
    """,
    "refresh/survives-restart": """
    Tokens lay in the memory of a cloud function. Each new instance began without them.
    """,
    "expiry/honours-expires-in": """
    The code said 7200 since tokens once lived two hours. They live ninety minutes now, and half an hour of each \
    cycle failed.
    """,
    "expiry/margin": """
    A background task refreshed every five minutes to be safe, and met the one lost answer far sooner.
    """,
    "expiry/dead-token-not-used": """
    The page took its token from the session and the worker from the database. Only one of them learned of the \
    refresh.
    """,
    "expiry/long-token": """
    The column for the token had 255 characters from the days of opaque tokens. The first JWT was cut, silently.
    """,
    "rights/403-final": """
    A retry policy listed every status above 399. One missing right made six calls, with pauses that the user \
    waited for.
    """,
    "rights/not-installed": """
    A connector answered "App is not connected to this company." with a button that reads Reconnect. Users \
    pressed it for a week; nobody installed the app.
    """,
    "rights/partial": """
    A sync looped over projects and let the first 403 escape. Everything after a project with a disabled tool \
    was never read.
    """,
    "rights/404-is-not-deleted": """
    A nightly job deleted what answered 404. When somebody's right was restored, the comments on those records \
    were gone.
    """,
    "rights/company-header": """
    A client set the header for all methods but DELETE, whose options were dropped on the way.
    """,
    "rights/tenant-crossing": """
    The company was remembered from the last request. Two tabs of one user wrote into each other's company.
    """,
    "rights/over-asking": """
    A connector listed the company's users at each start for a screen that had been removed. A customer's audit \
    asked why.
    """,
    "api/token-placement": """
    A download link was built with `?access_token=` so that it could be pasted. It was, into a ticket.
    """,
    "api/token-audience": """
    The HTTP client followed the redirect to the file storage with its default headers. The storage refused, and \
    logged the token.
    """,
    "api/rate-limit": """
    A client read `X-Rate-Limit-Reset` as seconds from now, got a number of fifty years, took it for an error \
    and tried again at once.
    """,
    "api/server-errors": """
    Three libraries repeated three times each, one inside the other. A single 503 became 27 calls.
    """,
    "api/pagination": """
    A loop asked for 1,000 rows and ended when fewer came. The server gave 300 at most, so that the 301st \
    project did not exist.
    """,
    "api/write-once": """
    An SDK repeated every request after one second without an answer, POST among them. Slow days brought two of \
    each RFI.
    """,
    "api/known-endpoints": """
    A client called `/companies/{id}/vendors` because it looked right. It answered 404, which was shown as no \
    vendors.
    """,
    "api/ids-64-bit": """
    A column of 32 bits held project ids until a customer of a newer region came with fifteen digits.
    """,
    "api/error-shapes": """
    An error handler read `errors.base[0]`. A proxy answered with an HTML page, and the handler's own exception \
    ended the worker.
    """,
    "secrets/output": """
    The HTTP library's debug log was left on in production, Authorization header and all.
    """,
    "secrets/pages": """
    The callback page showed the token answer for debugging, and stayed so.
    """,
    "secrets/urls": """
    The callback page loaded an analytics script, which got the code in its Referer.
    """,
    "secrets/files": """
    A request log beside the database kept each token answer. Backups of it were readable by everybody.
    """,
    "secrets/revoked-on-disconnect": """
    Disconnect deleted a row. The refresh token lived on, and was found in a backup a year later.
    """,
  ]
}
