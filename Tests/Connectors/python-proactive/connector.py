"""A small Procore connector that refreshes ahead of time: it looks at the clock before each call.

Python 3.9 or newer, standard library only.
"""

import http.server
import json
import os
import secrets
import signal
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

PORT = int(os.environ["PORT"])
LOGIN_URL, API_URL = os.environ["PROCORE_LOGIN_URL"], os.environ["PROCORE_API_URL"]
CLIENT = {"client_id": os.environ["PROCORE_CLIENT_ID"], "client_secret": os.environ["PROCORE_CLIENT_SECRET"]}
REDIRECT = "http://localhost:%d/oauth/callback" % PORT
MARGIN = 600  # seconds before the end of a token

lock = threading.Lock()
pending = set()  # the states of logins under way
tokens = None  # access, refresh, and the end by our own clock


def grant(**parameters):
    body = urllib.parse.urlencode(dict(parameters, **CLIENT)).encode()
    try:
        with urllib.request.urlopen(LOGIN_URL + "/oauth/token", body, timeout=10) as answer:
            content = json.load(answer)
    except OSError:
        return None
    return content["access_token"], content["refresh_token"], time.time() + content["expires_in"]


def token():
    global tokens
    with lock:
        if tokens and time.time() > tokens[2] - MARGIN:
            tokens = grant(grant_type="refresh_token", refresh_token=tokens[1])
        return tokens and tokens[0]


def me():
    # A wait with a bound, as a pool of workers has it: it must not take longer because the clock was moved.
    threading.Event().wait(0.01)
    access = token()
    if not access:
        return 401, "log in first"
    request = urllib.request.Request(API_URL + "/rest/v1.0/me", headers={"Authorization": "Bearer " + access})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, "well"
    except urllib.error.HTTPError as refused:
        return refused.code, "not well"


def callback(query):
    global tokens
    state, code = query.get("state", [""])[0], query.get("code", [""])[0]
    if state not in pending or not code:
        return 400, "Not connected"
    pending.discard(state)
    with lock:
        tokens = grant(grant_type="authorization_code", code=code, redirect_uri=REDIRECT)
        return (200, "Connected") if tokens else (400, "Not connected")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/connect":
            return self.connect()
        pages = {"/health": lambda: (200, "well"), "/me": me}
        pages["/oauth/callback"] = lambda: callback(urllib.parse.parse_qs(url.query))
        status, text = pages.get(url.path, lambda: (404, "nothing here"))()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def connect(self):
        state = secrets.token_hex(16)
        pending.add(state)
        query = {"response_type": "code", "redirect_uri": REDIRECT, "state": state, "client_id": CLIENT["client_id"]}
        self.send_response(302)
        self.send_header("Location", LOGIN_URL + "/oauth/authorize?" + urllib.parse.urlencode(query))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
