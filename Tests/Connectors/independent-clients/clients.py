"""Independent clients go through a login, a refresh, a revocation and their error cases; those of Procore's API read
companies, projects and records page by page, and meet refusals; schemathesis tries the control API.

Takes where the mock is from LOGIN_URL, API_URL, CONTROL_URL, CLIENT_ID, CLIENT_SECRET and REDIRECT_URI, and the name of
the program as its argument. Ends with 0 when everything was as it should be, and with a traceback otherwise.
"""

import html
import os
import re
import subprocess
import sys
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import requests  # noqa: E402

LOGIN = os.environ["LOGIN_URL"]
API = os.environ["API_URL"]
CLIENT_ID = os.environ["CLIENT_ID"]
SECRET = os.environ["CLIENT_SECRET"]
REDIRECT = os.environ["REDIRECT_URI"]
AUTHORIZE = LOGIN + "/oauth/authorize"
TOKEN = LOGIN + "/oauth/token"
REVOKE = LOGIN + "/oauth/revoke"
USER = "pat.admin@granite.example"
# Who was never asked before: a consent that was given is remembered.
OTHER = "rita.reader@granite.example"
COMPANY, HARBOUR, MILL = 4001, 598134326177405, 598134326180122
RFIS = {9001, 9004, 598134326190001, 598134326190002}
PUNCH_ITEMS = 302


def attributes(tag):
    return {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}


def forms(page):
    for opening, inside in re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.DOTALL):
        inputs = [attributes(tag) for tag in re.findall(r"<input\b([^>]*)>", inside)]
        buttons = [(attributes(tag), label) for tag, label in re.findall(r"<button\b([^>]*)>([^<]*)", inside)]
        yield attributes(opening), {i["name"]: i.get("value", "") for i in inputs if "name" in i}, buttons


def walk(address, press="Allow", user=USER):
    """Goes through the pages as a person does; returns the address that the browser is sent back to."""
    browser = requests.Session()
    answer = browser.get(address, allow_redirects=False)
    for _ in range(8):
        if answer.status_code == 302:
            target = urljoin(answer.url, answer.headers["Location"])
            if target.startswith(REDIRECT):
                return target
            answer = browser.get(target, allow_redirects=False)
            continue
        assert answer.status_code == 200, (answer.status_code, answer.text)
        for form, fields, buttons in forms(answer.text):
            labels = [label.strip() for _, label in buttons]
            if "session[password]" in fields:
                fields["session[password]"] = "password"
            elif "session[email]" in fields:
                fields["session[email]"] = user
            elif press not in labels:
                continue
            answer = browser.post(urljoin(answer.url, form["action"]), data=fields, allow_redirects=False)
            break
        else:
            raise AssertionError("no form to go on with: " + answer.text)
    raise AssertionError("the browser was never sent back")


def me(token):
    return requests.get(API + "/rest/v1.0/me", headers={"Authorization": "Bearer " + token})


def is_whole(token):
    assert token["token_type"].lower() == "bearer" and token["expires_in"] == 5400, token
    assert me(token["access_token"]).json()["login"] == USER


def expect(error, kind, call):
    """Calls and expects an exception of the library's that names this error."""
    try:
        call()
    except kind as caught:
        assert error in (getattr(caught, "error", None), getattr(caught, "description", None)), caught
        return
    raise AssertionError("expected " + error)


def refused(kind, call):
    """Calls and expects an exception of this kind."""
    try:
        call()
    except kind as caught:
        return caught
    raise AssertionError("expected " + kind.__name__)


def with_requests_oauthlib():
    from oauthlib.oauth2 import OAuth2Error
    from requests_oauthlib import OAuth2Session

    for options in ({"include_client_id": True}, {}):
        session = OAuth2Session(CLIENT_ID, redirect_uri=REDIRECT, pkce="S256")
        address, state = session.authorization_url(AUTHORIZE)
        back = walk(address)
        assert parse_qs(urlsplit(back).query)["state"] == [state]
        first = session.fetch_token(TOKEN, authorization_response=back, client_secret=SECRET, **options)
        is_whole(first)
        second = session.refresh_token(TOKEN, client_id=CLIENT_ID, client_secret=SECRET)
        is_whole(second)
        assert second["refresh_token"] != first["refresh_token"]

    def refresh(token, secret=SECRET):
        return OAuth2Session(CLIENT_ID).refresh_token(
            TOKEN, refresh_token=token, client_id=CLIENT_ID, client_secret=secret)

    expect("invalid_grant", OAuth2Error, lambda: refresh(first["refresh_token"]))
    expect("invalid_client", OAuth2Error, lambda: refresh(second["refresh_token"], "wrong"))
    expect("invalid_grant", OAuth2Error, lambda: OAuth2Session(CLIENT_ID, redirect_uri=REDIRECT).fetch_token(
        TOKEN, code="undefined", client_secret=SECRET, include_client_id=True))
    session = OAuth2Session(CLIENT_ID, redirect_uri=REDIRECT)
    denied = walk(session.authorization_url(AUTHORIZE)[0], press="Deny", user=OTHER)
    expect("access_denied", OAuth2Error, lambda: session.fetch_token(
        TOKEN, authorization_response=denied, client_secret=SECRET))

    answer = requests.post(
        REVOKE, data={"token": second["refresh_token"], "client_id": CLIENT_ID, "client_secret": SECRET})
    assert (answer.status_code, answer.json()) == (200, {})
    assert me(second["access_token"]).status_code == 401


def with_authlib():
    from authlib.integrations.base_client import OAuthError
    from authlib.integrations.requests_client import OAuth2Session

    def session(method="client_secret_post", secret=SECRET):
        return OAuth2Session(
            CLIENT_ID, secret, redirect_uri=REDIRECT, token_endpoint_auth_method=method,
            revocation_endpoint_auth_method=method, code_challenge_method="S256")

    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    for method in ("client_secret_basic", "client_secret_post"):
        client = session(method)
        address, state = client.create_authorization_url(AUTHORIZE, code_verifier=verifier)
        back = walk(address)
        first = client.fetch_token(TOKEN, authorization_response=back, state=state, code_verifier=verifier)
        is_whole(first)
        second = client.refresh_token(TOKEN, refresh_token=first["refresh_token"])
        is_whole(second)
        assert second["refresh_token"] != first["refresh_token"]

    expect("invalid_grant", OAuthError, lambda: session().refresh_token(TOKEN, refresh_token=first["refresh_token"]))
    expect("invalid_client", OAuthError, lambda: session(secret="wrong").refresh_token(
        TOKEN, refresh_token=second["refresh_token"]))
    expect("invalid_grant", OAuthError, lambda: session().fetch_token(TOKEN, code="undefined"))
    denied = walk(session().create_authorization_url(AUTHORIZE)[0], press="Deny", user=OTHER)
    assert parse_qs(urlsplit(denied).query)["error"] == ["access_denied"]

    answer = client.revoke_token(REVOKE, token=second["refresh_token"], token_type_hint="refresh_token")
    assert (answer.status_code, answer.json()) == (200, {})
    assert me(second["access_token"]).status_code == 401


def plain(answer):
    """The members of an answer of pyprocore's, secrets in the open."""
    members = answer.model_dump()
    return {name: getattr(value, "get_secret_value", lambda value=value: value)() for name, value in members.items()}


def with_pyprocore():
    os.environ.update({
        "PROCORE_LOGIN_URL": LOGIN, "PROCORE_API_BASE": API, "PROCORE_CLIENT_ID": CLIENT_ID,
        "PROCORE_CLIENT_SECRET": SECRET, "PROCORE_REDIRECT_URI": REDIRECT, "PROCORE_COMPANY_ID": "4001",
        "PROCORE_AUTH_MODE": "authorization_code"})
    from pyprocore.auth.oauth import OAuthClient

    client = OAuthClient()
    query = urlencode({"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": REDIRECT})
    code = parse_qs(urlsplit(walk(AUTHORIZE + "?" + query)).query)["code"][0]
    first = plain(client.exchange_authorization_code(code))
    is_whole(first)
    answer = client.refresh_access_token(first["refresh_token"])
    is_whole(plain(answer))
    # First, since a code that is used twice takes its tokens along.
    read_with_pyprocore(answer)
    for refused in (
        lambda: client.refresh_access_token(first["refresh_token"]), lambda: client.exchange_authorization_code(code)
    ):
        try:
            refused()
        except Exception as caught:
            assert "invalid_grant" in str(caught), caught
        else:
            raise AssertionError("expected invalid_grant")


def read_with_pyprocore(answer):
    from pyprocore.auth.token_manager import TokenManager
    from pyprocore.auth.token_store import MemoryTokenStoreBackend, TokenStore
    from pyprocore.core.client import ProcoreClient
    from pyprocore.core.exceptions import AuthenticationError, AuthorizationError, ResourceNotFoundError
    from pyprocore.services.companies import CompaniesService
    from pyprocore.services.projects import ProjectsService
    from pyprocore.services.punch_items import PunchItemsService
    from pyprocore.services.rfis import RFIsService

    manager = TokenManager(token_store=TokenStore(backend=MemoryTokenStoreBackend()))
    manager.save_oauth_response(answer)

    def client(company=COMPANY):
        session = requests.Session()
        if company:
            session.headers["Procore-Company-Id"] = str(company)
        return ProcoreClient(token_manager=manager, session=session)

    assert {company.id for company in CompaniesService(client(None)).list_companies()} == {4001, 4002}
    projects = ProjectsService(client()).list_projects(COMPANY)
    assert {project.id: project.name for project in projects} == {HARBOUR: "Harbour House", MILL: "Mill Lane Offices"}
    rfis = RFIsService(client())
    assert {rfi.id for rfi in rfis.list_rfis(HARBOUR)} == RFIS
    assert rfis.get_rfi(HARBOUR, 598134326190002).id == 598134326190002
    punch_items = PunchItemsService(client())
    assert len({item.id for item in punch_items.list_punch_items(COMPANY, HARBOUR, per_page=100)}) == PUNCH_ITEMS

    # It sends no Procore-Company-Id of its own where it lists projects and RFIs.
    refused(ResourceNotFoundError, lambda: RFIsService(client(None)).list_rfis(HARBOUR))
    refused(ResourceNotFoundError, lambda: rfis.get_rfi(HARBOUR, 1))
    refused(AuthorizationError, lambda: punch_items.list_punch_items(COMPANY, MILL))
    manager.get_access_token(force_refresh=True)
    assert {rfi.id for rfi in rfis.list_rfis(HARBOUR)} == RFIS
    requests.post(REVOKE, data={
        "token": manager.get_access_token(), "client_id": CLIENT_ID, "client_secret": SECRET}).raise_for_status()
    refused(AuthenticationError, lambda: rfis.list_rfis(HARBOUR))


def with_propycore():
    from ProPyCore.access.rfis import RFI
    from ProPyCore.exceptions import (
        NoPrivilegeError, NotFoundClientError, NotFoundItemError, ProcoreException, UnauthorizedClientError)
    from ProPyCore.procore import Procore

    procore = Procore(CLIENT_ID, SECRET, "", API, LOGIN)
    assert [company["id"] for company in procore.companies.get()] == [4001, 4002]
    assert procore.companies.find("Granite & Gable Builders")["id"] == COMPANY
    assert [project["id"] for project in procore.projects.get(COMPANY)] == [HARBOUR, MILL]
    assert [project["id"] for project in procore.companies.get_projects(COMPANY)] == [HARBOUR, MILL]
    assert procore.projects.find(COMPANY, "Harbour House")["id"] == HARBOUR
    refused(NotFoundItemError, lambda: procore.projects.find(COMPANY, "Beck Bridge"))
    # Page by page, until one is empty.
    assert {rfi["id"] for rfi in procore.rfis.get(COMPANY, HARBOUR, per_page=3)} == RFIS
    assert procore.rfis.find(COMPANY, HARBOUR, "1")["subject"] == "Beam B4 clash"
    assert len({item["id"] for item in procore.quality.punch.get(COMPANY, HARBOUR)}) == PUNCH_ITEMS

    refused(NotFoundClientError, lambda: procore.rfis.show(COMPANY, HARBOUR, 1))
    refused(NoPrivilegeError, lambda: procore.quality.punch.get(COMPANY, MILL))
    header = {"Procore-Company-Id": str(COMPANY)}
    bad = refused(ProcoreException, lambda: procore.rfis.get_request("/rest/v1.0/punch_items", header))
    assert "400" in bad.message, bad
    refused(UnauthorizedClientError, lambda: RFI("nobody's", API).get(COMPANY, HARBOUR))
    refused(KeyError, lambda: Procore(CLIENT_ID, "wrong", "", API, LOGIN))


def with_schemathesis():
    # No server error, and no status, content type or body that the description does not name. The seed repeats it.
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    tester = os.path.join(os.path.dirname(sys.executable), "st")
    ended = subprocess.run([
        tester, "run", os.environ["CONTROL_URL"] + "/openapi.json", "--checks", checks, "--phases",
        "examples,fuzzing,stateful", "--max-examples", "10", "--seed", "1", "--workers", "1", "--request-timeout", "60", "--no-color"])
    assert ended.returncode == 0, "schemathesis found something"


if __name__ == "__main__":
    clients = {
        "requests-oauthlib": with_requests_oauthlib, "authlib": with_authlib, "pyprocore": with_pyprocore,
        "propycore": with_propycore, "schemathesis": with_schemathesis}
    clients[sys.argv[1]]()
