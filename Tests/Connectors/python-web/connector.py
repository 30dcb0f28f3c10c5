"""A small Procore connector: connects one user, reads the RFIs of a company, creates new ones.

Python 3.9 or newer, standard library only. It refreshes when Procore answers 401, never by the clock. Settings come
from the environment: PORT, PROCORE_LOGIN_URL, PROCORE_API_URL, PROCORE_CLIENT_ID, PROCORE_CLIENT_SECRET, DATA_DIR.
DEFECT makes it go wrong in one way of mutants.json.
"""

import base64
import email.utils
import hmac
import html
import http.client
import http.cookies
import http.server
import json
import os
import secrets
import signal
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

TIMEOUT = 10  # seconds for a whole answer
LARGEST_ANSWER = 8_000_000  # bytes
LARGEST_TOKEN_ANSWER = 64_000  # bytes
MOST_PAGES = 10_000
DEFECT = os.environ.get("DEFECT", "")
SETTINGS = ["PORT", "PROCORE_LOGIN_URL", "PROCORE_API_URL", "PROCORE_CLIENT_ID", "PROCORE_CLIENT_SECRET", "DATA_DIR"]


def log(method, path, status):
    print(method, path, status, flush=True)


class Refusal(Exception):
    """An action that could not be done: the status and the JSON with which the connector answers."""

    def __init__(self, status, error, message=None, headers=None, **more):
        super().__init__(error)
        self.status = status
        self.error = error
        self.body = dict(error=error, **more)
        if message:
            self.body["message"] = message
        self.headers = headers or {}


def login_required():
    return Refusal(401, "login-required", connect="/connect")


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        """The parsed body, or None where it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def says_not_installed(self):
        return b"App is not connected" in self.body[:4096]

    def retry_after(self):
        text = self.headers.get("Retry-After", "")
        return int(text) if text.isdigit() else 0

    def message(self):
        """What an error answer says, in whichever of Procore's shapes."""
        content = self.json()
        if not isinstance(content, dict):
            return "Procore did not accept it"
        texts = [text for key in ("errors", "message", "error") for text in texts_in(content.get(key))]
        return "; ".join(texts)[:500] or "Procore did not accept it"


def texts_in(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    if isinstance(value, dict):
        return ["%s: %s" % (key, text) for key, item in value.items() for text in texts_in(item)]
    return []


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A token must not travel to another host: a redirect is an answer like any other."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirects)


def send(method, url, headers, body=None, limit=LARGEST_ANSWER):
    """The answer, or None where no complete one came back (the request may have arrived all the same)."""
    path = urllib.parse.urlsplit(url).path
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        try:
            response = OPENER.open(request, timeout=TIMEOUT)
        except urllib.error.HTTPError as refused:
            response = refused
        with response:
            answer = Answer(response.getcode(), response.headers, read_all(response, limit))
    except (OSError, http.client.HTTPException, ValueError):
        log("procore: " + method, path, "without an answer")
        return None
    log("procore: " + method, path, answer.status)
    if DEFECT == "prints-refused-requests" and answer.status >= 400:
        print("refused:", url, dict(headers), flush=True)
    return answer


def read_all(response, limit):
    deadline = time.monotonic() + TIMEOUT
    expected = response.headers.get("Content-Length")
    parts, size = [], 0
    while True:
        part = response.read1(65536)
        if not part:
            break
        parts.append(part)
        size += len(part)
        if size > limit or time.monotonic() > deadline:
            raise ValueError("the answer is too large or too slow")
    if expected is not None and expected.isdigit() and size < int(expected):
        raise ValueError("the answer is cut off")
    return b"".join(parts)


class Vault:
    """The tokens of the one connection, in SQLite: a change is there as a whole or not at all."""

    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, "connector.db")
        if DEFECT == "begins-anew-at-start" and os.path.exists(path):
            os.remove(path)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self.lock = threading.Lock()
        self.database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("PRAGMA secure_delete = ON")
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS connection "
            "(one INTEGER PRIMARY KEY CHECK (one = 1), access TEXT, refresh TEXT, person TEXT)"
        )

    def read(self):
        with self.lock:
            row = self.database.execute("SELECT access, refresh, person FROM connection").fetchone()
        return row and {"access": row[0], "refresh": row[1], "person": json.loads(row[2]) if row[2] else None}

    def connect(self, access, refresh):
        if DEFECT == "narrow-column":
            access = access[:500]
        self.run("INSERT OR REPLACE INTO connection VALUES (1, ?, ?, NULL)", access, refresh)

    def renew(self, presented, access, refresh):
        """Stores what a refresh brought, unless a login or a disconnect came in between."""
        if DEFECT == "updates-access-only":
            refresh = presented
        self.run("UPDATE connection SET access = ?, refresh = ? WHERE refresh = ?", access, refresh, presented)

    def drop_access(self, rejected):
        self.run("UPDATE connection SET access = NULL WHERE access = ?", rejected)

    def remember(self, person):
        self.run("UPDATE connection SET person = ?", json.dumps(person))

    def forget(self, refresh=None):
        """Forgets the connection; with a refresh token only if it is still that one."""
        if refresh is None:
            self.run("DELETE FROM connection")
        else:
            self.run("DELETE FROM connection WHERE refresh = ?", refresh)

    def run(self, statement, *values):
        with self.lock:
            self.database.execute(statement, values)


class Authorization:
    """Procore's OAuth endpoints: JSON bodies, and the app's credentials in the Basic header."""

    def __init__(self, settings):
        self.base = settings["PROCORE_LOGIN_URL"].rstrip("/")
        self.client = settings["PROCORE_CLIENT_ID"]
        self.secret = settings["PROCORE_CLIENT_SECRET"]
        self.redirect = "http://localhost:%s/oauth/callback" % settings["PORT"]

    def authorize_url(self, state):
        query = {"response_type": "code", "client_id": self.client, "redirect_uri": self.redirect, "state": state}
        return self.base + "/oauth/authorize?" + urllib.parse.urlencode(query)

    def exchange(self, code):
        return self.post(
            "/oauth/token", {"grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect}
        )

    def refresh(self, token):
        return self.post("/oauth/token", {"grant_type": "refresh_token", "refresh_token": token})

    def revoke(self, token):
        # Procore documents the credentials of a revocation as parameters of the body.
        body = {"token": token, "client_id": self.client, "client_secret": self.secret}
        answer = send("POST", self.base + "/oauth/revoke", self.headers(False), json.dumps(body).encode())
        return answer is not None and answer.status == 200

    def post(self, path, body):
        return send("POST", self.base + path, self.headers(True), json.dumps(body).encode(), LARGEST_TOKEN_ANSWER)

    def headers(self, authenticated):
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if authenticated:
            # RFC 6749 section 2.3.1: both parts are form encoded before they are joined.
            pair = ":".join(urllib.parse.quote_plus(part) for part in (self.client, self.secret))
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        return headers


def tokens_in(answer):
    """(access token, refresh token or None) of a token answer; None where it holds no usable token."""
    content = answer.json() if answer is not None and 200 <= answer.status < 300 else None
    if not isinstance(content, dict):
        return None
    access, refresh = content.get("access_token"), content.get("refresh_token")
    if not isinstance(access, str) or not access or not all("!" <= letter <= "~" for letter in access):
        return None
    if str(content.get("token_type", "bearer")).lower() != "bearer":
        return None
    return access, refresh if isinstance(refresh, str) and refresh else None


class Procore:
    """The REST API as the connected user sees it."""

    REFRESH_PAUSES = [0.2, 0.6]  # seconds before the repeats after a 5xx of the token endpoint
    READ_PAUSES = [0.1, 0.3]  # seconds before the repeats of a GET

    def __init__(self, settings, vault, authorization):
        self.base = settings["PROCORE_API_URL"].rstrip("/")
        self.vault = vault
        self.authorization = authorization
        self.refreshing = threading.Lock()
        self.closed_until = 0.0  # by the wall clock, in seconds

    def connect(self, code):
        """Exchanges a code; whether that worked. A code is sent once, whatever the answer."""
        tokens = tokens_in(self.authorization.exchange(code))
        if tokens is None:
            return False
        with self.refreshing:
            self.vault.connect(*tokens)
        self.closed_until = 0.0
        return True

    def disconnect(self):
        with self.refreshing:
            connection = self.vault.read()
            self.vault.forget()
        token = connection and (connection["refresh"] or connection["access"])
        return self.authorization.revoke(token) if token else None

    def me(self):
        person = self.get("/rest/v1.0/me").json()
        if not isinstance(person, dict) or not is_id(person.get("id")):
            raise Refusal(502, "failed", "Procore did not say who is connected")
        person = {"id": int(person["id"]), "login": person.get("login"), "name": person.get("name")}
        self.vault.remember(person)
        return person

    def pages(self, path, company, query=None):
        """All items of a list: page after page, as long as Procore names a next one."""
        items, page = [], 1
        while page <= MOST_PAGES:
            answer = self.get(path, company, dict(query or {}, page=page, per_page=100))
            found = answer.json()
            if not isinstance(found, list) or not all(isinstance(it, dict) and is_id(it.get("id")) for it in found):
                raise Refusal(502, "failed", "Procore answered something that is not understood")
            items += found
            if 'rel="next"' not in ", ".join(answer.headers.get_all("Link", [])):
                return items
            page += 1
        raise Refusal(502, "failed", "Procore's list has no end")

    def get(self, path, company=None, query=None):
        return self.call("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""), company)

    def post(self, path, company, content):
        return self.call("POST", path, company, json.dumps(content).encode())

    def call(self, method, path, company, body=None):
        """The answer of a call that succeeded; a Refusal is raised for every other."""
        if time.time() < self.closed_until:
            raise self.rate_limited()
        connection = self.vault.read()
        if connection is None:
            raise login_required()
        token, fresh = connection["access"], False
        if token is None:
            token, fresh = self.renewed(None), True
        answer = self.attempt(method, path, company, body, token)
        if self.is_rejected(answer) and not fresh:
            token = self.renewed(token)
            answer = self.attempt(method, path, company, body, token)
        if self.is_rejected(answer):
            self.vault.drop_access(token)
            raise login_required()
        return self.judged(answer)

    @staticmethod
    def is_rejected(answer):
        return answer.status == 401 and not answer.says_not_installed()

    def renewed(self, rejected):
        """The access token in place of a rejected one. One caller refreshes, the others wait and use what it got."""
        with threading.Lock() if DEFECT == "lock-of-its-own" else self.refreshing:
            connection = self.vault.read()
            if connection is None:
                raise login_required()
            if connection["access"] not in (None, rejected):
                return connection["access"]
            self.vault.drop_access(rejected)
            presented = connection["refresh"]
            if presented is None:
                self.vault.forget()
                raise login_required()
            access, refresh = self.refresh(presented)
            self.vault.renew(presented, access, refresh or presented)
            return access

    def refresh(self, presented):
        pauses, lost = list(self.REFRESH_PAUSES), 0
        while True:
            answer = self.authorization.refresh(presented)
            tokens = tokens_in(answer)
            if tokens:
                return tokens
            if answer is None or answer.status < 400:
                # Nothing readable came back: one repeat, in case Procore did not act on the first.
                lost += 1
                if lost > 1:
                    raise Refusal(503, "unavailable", "Procore's login does not answer; try again later")
            elif answer.status < 500:
                self.refused(presented, answer)
            elif not pauses:
                raise Refusal(503, "unavailable", "Procore's login has a problem; try again later")
            else:
                time.sleep(pauses.pop(0))

    def refused(self, presented, answer):
        content = answer.json()
        code = content.get("error") if isinstance(content, dict) else None
        if code == "invalid_grant" or DEFECT == "every-4xx-is-final":
            self.vault.forget(presented)
            raise login_required()
        if isinstance(code, str):
            raise Refusal(500, "misconfigured", "Procore refuses this app: " + code[:60])
        raise Refusal(503, "unavailable", "Procore's login does not work now; try again later")

    def attempt(self, method, path, company, body, token):
        """One call with one token. A GET is repeated after a 5xx or a lost answer; a POST may have been done."""
        headers = {"Authorization": "Bearer " + token, "Accept": "application/json"}
        if company is not None:
            headers["Procore-Company-Id"] = str(company)
        if body is not None:
            headers["Content-Type"] = "application/json"
        pauses = list(self.READ_PAUSES) if method == "GET" else []
        while True:
            answer = send(method, self.base + path, headers, body)
            if answer is not None and (answer.status < 500 or answer.retry_after() > 1):
                return answer
            if not pauses:
                if answer is None:
                    raise Refusal(503, "unavailable", "Procore does not answer; it is not known what it has done")
                return answer
            time.sleep(pauses.pop(0))

    def judged(self, answer):
        status = answer.status
        if 200 <= status < 300:
            return answer
        if status in (401, 403, 404) and answer.says_not_installed():
            raise Refusal(403, "not-installed", "Ask your Procore administrator to install the app in this company.")
        if status == 403:
            raise Refusal(403, "forbidden")
        if status == 404:
            raise Refusal(404, "not-found")
        if status == 429:
            self.closed_until = time.time() + seconds_to_wait(answer)
            raise self.rate_limited()
        if status in (400, 409, 413, 422):
            raise Refusal(422, "rejected", answer.message())
        if status >= 500:
            wait = answer.retry_after()
            headers = {"Retry-After": str(wait)} if wait else {}
            raise Refusal(503, "unavailable", "Procore has a problem (%d); try again later" % status, headers)
        raise Refusal(502, "failed", "Procore answered %d" % status)

    def rate_limited(self):
        seconds = max(1, int(self.closed_until - time.time()) + 1)
        return Refusal(
            429, "rate-limited", headers={"Retry-After": str(seconds)}, resetAt=int(self.closed_until) + 1
        )


def seconds_to_wait(answer):
    """How long a 429 asks to wait. X-Rate-Limit-Reset is by Procore's clock, like the Date beside it."""
    seconds = float(answer.retry_after() or 60)
    reset = answer.headers.get("X-Rate-Limit-Reset", "")
    if reset.isdigit():
        try:
            sent = email.utils.parsedate_to_datetime(answer.headers.get("Date", "")).timestamp()
        except (TypeError, ValueError):
            sent = time.time()
        seconds = int(reset) - sent
    return min(3600.0, max(1.0, seconds))


def is_id(value):
    """Procore's ids are integers of 64 bits, as a number or as a string of digits."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return False
    return str(value).isascii() and str(value).isdigit() and int(value) < 2**63


class Connector:
    """What the connector's own routes do."""

    def __init__(self, settings):
        self.vault = Vault(settings["DATA_DIR"])
        self.authorization = Authorization(settings)
        self.procore = Procore(settings, self.vault, self.authorization)
        self.logins = {}  # session id to state, oldest first
        self.logins_lock = threading.Lock()

    def begin_login(self):
        session, state = secrets.token_urlsafe(32), secrets.token_hex(32)
        with self.logins_lock:
            self.logins[session] = state
            while len(self.logins) > 100:
                del self.logins[next(iter(self.logins))]
        return session, self.authorization.authorize_url(state)

    def redeem_state(self, session, state):
        """Whether this session began a login with this state; true only once."""
        with self.logins_lock:
            expected = self.logins.get(session)
            if not expected or not state or not hmac.compare_digest(expected.encode(), state.encode()):
                return False
            del self.logins[session]
            return True

    def callback(self, session, query):
        """(status, title, text) of the page that the user sees after the login."""
        ours = self.redeem_state(session, query.get("state", ""))
        if "error" in query:
            return 200, "Connection cancelled", "Procore said: %s. Nothing was changed." % query["error"][:60]
        if not ours:
            return 400, "This login is not valid", "It was not begun in this browser, or it was used already."
        if not query.get("code"):
            return 400, "Procore sent no code", "Nothing was changed."
        if not self.procore.connect(query["code"]):
            return 502, "The login failed", "Procore did not accept it, or did not answer."
        try:
            person = self.procore.me()
        except Refusal:
            person = {}
        return 200, "Connected", "Connected as %s." % (person.get("name") or person.get("login") or "a Procore user")

    def read(self, company):
        try:
            projects = self.procore.pages("/rest/v1.1/projects", company, {"company_id": company})
        except Refusal as refusal:
            raise Refusal(403, "forbidden") if refusal.error == "not-found" else refusal
        rfis, refused = [], []
        for project in (int(project["id"]) for project in projects):
            try:
                found = self.procore.pages("/rest/v1.0/projects/%d/rfis" % project, company)
            except Refusal as refusal:
                if refusal.error not in ("forbidden", "not-found"):
                    raise
                refused.append(project)
                continue
            rfis += [{"id": int(rfi["id"]), "subject": rfi.get("subject"), "project": project} for rfi in found]
        if projects and len(refused) == len(projects):
            raise Refusal(403, "forbidden")
        return {"rfis": rfis, "refused": refused}

    def write(self, draft):
        subject = draft.get("subject") if isinstance(draft, dict) else None
        if not isinstance(subject, str) or not subject:
            raise Refusal(400, "bad-request", "expected JSON with company_id, project_id and subject")
        if not is_id(draft.get("company_id")) or not is_id(draft.get("project_id")):
            raise Refusal(400, "bad-request", "company_id and project_id must be numbers")
        connection = self.vault.read()
        if connection is None:
            raise login_required()
        person = connection["person"] or self.procore.me()
        project = int(draft["project_id"])
        rfi = {"subject": subject, "assignee_ids": [person["id"]], "question": {"body": subject}}
        path = "/rest/v1.0/projects/%d/rfis" % project
        made = self.procore.post(path, int(draft["company_id"]), {"rfi": rfi}).json()
        if not isinstance(made, dict) or not is_id(made.get("id")):
            raise Refusal(502, "failed", "Procore answered something that is not understood")
        return {"id": int(made["id"]), "subject": made.get("subject", subject), "project": project}

    def status(self):
        connection = self.vault.read()
        return dict((connection or {}).get("person") or {}, connected=connection is not None)


class Handler(http.server.BaseHTTPRequestHandler):
    connector = None
    timeout = 30

    def do_GET(self):
        self.handle_request()

    def do_POST(self):
        self.handle_request()

    def handle_request(self):
        address = urllib.parse.urlsplit(self.path)
        query = {name: values[0] for name, values in urllib.parse.parse_qs(address.query).items()}
        try:
            self.route(self.command + " " + address.path, query)
        except Refusal as refusal:
            self.answer_json(refusal.status, refusal.body, refusal.headers)

    def route(self, name, query):
        connector = self.connector
        if name == "GET /health":
            self.answer(200, "text/plain", b"ok")
        elif name == "GET /connect":
            session, address = connector.begin_login()
            cookie = "session=%s; Path=/; HttpOnly; SameSite=Lax" % session
            self.answer(302, "text/plain", b"", {"Location": address, "Set-Cookie": cookie})
        elif name == "GET /oauth/callback":
            self.answer_page(*connector.callback(self.session(), query))
        elif name == "GET /rfis":
            if not is_id(query.get("company_id")):
                raise Refusal(400, "bad-request", "company_id must be a number")
            self.answer_json(200, connector.read(int(query["company_id"])))
        elif name == "POST /rfis":
            self.answer_json(201, connector.write(self.body()))
        elif name == "GET /status":
            self.answer_json(200, connector.status())
        elif name == "POST /disconnect":
            self.answer_json(200, {"disconnected": True, "revoked": connector.procore.disconnect()})
        else:
            raise Refusal(404, "no-such-page")

    def session(self):
        try:
            morsel = http.cookies.SimpleCookie(self.headers.get("Cookie", "")).get("session")
        except http.cookies.CookieError:
            return ""
        return morsel.value if morsel else ""

    def body(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > 64_000:
            raise Refusal(400, "bad-request", "expected a JSON body of at most 64 kB")
        try:
            return json.loads(self.rfile.read(int(length)))
        except ValueError:
            raise Refusal(400, "bad-request", "expected JSON")

    def answer_json(self, status, content, headers=None):
        self.answer(status, "application/json", json.dumps(content).encode(), headers)

    def answer_page(self, status, title, text):
        link = "" if title == "Connected" else '<p><a href="/connect">Try again</a></p>'
        title, text = html.escape(title), html.escape(text)
        head = '<!doctype html><meta charset="utf-8"><title>%s</title>' % title
        page = head + "<h1>%s</h1><p>%s</p>%s" % (title, text, link)
        self.answer(status, "text/html; charset=utf-8", page.encode(), {"Referrer-Policy": "no-referrer"})

    def answer(self, status, kind, body, headers=None):
        self.send_response(status)
        fields = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        fields.update(headers or {})
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code="-", size="-"):
        log(self.command, urllib.parse.urlsplit(self.path).path, int(code))

    def log_message(self, *_):
        """The base class would print whole request lines, and with them the codes of the callback."""


def main():
    missing = [name for name in SETTINGS if not os.environ.get(name)]
    if missing:
        print("connector.py: set the environment variables " + ", ".join(missing), file=sys.stderr)
        return 64
    settings = {name: os.environ[name] for name in SETTINGS}
    if not settings["PORT"].isdigit() or not 1 <= int(settings["PORT"]) <= 65535:
        print("connector.py: PORT must be a number from 1 to 65535", file=sys.stderr)
        return 64
    Handler.connector = Connector(settings)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(settings["PORT"])), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown, daemon=True).start())
    print("connector.py listens on http://localhost:" + settings["PORT"], flush=True)
    server.serve_forever(poll_interval=0.1)
    # A refresh under way may finish, so that its tokens are not lost; not for long.
    Handler.connector.procore.refreshing.acquire(timeout=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
