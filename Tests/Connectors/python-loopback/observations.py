"""A command line tool for observations. It logs in with the desktop's browser and takes the code off a loopback
redirect (RFC 8252), with PKCE; tokens lie in one file, and a lock file keeps two commands from refreshing at once.

Python 3.9 or newer, standard library only. DEFECT switches one fault on. Exit: 0 done, 1 failed, 2 usage, 3 log in
first, 4 not allowed, 5 not installed, 6 Procore is not available, 7 the app's credentials are wrong, 8 too many calls,
9 refused.
"""

import base64
import fcntl
import hashlib
import http.client
import http.server
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import webbrowser

LOGIN_URL, API_URL = os.environ["PROCORE_LOGIN_URL"], os.environ["PROCORE_API_URL"]
CLIENT = {"client_id": os.environ["PROCORE_CLIENT_ID"], "client_secret": os.environ["PROCORE_CLIENT_SECRET"]}
REDIRECT_URI = os.environ["REDIRECT_URI"]
FOLDER = os.environ["OBSERVATIONS_HOME"]
CREDENTIALS = os.path.join(FOLDER, "credentials.json")
DEFECT = os.environ.get("DEFECT", "")
TIMEOUT = 7  # seconds
NO_ANSWER = (OSError, http.client.HTTPException)


def end(status, text):
    print("observations: " + text, file=sys.stderr)
    sys.exit(status)


def load():
    try:
        with open(CREDENTIALS) as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def store(credentials):
    """Replaces the file in one go, so that a command that ends in between leaves the old one whole."""
    descriptor = os.open(CREDENTIALS + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(credentials, file)
    os.rename(CREDENTIALS + ".new", CREDENTIALS)


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """The token goes to Procore's API and to nobody that an answer points to."""

    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(NoRedirects)


def send(method, url, body=None, headers=None):
    """The status, headers and bytes of the answer; raises one of NO_ANSWER when there is none."""
    try:
        request = urllib.request.Request(url, method=method, data=body, headers=headers or {})
        with opener.open(request, timeout=TIMEOUT) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def ask_for_tokens(**form):
    """The token endpoint takes JSON too. An answer that is none reads as empty."""
    body = json.dumps({**form, **CLIENT}).encode()
    status, _, content = send("POST", LOGIN_URL + "/oauth/token", body, {"Content-Type": "application/json"})
    if DEFECT == "tells-what-was-refused" and status >= 400:
        print("refused:", status, body.decode(), file=sys.stderr)
    try:
        answer = json.loads(content)
    except ValueError:
        answer = None
    return status, answer if isinstance(answer, dict) else {}


def keep(answer, former=None):
    if DEFECT == "measures-from-created-at":
        begin = answer.get("created_at", time.time())
    else:
        begin = time.time()
    credentials = {
        "access_token": answer["access_token"],
        "refresh_token": answer.get("refresh_token") or (former or {}).get("refresh_token"),
        "ends": begin + answer.get("expires_in", 3600),
    }
    store(credentials)
    return credentials


# The login


def wait_for_the_browser(state):
    """The code that the browser brings back, or None; whatever does not belong to this login is told so."""
    found = {}

    class Redirected(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            address = urllib.parse.urlsplit(self.path)
            query = dict(urllib.parse.parse_qsl(address.query))
            if address.path != urllib.parse.urlsplit(REDIRECT_URI).path:
                status, page = 404, "There is nothing here."
            elif query.get("state") != state and DEFECT != "compares-no-state":
                status, page = 400, "This does not belong to the login that was begun."
            elif "error" in query or "code" not in query:
                found["code"], status, page = None, 200, "Nothing was connected. You may close this window."
            else:
                found["code"], status, page = query["code"], 200, "Thank you. You may close this window."
            body = ("<p>" + page + "</p>").encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.HTTPServer(("127.0.0.1", urllib.parse.urlsplit(REDIRECT_URI).port), Redirected)
    server.timeout = 1
    return server, found


def login():
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    server, found = wait_for_the_browser(state)
    query = {
        "response_type": "code", "client_id": CLIENT["client_id"], "redirect_uri": REDIRECT_URI, "state": state,
        "code_challenge": challenge, "code_challenge_method": "S256",
    }
    webbrowser.open(LOGIN_URL + "/oauth/authorize?" + urllib.parse.urlencode(query))
    patience = time.monotonic() + 20
    while not found and time.monotonic() < patience:
        server.handle_request()
    server.server_close()
    if not found.get("code"):
        end(1, "not logged in")
    for _ in range(3 if DEFECT == "insists-on-a-code" else 1):
        try:
            status, answer = ask_for_tokens(
                grant_type="authorization_code", code=found["code"], redirect_uri=REDIRECT_URI, code_verifier=verifier)
        except NO_ANSWER:
            end(6, "Procore does not answer")
        if status == 200 and "access_token" in answer:
            keep(answer)
            print("Logged in.")
            return
    end(6 if status >= 500 else 1, "Procore refused the login")


# The refresh


def refresh(rejected):
    """Credentials whose access token is another than the rejected one."""
    with open(os.path.join(FOLDER, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        credentials = load()
        if credentials is None or credentials.get("over") or not credentials["refresh_token"]:
            end(3, "log in first")
        if credentials["access_token"] != rejected:
            return credentials
        for pause in (0.3, 0.9, 0):
            try:
                status, answer = ask_for_tokens(
                    grant_type="refresh_token", refresh_token=credentials["refresh_token"])
                if status < 500 and status != 429:
                    break
            except NO_ANSWER:
                status, answer = 0, {}
            if DEFECT == "logs-out-when-offline":
                os.remove(CREDENTIALS)
                end(3, "log in first")
            time.sleep(pause)
        if status == 200 and "access_token" in answer:
            return keep(answer, credentials)
        if answer.get("error") == "invalid_client":
            end(7, "the credentials of this app are wrong")
        if status not in (400, 401):
            end(6, "Procore's login is not available")
        credentials["over"] = True
        store(credentials)
        end(3, "log in again")


# The API


def call(method, path, company, body=None):
    """The answer to one call, after at most one refresh and one repetition."""
    credentials = load()
    if credentials is None:
        end(3, "log in first")
    if time.time() > credentials["ends"] - 60:
        credentials = refresh(credentials["access_token"])
    for attempt in (1, 2):
        headers = {
            "Authorization": "Bearer " + credentials["access_token"], "Content-Type": "application/json",
            "Procore-Company-Id": str(company),
        }
        try:
            status, headers, content = send(
                method, API_URL + path, None if body is None else json.dumps(body).encode(), headers)
        except NO_ANSWER:
            end(6, "Procore does not answer")
        if status != 401:
            break
        if attempt == 2:
            end(3, "log in again")
        credentials = refresh(credentials["access_token"])
    if status == 429:
        end(8, "too many calls")
    return status, headers, content


def is_refused(status, content):
    return status in (403, 404) and b"App is not connected" not in content


def complain(status, content):
    if status == 403 and b"App is not connected" in content:
        end(5, "this app is not installed in the company; an administrator can install it")
    if is_refused(status, content):
        end(4, "you are not allowed to do this")
    if status >= 500:
        end(6, "Procore is in trouble")
    end(9, "Procore refused: " + content.decode("utf-8", "replace")[:200])


def pages(path, company):
    """All rows, or the answer that ended them."""
    rows, page = [], 1
    while True:
        status, headers, content = call("GET", path + "&page=%d&per_page=100" % page, company)
        if status != 200:
            return rows, (status, content)
        try:
            rows += json.loads(content)
        except (TypeError, ValueError):
            end(6, "Procore answered something else")
        if 'rel="next"' not in headers.get("Link", ""):
            return rows, None
        page += 1


def show(company):
    projects, problem = pages("/rest/v1.1/projects?company_id=" + company, company)
    if problem:
        complain(*problem)
    read, refused = 0, None
    for project in projects:
        rows, problem = pages("/rest/v1.0/observations/items?project_id=%d" % project["id"], company)
        if problem and not is_refused(*problem):
            complain(*problem)
        if problem:
            refused = problem
            print(project["name"] + ": not allowed")
            continue
        read += 1
        for row in rows:
            print(project["name"], row["id"], row.get("name"))
    if refused and not read and DEFECT != "calls-nothing-success":
        complain(*refused)


def add(company, project, name):
    body = {"project_id": int(project), "observation": {"name": name}}
    status, _, content = call("POST", "/rest/v1.0/observations/items", company, body)
    if status != 201:
        complain(status, content)
    print("added", json.loads(content)["id"])


def logout():
    credentials = load()
    if credentials:
        form = urllib.parse.urlencode({"token": credentials["refresh_token"], **CLIENT}).encode()
        try:
            send("POST", LOGIN_URL + "/oauth/revoke", form, {"Content-Type": "application/x-www-form-urlencoded"})
        except NO_ANSWER:
            pass
        os.remove(CREDENTIALS)
    print("Logged out.")


def status():
    credentials = load()
    print("logged in" if credentials and not credentials.get("over") else "logged out")


commands = {"login": (login, 0), "list": (show, 1), "add": (add, 3), "logout": (logout, 0), "status": (status, 0)}
name, arguments = (sys.argv + [""])[1], sys.argv[2:]
if name not in commands or len(arguments) != commands[name][1]:
    end(2, "login | list COMPANY | add COMPANY PROJECT NAME | logout | status")
commands[name][0](*arguments)
