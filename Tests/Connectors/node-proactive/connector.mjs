// A small Procore connector that refreshes ahead of time: it looks at the clock before each call. Standard library only.

import { createServer } from "node:http";
import { randomBytes } from "node:crypto";

const { PORT, PROCORE_LOGIN_URL, PROCORE_API_URL, PROCORE_CLIENT_ID, PROCORE_CLIENT_SECRET } = process.env;
const redirect = `http://localhost:${PORT}/oauth/callback`;
const margin = 10 * 60 * 1000; // milliseconds before the end of a token
let tokens = null; // { access, refresh, end }: the end by our own clock
let refreshing = null; // all callers share one refresh
const pending = new Set(); // the states of logins under way

async function grant(parameters) {
  const answer = await fetch(`${PROCORE_LOGIN_URL}/oauth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...parameters, client_id: PROCORE_CLIENT_ID, client_secret: PROCORE_CLIENT_SECRET }),
  });
  if (!answer.ok) return null;
  const content = await answer.json();
  return {
    access: content.access_token,
    refresh: content.refresh_token,
    end: Date.now() + content.expires_in * 1000,
  };
}

async function token() {
  if (tokens && Date.now() > tokens.end - margin) {
    refreshing ??= grant({ grant_type: "refresh_token", refresh_token: tokens.refresh }).finally(() => (refreshing = null));
    tokens = await refreshing;
  }
  return tokens?.access;
}

async function answer(url) {
  if (url.pathname === "/health") return [200, "well"];
  if (url.pathname === "/connect") {
    const state = randomBytes(16).toString("hex");
    pending.add(state);
    const query = new URLSearchParams({
      response_type: "code", client_id: PROCORE_CLIENT_ID, redirect_uri: redirect, state,
    });
    return [302, "", { Location: `${PROCORE_LOGIN_URL}/oauth/authorize?${query}` }];
  }
  if (url.pathname === "/oauth/callback") {
    const code = url.searchParams.get("code");
    if (!pending.delete(url.searchParams.get("state")) || !code) return [400, "Not connected"];
    tokens = await grant({ grant_type: "authorization_code", code, redirect_uri: redirect });
    return tokens ? [200, "Connected"] : [400, "Not connected"];
  }
  if (url.pathname === "/me") {
    const access = await token();
    if (!access) return [401, "log in first"];
    const me = await fetch(`${PROCORE_API_URL}/rest/v1.0/me`, { headers: { Authorization: `Bearer ${access}` } });
    return [me.status, me.ok ? "well" : "not well"];
  }
  return [404, "nothing here"];
}

createServer((request, response) => {
  answer(new URL(request.url, redirect)).catch(() => [502, "Procore does not answer"]).then(([status, body, headers]) => {
    response.writeHead(status, { "Content-Type": "text/plain", ...headers }).end(body);
  });
}).listen(PORT, "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
