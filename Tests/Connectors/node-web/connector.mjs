// A small Procore connector with accounts of its own: each account connects its own Procore user, reads the RFIs of a
// company and creates new ones. Node 18 or newer, standard library only. It refreshes when Procore answers 401.
// Settings come from the environment: PORT, PROCORE_LOGIN_URL, PROCORE_API_URL, PROCORE_CLIENT_ID,
// PROCORE_CLIENT_SECRET, DATA_DIR, ACCOUNT_PASSWORD. DEFECT makes it go wrong in one way of mutants.json.

import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const SETTINGS = [
  "PORT", "PROCORE_LOGIN_URL", "PROCORE_API_URL", "PROCORE_CLIENT_ID", "PROCORE_CLIENT_SECRET", "DATA_DIR",
  "ACCOUNT_PASSWORD",
];
const missing = SETTINGS.filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`connector.mjs: set the environment variables ${missing.join(", ")}`);
  process.exit(64);
}
const settings = Object.fromEntries(SETTINGS.map((name) => [name, process.env[name]]));
const defect = process.env.DEFECT ?? "";
const TIMEOUT = 10_000; // milliseconds for a whole answer
const REDIRECT_URI = `http://localhost:${settings.PORT}/oauth/callback`;

/** An action that could not be done: the status and the JSON with which the connector answers. */
class Refusal extends Error {
  constructor(status, error, more = {}, headers = {}) {
    super(error);
    Object.assign(this, { status, body: { error, ...more }, headers });
  }
}
const loginRequired = () => new Refusal(401, "login-required", { connect: "/connect" });
const unavailable = (message) => new Refusal(503, "unavailable", { message });

// ---- What is kept

const store = path.join(settings.DATA_DIR, "tokens.json");
const keyFile = path.join(settings.DATA_DIR, "key");
fs.mkdirSync(settings.DATA_DIR, { recursive: true });
if (!fs.existsSync(keyFile)) fs.writeFileSync(keyFile, crypto.randomBytes(32), { mode: 0o600 });
const key = fs.readFileSync(keyFile);
const connections = fs.existsSync(store) ? JSON.parse(fs.readFileSync(store, "utf8")) : {};

/** The file is there as a whole or not at all, and it is on the disk before anybody relies on it. */
function keep(account, connection) {
  if (connection) connections[account] = connection;
  else delete connections[account];
  if (defect === "stores-only-logins" && connection?.refreshed) return;
  const file = fs.openSync(`${store}.new`, "w", 0o600);
  fs.writeSync(file, JSON.stringify(connections));
  fs.fsyncSync(file);
  fs.closeSync(file);
  fs.renameSync(`${store}.new`, store);
}

// ---- Procore

/** The answer, or undefined where no complete one came back (the request may have arrived all the same). */
async function send(method, url, headers, body) {
  const { pathname } = new URL(url);
  try {
    const signal = AbortSignal.timeout(TIMEOUT);
    const response = await fetch(url, { method, headers, body, signal, redirect: "manual" });
    const text = await response.text();
    console.log("procore:", method, pathname, response.status);
    let json;
    try {
      json = JSON.parse(text);
    } catch (error) {
      if (defect === "uncaught-parse-error") setImmediate(() => { throw error; });
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
  } catch {
    console.log("procore:", method, pathname, "without an answer");
    return undefined;
  }
}

function tokenRequest(parameters) {
  const pair = [settings.PROCORE_CLIENT_ID, settings.PROCORE_CLIENT_SECRET].map(encodeURIComponent).join(":");
  const headers = {
    Accept: "application/json",
    Authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
    "Content-Type": "application/x-www-form-urlencoded",
  };
  return send("POST", `${settings.PROCORE_LOGIN_URL}/oauth/token`, headers, new URLSearchParams(parameters).toString());
}

const tokensIn = (answer) =>
  answer?.status === 200 && typeof answer.json?.access_token === "string"
    ? { access: answer.json.access_token, refresh: answer.json.refresh_token }
    : undefined;

const refreshing = new Map(); // account to the one refresh under way

/** The access token in place of a rejected one. One caller refreshes, the others wait for what it gets. */
function renewed(account, rejected) {
  const connection = connections[account];
  if (!connection) throw loginRequired();
  if (connection.access !== rejected) return connection.access;
  const key = defect === "one-refresh-for-all" ? "all" : account;
  if (!refreshing.has(key)) {
    refreshing.set(key, refresh(account, connection).finally(() => refreshing.delete(key)));
  }
  if (defect === "one-refresh-for-all") {
    return refreshing.get(key).then((access) => {
      keep(account, { ...connections[account], access });
      return access;
    });
  }
  return refreshing.get(key);
}

async function refresh(account, connection) {
  if (!connection.refresh) {
    keep(account, undefined);
    throw loginRequired();
  }
  const pauses = [200, 600];
  for (let lost = 0; ; ) {
    const answer = await tokenRequest({ grant_type: "refresh_token", refresh_token: connection.refresh });
    const tokens = tokensIn(answer);
    if (tokens) {
      const next = {
        ...connection, access: tokens.access, refresh: tokens.refresh ?? connection.refresh, refreshed: true,
      };
      // A login or a disconnect in the meantime has the last word.
      if (connections[account] === connection) keep(account, next);
      return tokens.access;
    }
    if (!answer) {
      lost += 1;
      if (lost > 1) throw unavailable("Procore's login does not answer; try again later");
    } else if (answer.status < 500) {
      if (answer.json?.error !== "invalid_grant") {
        throw new Refusal(500, "misconfigured", { message: `Procore refuses this app: ${answer.json?.error}` });
      }
      if (connections[account] === connection) keep(account, undefined);
      throw loginRequired();
    } else if (pauses.length === 0) {
      throw unavailable("Procore's login has a problem; try again later");
    } else {
      await pause(pauses.shift());
    }
  }
}

const isNotInstalled = (answer) => answer.text.includes("App is not connected");

/** One call with one token. A GET is repeated after a 5xx or a lost answer; a POST may have been done. */
async function attempt(token, method, target, company, body) {
  const headers = { Accept: "application/json", Authorization: `Bearer ${token}` };
  if (company) headers["Procore-Company-Id"] = String(company);
  if (body) headers["Content-Type"] = "application/json";
  for (const wait of method === "GET" || defect === "repeats-posts" ? [100, 300, 0] : [0]) {
    const answer = await send(method, settings.PROCORE_API_URL + target, headers, body);
    if (answer && answer.status < 500) return answer;
    if (wait === 0) {
      if (answer) return answer;
      throw unavailable("Procore does not answer; it is not known what it has done");
    }
    await pause(wait);
  }
}

/** The answer of a call that succeeded; every other becomes a refusal. */
async function call(account, method, target, company, body) {
  const connection = connections[account];
  if (!connection) throw loginRequired();
  let answer = await attempt(connection.access, method, target, company, body);
  const isRejected = () => answer.status === 401 && !isNotInstalled(answer);
  if (isRejected()) {
    answer = await attempt(await renewed(account, connection.access), method, target, company, body);
    if (isRejected()) throw loginRequired();
  }
  if (answer.status < 300) return answer;
  if ([401, 403, 404].includes(answer.status) && isNotInstalled(answer)) {
    throw new Refusal(403, "not-installed", { message: "Ask your Procore administrator to install the app." });
  }
  if (answer.status === 429) {
    const seconds = Number(answer.headers.get("retry-after")) || 60;
    throw new Refusal(429, "rate-limited", {}, { "Retry-After": String(seconds) });
  }
  const words = { 403: "forbidden", 404: "not-found" };
  if (words[answer.status]) throw new Refusal(answer.status, words[answer.status]);
  if ([400, 409, 422].includes(answer.status)) throw new Refusal(422, "rejected");
  if (answer.status >= 500) throw unavailable(`Procore has a problem (${answer.status}); try again later`);
  throw new Refusal(502, "failed", { message: `Procore answered ${answer.status}` });
}

async function pages(account, target, company) {
  const items = [];
  for (let page = 1; ; page += 1) {
    const answer = await call(account, "GET", `${target}page=${page}&per_page=100`, company);
    items.push(...answer.json);
    if (!(answer.headers.get("link") ?? "").includes('rel="next"')) return items;
  }
}

// ---- What the connector does

async function read(account, company) {
  const projects = await pages(account, `/rest/v1.1/projects?company_id=${company}&`, company);
  const rfis = [];
  const refused = [];
  for (const project of projects) {
    if (defect === "bitwise-ids") project.id |= 0;
    try {
      const found = await pages(account, `/rest/v1.0/projects/${project.id}/rfis?`, company);
      rfis.push(...found.map((rfi) => ({ id: rfi.id, subject: rfi.subject, project: project.id })));
    } catch (error) {
      if (![403, 404].includes(error.status) || error.body.error === "not-installed") throw error;
      refused.push(project.id);
    }
  }
  if (refused.length > 0 && refused.length === projects.length) throw new Refusal(403, "forbidden");
  return [refused.length > 0 ? 207 : 200, { rfis, refused }];
}

async function write(account, draft) {
  if (!/^\d+$/.test(draft.company_id ?? "") || !/^\d+$/.test(draft.project_id ?? "") || !draft.subject) {
    throw new Refusal(400, "bad-request", { message: "expected company_id, project_id and subject" });
  }
  const me = (await call(account, "GET", "/rest/v1.0/me")).json;
  const rfi = { subject: draft.subject, assignee_ids: [me.id], question: { body: draft.subject } };
  const target = `/rest/v1.0/projects/${draft.project_id}/rfis`;
  const made = await call(account, "POST", target, draft.company_id, JSON.stringify({ rfi }));
  return [201, { id: made.json.id, project: Number(draft.project_id) }];
}

async function disconnect(account) {
  const connection = connections[account];
  keep(account, undefined);
  if (!connection) return [200, { disconnected: true }];
  const body = new URLSearchParams({
    token: connection.refresh ?? connection.access,
    client_id: settings.PROCORE_CLIENT_ID,
    client_secret: settings.PROCORE_CLIENT_SECRET,
  });
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const answer = await send("POST", `${settings.PROCORE_LOGIN_URL}/oauth/revoke`, headers, body.toString());
  return [200, { disconnected: true, revoked: answer?.status === 200 }];
}

// ---- Accounts and pages

const mac = (text) => crypto.createHmac("sha256", key).update(text).digest("base64url");
const equal = (a, b) => a.length === b.length && crypto.timingSafeEqual(Buffer.from(a), Buffer.from(b));
const escape = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

function accountOf(request) {
  const cookie = /(?:^|; )account=([^;]*)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  const [account, proof] = cookie.split("|").map(decodeURIComponent);
  return account && proof && equal(proof, mac(`account ${account}`)) ? account : undefined;
}

function page(title, content) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${content}`;
}

const logins = new Map(); // state to account, oldest first

function connect(account) {
  const state = crypto.randomBytes(24).toString("base64url");
  logins.set(state, account);
  if (logins.size > 100) logins.delete(logins.keys().next().value);
  const query = new URLSearchParams({
    response_type: "code", client_id: settings.PROCORE_CLIENT_ID, redirect_uri: REDIRECT_URI, state,
  });
  return `${settings.PROCORE_LOGIN_URL}/oauth/authorize?${query}`;
}

async function callback(account, query) {
  const begunBy = logins.get(query.get("state") ?? "");
  logins.delete(query.get("state"));
  const isOurs = defect === "state-of-any-account" ? begunBy : begunBy === account;
  if (!account || !isOurs) return [400, "This login is not valid", "It was not begun here."];
  if (query.has("error")) return [200, "Connection cancelled", "Nothing was changed."];
  if (!query.get("code")) return [400, "Procore sent no code", "Nothing was changed."];
  const answer = await tokenRequest({
    grant_type: "authorization_code", code: query.get("code"), redirect_uri: REDIRECT_URI,
  });
  const tokens = tokensIn(answer);
  if (!tokens) return [502, "The login failed", "Procore did not accept it, or did not answer."];
  keep(account, tokens);
  return [200, "Connected to Procore", "You can close this page."];
}

function guard(request, form, account) {
  const token = form.get("csrf") ?? request.headers["x-csrf-token"] ?? "";
  if (!equal(token, mac(`csrf ${account}`))) throw new Refusal(400, "bad-request", { message: "no valid csrf token" });
}

async function formOf(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > 64_000) throw new Refusal(400, "bad-request", { message: "the form is too large" });
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString("utf8"));
}

async function route(request, response) {
  const url = new URL(request.url, REDIRECT_URI);
  const account = accountOf(request);
  const name = `${request.method} ${url.pathname}`;
  const html = (status, title, content, headers = {}) => {
    response.writeHead(status, {
      "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
      ...headers,
    });
    response.end(page(title, content));
  };
  const json = (status, content, headers = {}) => {
    response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers });
    response.end(JSON.stringify(content));
  };
  const redirect = (location, headers = {}) => {
    response.writeHead(302, { Location: location, ...headers });
    response.end();
  };
  try {
    if (name === "GET /health") return json(200, { ok: true });
    if (name === "GET /signin") {
      return html(200, "Sign in", `<form method="post" action="/signin"><input name="email" type="email">
        <input name="password" type="password"><select name="language"><option value="en" selected>English</option>
        </select><button>Sign in</button></form>`);
    }
    if (name === "POST /signin") {
      const form = await formOf(request);
      const email = form.get("email") ?? "";
      if (!email || !equal(form.get("password") ?? "", settings.ACCOUNT_PASSWORD)) {
        return html(403, "Sign in", "<p>That is not right.</p><p><a href=\"/signin\">Try again</a></p>");
      }
      const cookie = [email, mac(`account ${email}`)].map(encodeURIComponent).join("|");
      return redirect("/app", { "Set-Cookie": `account=${cookie}; Path=/; HttpOnly; SameSite=Lax` });
    }
    if (name === "GET /app" && !account) {
      return html(200, "Welcome", '<p><a href="/signin">Sign in with <b>email</b></a></p>');
    }
    if (name === "GET /app") {
      return html(200, "RFIs", `<p>${escape(account)}</p><p><a href="/connect">Connect Procore</a></p>
        <form method="post" action="/rfis"><input type="hidden" name="csrf" value="${mac(`csrf ${account}`)}">
        <input name="subject"><button>Create</button></form>`);
    }
    if (name === "GET /oauth/callback") {
      const [status, title, text] = await callback(account, url.searchParams);
      return html(status, title, `<p>${text}</p>`);
    }
    if (!account) throw loginRequired();
    if (name === "GET /connect") return redirect(connect(account));
    if (name === "GET /status") return json(200, { connected: account in connections });
    if (name === "GET /rfis") {
      const company = url.searchParams.get("company_id") ?? "";
      if (!/^\d+$/.test(company)) throw new Refusal(400, "bad-request", { message: "company_id must be a number" });
      return json(...(await read(account, company)));
    }
    if (name === "POST /rfis" || name === "POST /disconnect") {
      const form = await formOf(request);
      guard(request, form, account);
      if (name === "POST /disconnect") return json(...(await disconnect(account)));
      return json(...(await write(account, Object.fromEntries(form))));
    }
    throw new Refusal(404, "no-such-page");
  } catch (error) {
    if (error instanceof Refusal) return json(error.status, error.body, error.headers);
    console.error("connector.mjs:", error.name);
    return json(500, { error: "failed" });
  } finally {
    console.log(request.method, url.pathname, response.statusCode);
  }
}

const server = http.createServer(route);
server.listen(Number(settings.PORT), "127.0.0.1", () => {
  console.log(`connector.mjs listens on http://localhost:${settings.PORT}`);
});
process.on("SIGTERM", async () => {
  // A refresh under way may finish, so that its tokens are not lost.
  await Promise.allSettled(refreshing.values());
  process.exit(0);
});
