import type { NextRequest } from "next/server";
import { database, pingDatabase } from "#db/client.ts";
import { isProvider, type ProviderId } from "#lib/auth/providers.ts";
import { refuseSignIn } from "#lib/auth/refuse-sign-in.ts";
import { answerSignIn } from "#lib/auth/session.ts";
import { requestIdOf } from "#lib/web/context.ts";
import { doorProblem, problemResponse } from "#lib/web/problem.ts";
import { answerError } from "#lib/web/refusal.ts";

type Route = { params: Promise<{ nextauth: string[] }> };

/** What the product uses of the sign-in routes. The others, which would let anyone write to the log, do not exist. */
const ACTIONS = ["csrf", "providers", "signin", "callback", "signout", "error"];

async function answer(request: NextRequest, route: Route): Promise<Response> {
  const [action = "", provider] = (await route.params).nextauth;
  const requestId = requestIdOf(request.headers);
  if (!ACTIONS.includes(action)) return new Response("Not found", { status: 404 });
  if (request.method === "POST" && !isForm(request)) {
    return problemResponse(doorProblem(415, "Send a form, as application/x-www-form-urlencoded.", requestId));
  }
  try {
    await pingDatabase();
    const response = await answerSignIn(request, route);
    if (action === "callback" && isProvider(provider) && (await isRefusal(response))) {
      await recordRefusal(provider, requestId);
    }
    return response;
  } catch (error) {
    return problemResponse(await answerError(null, requestId, `${request.method} /api/auth/${action}`, error));
  }
}

function isForm(request: NextRequest): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? "");
}

/** A refused sign-in leads back to the sign-in page with an error, by redirect or in the JSON that scripts ask for. */
async function isRefusal(response: Response): Promise<boolean> {
  const location = response.headers.get("location") ?? (await targetInBody(response));
  return /[?&]error=/.test(location);
}

async function targetInBody(response: Response): Promise<string> {
  if (!response.headers.get("content-type")?.includes("application/json")) return "";
  const { url } = (await response.clone().json()) as { url?: unknown };
  return typeof url === "string" ? url : "";
}

async function recordRefusal(provider: ProviderId, requestId: string): Promise<void> {
  const { db } = await database();
  const actor = { kind: "system", job: "sign-in" } as const;
  await refuseSignIn({ actor, db, now: new Date(), requestId }, provider);
}

export { answer as GET, answer as POST };
