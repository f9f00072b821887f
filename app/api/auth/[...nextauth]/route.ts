import type { NextRequest } from "next/server";
import { database, pingDatabase } from "#db/client.ts";
import { isProvider, type ProviderId } from "#lib/auth/providers.ts";
import { refuseSignIn } from "#lib/auth/refuse-sign-in.ts";
import { answerSignIn } from "#lib/auth/session.ts";
import { TOO_MANY_SIGN_INS } from "#lib/auth/sign-in-failures.ts";
import { openContext } from "#lib/context.ts";
import { env } from "#lib/env.ts";
import { TooMany } from "#lib/errors.ts";
import { keepWithin, tooMany } from "#lib/limits/keep-within.ts";
import { addressKey } from "#lib/limits/rules.ts";
import { paths } from "#lib/paths.ts";
import { requestIdOf } from "#lib/web/context.ts";
import { doorProblem, problemOf, problemResponse } from "#lib/web/problem.ts";
import { answerError } from "#lib/web/refusal.ts";

type Route = { params: Promise<{ nextauth: string[] }> };

/** The sign-in routes the product uses. The others would let anyone write to the log, so they return 404. */
const ACTIONS = ["csrf", "providers", "signin", "callback", "signout", "error"];
/** Rate-limited actions: they contact an identity provider or try an account. */
const COUNTED = ["signin", "callback"];

async function answer(request: NextRequest, route: Route): Promise<Response> {
  const [action = "", provider] = (await route.params).nextauth;
  const requestId = requestIdOf(request.headers);
  if (!ACTIONS.includes(action)) return new Response("Not found", { status: 404 });
  if (request.method === "POST" && !isForm(request)) {
    return problemResponse(doorProblem(415, "Send a form, as application/x-www-form-urlencoded.", requestId));
  }
  // The demo callback accepts only POST; the library has no response for a GET.
  if (action === "callback" && provider === "demo" && request.method !== "POST") return onlyPost(requestId);
  try {
    await pingDatabase();
    if (COUNTED.includes(action)) await countAddress(request);
    let left: number | null = null;
    const response = await answerSignIn(request, route, (personId) => {
      left = personId;
    });
    const refusal = await refusalOf(response);
    if (action === "callback" && isProvider(provider) && refusal !== null) {
      await recordRefusal(provider, left, requestId);
    }
    if (refusal === TOO_MANY_SIGN_INS) throw tooMany("sign-in-failure", new Date());
    return response;
  } catch (error) {
    if (error instanceof TooMany) return tooManyAnswer(request, error, requestId);
    return problemResponse(await answerError(null, requestId, `${request.method} /api/auth/${action}`, error));
  }
}

function onlyPost(requestId: string): Response {
  const response = problemResponse(doorProblem(405, "A demo account is sent as a form, by POST.", requestId));
  response.headers.set("allow", "POST");
  return response;
}

function isForm(request: NextRequest): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? "");
}

/** The guard supplies the client address. */
async function countAddress(request: NextRequest): Promise<void> {
  const { db } = await database();
  const address = request.headers.get("x-client-address") ?? "unknown";
  await keepWithin({ db, now: new Date() }, "sign-in", addressKey(address));
}

/** A GET from a browser gets plain text. Our own script gets a problem with the URL of the explaining page. */
function tooManyAnswer(request: NextRequest, error: TooMany, requestId: string): Response {
  const problem = problemOf(error, requestId);
  const { headers } = problemResponse(problem);
  const url = `${env().origin}${paths.signIn()}?error=${TOO_MANY_SIGN_INS}`;
  if (request.method !== "GET") return new Response(JSON.stringify({ ...problem, url }), { status: 429, headers });
  headers.set("content-type", "text/plain; charset=utf-8");
  return new Response(`${problem.title}. ${problem.detail}\n`, { status: 429, headers });
}

/** A refused sign-in returns to the sign-in page with an error, by redirect or in the JSON that scripts request. */
async function refusalOf(response: Response): Promise<string | null> {
  const location = response.headers.get("location") ?? (await targetInBody(response));
  const { pathname, searchParams } = new URL(location, env().origin);
  const leadsBack = pathname === paths.signIn() || pathname.startsWith("/api/auth/");
  return leadsBack ? searchParams.get("error") : null;
}

async function targetInBody(response: Response): Promise<string> {
  if (!response.headers.get("content-type")?.includes("application/json")) return "";
  const { url } = (await response.clone().json()) as { url?: unknown };
  return typeof url === "string" ? url : "";
}

async function recordRefusal(provider: ProviderId, personId: number | null, requestId: string): Promise<void> {
  const { db } = await database();
  const actor = { kind: "system", job: "sign-in" } as const;
  await refuseSignIn(await openContext({ actor, db, now: new Date(), requestId }), provider, personId);
}

export { answer as GET, answer as POST };
