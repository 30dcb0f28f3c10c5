"""A connector of which one process must not serve several scenarios: it keeps what the first one brought.

Its argument says how it shows: "polls" has a thread of its own that asks Procore with the first token that it was ever
given, whoever wants to read; "answers-once" refuses all reads but the first of its life. Settings come from the environment, as in python-web.
"""

import http.server
import json
import os
import secrets
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

HABIT = sys.argv[1]
LOGIN, API = os.environ["PROCORE_LOGIN_URL"], os.environ["PROCORE_API_URL"]
CLIENT, SECRET = os.environ["PROCORE_CLIENT_ID"], os.environ["PROCORE_CLIENT_SECRET"]
REDIRECT = "http://localhost:%s/oauth/callback" % os.environ["PORT"]
wanted, polled = threading.Semaphore(0), threading.Semaphore(0)
reads = 0
states = set()
poller = None


def call(url, headers, body=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, None


def exchange(code):
    global poller
    form = dict(
        grant_type="authorization_code", code=code, redirect_uri=REDIRECT, client_id=CLIENT, client_secret=SECRET
    )
    status, tokens = call(LOGIN + "/oauth/token", {}, urllib.parse.urlencode(form).encode())
    if status == 200 and HABIT == "polls" and poller is None:
        poller = threading.Thread(target=poll, args=(tokens["access_token"],), daemon=True)
        poller.start()
    return status == 200


def poll(token):
    while True:
        wanted.acquire()
        call(API + "/rest/v1.0/me", {"Authorization": "Bearer " + token})
        polled.release()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        global reads
        address = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(address.query))
        if address.path == "/connect":
            asked = dict(response_type="code", client_id=CLIENT, redirect_uri=REDIRECT, state=secrets.token_hex(16))
            states.add(asked["state"])
            self.answer(302, "", LOGIN + "/oauth/authorize?" + urllib.parse.urlencode(asked))
        elif address.path == "/oauth/callback":
            is_ours = query.get("state") in states and "code" in query
            self.answer(200, "Connected" if is_ours and exchange(query["code"]) else "The login failed")
        elif address.path == "/rfis" and HABIT == "polls":
            wanted.release()
            polled.acquire()
            self.answer(200, "[]")
        elif address.path == "/rfis":
            reads += 1
            self.answer(200 if reads == 1 else 502, "[]")
        else:
            self.answer(200, "ok")

    def answer(self, status, text, location=None):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        """Nothing is printed."""


http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
