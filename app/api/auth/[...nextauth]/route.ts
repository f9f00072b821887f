import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { database } from "#db/client.ts";
import { isProvider, type ProviderId } from "#lib/auth/providers.ts";
import { refuseSignIn } from "#lib/auth/refuse-sign-in.ts";
import { answerSignIn } from "#lib/auth/session.ts";

type Route = { params: Promise<{ nextauth: string[] }> };

/** What the product uses of the sign-in routes. The others, which would let anyone write to the log, do not exist. */
const ACTIONS = ["csrf", "providers", "signin", "callback", "signout", "error"];

async function answer(request: NextRequest, route: Route): Promise<Response> {
  const [action = "", provider] = (await route.params).nextauth;
  if (!ACTIONS.includes(action)) return new Response("Not found", { status: 404 });
  const response = await answerSignIn(request, route);
  if (action === "callback" && isProvider(provider) && (await isRefusal(response))) await recordRefusal(provider);
  return response;
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

async function recordRefusal(provider: ProviderId): Promise<void> {
  const { db } = await database();
  const actor = { kind: "system", job: "sign-in" } as const;
  await refuseSignIn({ actor, db, now: new Date(), requestId: randomUUID() }, provider);
}

export { answer as GET, answer as POST };
