import type { Random } from "#lib/random.ts";
import { type Call, drawParam, type Facts, fillPath, whole } from "./call.ts";
import { HOSTILE_TEXTS } from "./draw-value.ts";

const QUERIES = ["q", "page", "state", "tier", "type", "team", "service", "guardian", "reviewer", "sort", "tab"];
const MORE_QUERIES = ["quarter", "organisation", "belt", "revision", "version", "from", "to", "view", "after", "kind"];
const OTHER_QUERIES = ["actor", "callbackUrl", "error", "_rsc", "nxtPref", "__nextLocale"];
const VALUES = ["1", "2", "open", "high", "2026-Q3", "-age", "all", "M3", "REV-1", "//evil.example", "mine"];

/** What the router of a browser sends beside the address, and what someone makes of it. */
const ROUTER: readonly Record<string, string>[] = [
  {},
  {},
  {},
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-segment-prefetch": "/../../etc" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
  { rsc: "1", "next-router-state-tree": "%FF" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%22__proto__%22%3A%5B%5D%7D%5D", "next-url": "/%2e%2e" },
  { cookie: "guardians-session=%FF; guardians-refused-identity=%E0%A4%A", "accept-language": "%\u0080" },
  { range: "bytes=0-1,5-", "if-none-match": "*", "x-middleware-subrequest": "proxy:proxy:proxy" },
];

export function drawPageCall(chance: Random, page: string, facts: Facts): Call {
  const names = [...page.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  const params = Object.fromEntries(names.map((name) => [name, drawParam(chance, name, facts)]));
  const queries = chance.shuffled([...QUERIES, ...MORE_QUERIES, ...OTHER_QUERIES]).slice(0, chance.int(0, 3));
  const values = chance.chance(0.5) ? VALUES : HOSTILE_TEXTS;
  const search = new URLSearchParams(queries.map((name) => [name, chance.pick(values)]));
  const filled = fillPath(page, params);
  const path = search.size > 0 ? `${filled}?${whole(search.toString())}` : filled;
  const method = chance.chance(0.95) ? "GET" : chance.pick(["HEAD", "POST", "PUT", "DELETE", "OPTIONS"]);
  return { door: "page", name: page, method, path, headers: { ...chance.pick(ROUTER) } };
}

const STEPS = ["csrf", "providers", "signin", "signin/demo", "callback/demo", "callback/github", "signout", "error"];

/** A call to the routes of signing in, which are another's code. */
export function drawSignInCall(chance: Random): Call {
  const step = chance.pick([...STEPS, ...HOSTILE_TEXTS.map((text) => encodeURIComponent(whole(text)))]);
  const path = `/api/auth/${step}${chance.chance(0.3) ? `?error=${encodeURIComponent(whole(chance.pick(HOSTILE_TEXTS)))}` : ""}`;
  const call = { door: "sign-in", name: "/api/auth", path } as const;
  if (chance.chance(0.5)) return { ...call, method: "GET", headers: {} };
  const form = new URLSearchParams(
    ["csrfToken", "email", "callbackUrl", "json"].map((name) => [name, whole(chance.pick(HOSTILE_TEXTS))]),
  );
  const type = chance.chance(0.9) ? "application/x-www-form-urlencoded" : "application/json";
  return { ...call, method: "POST", headers: { "content-type": type }, body: form.toString() };
}
