import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { database } from "#db/client.ts";
import { openContext } from "#lib/context.ts";
import { describeError } from "#lib/describe-error.ts";
import { env } from "#lib/env.ts";
import { logLine } from "#lib/log-line.ts";
import { paths } from "#lib/paths.ts";
import type { PersonActor } from "./actor.ts";
import { cookieName } from "./cookie-name.ts";
import { endSession } from "./end-session.ts";
import { type Identity, identifyPerson, linkedPerson } from "./identify-person.ts";
import { liveSession } from "./live-session.ts";
import { loadActor } from "./load-actor.ts";
import { ownPath } from "./own-path.ts";
import { isSoundIdToken, type Noting, PROVIDER_OPTIONS, type Profile } from "./provider-options.ts";
import { configuredProviders, isProvider, issuerOf, type ProviderId, startsHere } from "./providers.ts";
import { ABSOLUTE_MS, type Asking } from "./session-rules.ts";
import { ACCESS_ENDED, countFailure, isOverFailures, TOO_MANY_SIGN_INS, UNKNOWN_IDENTITY } from "./sign-in-failures.ts";
import { startSession } from "./start-session.ts";

/** How long the sign-in page can name the refused identity. */
const REFUSED_SECONDS = 300;

/** The current person with their current roles; null without a live session. */
export const currentPerson = cache(async (asking: Asking = "person"): Promise<PersonActor | null> => {
  const sessionId = await requestSessionId();
  if (!sessionId) return null;
  const { db } = await database();
  const now = new Date();
  const session = await liveSession(db, sessionId, now, asking);
  if (!session || !startsHere(session)) return null;
  return loadActor(db, session.personId, now);
});

/** The identity just refused in this browser, which the sign-in page shows for an admin. */
export async function refusedIdentity(): Promise<Identity | null> {
  const value = (await cookies()).get(cookieName("refused-identity"))?.value ?? "";
  const [issuer, subject] = value.split(" ").map(decoded);
  return issuer && subject ? { issuer, subject } : null;
}

/** Cookies are untrusted: invalid percent-encoding counts as empty. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Called with the person refused because they have left. */
type OnLeft = (personId: number) => void;

/**
 * Handles a request to the sign-in routes. Rethrows our own errors: the library would report an ended session, or put
 * the error message into a URL.
 */
export async function answerSignIn(
  request: NextRequest,
  route: { params: Promise<{ nextauth: string[] }> },
  onLeft: OnLeft,
): Promise<Response> {
  const faults: unknown[] = [];
  const noting: Noting = (work) => async (given) => {
    try {
      return await work(given);
    } catch (error) {
      faults.push(error);
      throw error;
    }
  };
  const response: Response = await NextAuth(request, route, authOptions(onLeft, noting));
  if (faults.length > 0) throw faults[0];
  return response;
}

/** Options of the sign-in routes. The cookie contains only a random, encrypted session id. */
function authOptions(onLeft: OnLeft, noting: Noting): AuthOptions {
  const { NEXTAUTH_SECRET, secureCookies, origin } = env();
  return {
    secret: NEXTAUTH_SECRET,
    useSecureCookies: secureCookies,
    session: { strategy: "jwt", maxAge: ABSOLUTE_MS / 1000 },
    cookies: { sessionToken: { name: cookieName("session"), options: cookieOptions() } },
    pages: { signIn: paths.signIn(), signOut: paths.signIn(), error: paths.signIn() },
    providers: configuredProviders().map((id) => PROVIDER_OPTIONS[id](noting)),
    callbacks: {
      signIn: noting(({ user, account, profile }) =>
        admit(account?.provider, user.id, profile as Profile | undefined, onLeft),
      ),
      jwt: noting(async ({ token, user, account, profile }) => {
        if (!user || !account) return { sid: token.sid };
        return { sid: await begin(account.provider, user.id, profile as Profile | undefined) };
      }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => `${origin}${ownPath(url, origin)}`,
    },
    events: { signOut: noting(({ token }) => finish(token?.sid)) },
    logger: { error: logError, warn: () => undefined, debug: () => undefined },
  };
}

/** Admits known identities. Others see the identity an admin would have to add, or that its access has ended. */
async function admit(
  provider: string | undefined,
  userId: string,
  profile: Profile | undefined,
  onLeft: OnLeft,
): Promise<true | string> {
  if (!isProvider(provider)) return `${paths.signIn()}?error=AccessDenied`;
  const { db } = await database();
  const now = new Date();
  if (provider === "oidc" && !isSoundIdToken(profile ?? {}, now)) return `${paths.signIn()}?error=OAuthCallback`;
  const identity = identityOf(provider, profile);
  const account = identity ? [identity.issuer, identity.subject] : [provider, userId];
  if (await isOverFailures(db, account, now)) return `${paths.signIn()}?error=${TOO_MANY_SIGN_INS}`;
  const personId = await personOf(provider, userId, profile, now);
  if (personId !== null && (await loadActor(db, personId, now))) return true;
  await countFailure(db, account, now);
  if (identity) await rememberRefused(identity);
  const left = identity && (await linkedPerson(db, identity, now));
  if (left === null) return `${paths.signIn()}?error=${UNKNOWN_IDENTITY}`;
  onLeft(left);
  return `${paths.signIn()}?error=${ACCESS_ENDED}`;
}

async function personOf(
  provider: ProviderId,
  userId: string,
  profile: Profile | undefined,
  now: Date,
): Promise<number | null> {
  if (provider === "demo") return Number(userId);
  const identity = identityOf(provider, profile);
  const { db } = await database();
  return identity ? identifyPerson(db, identity, now) : null;
}

function identityOf(provider: ProviderId, profile: Profile | undefined): Identity | null {
  const issuer = issuerOf(provider);
  const subject = provider === "oidc" ? profile?.sub : profile?.id;
  return issuer && subject ? { issuer, subject: String(subject) } : null;
}

/** Starts a session for an admitted person, and ends this browser's previous one. */
async function begin(provider: string, userId: string, profile: Profile | undefined): Promise<string> {
  await finish(await requestSessionId());
  const { db } = await database();
  const now = new Date();
  if (!isProvider(provider)) throw new Error(`Someone signed in through ${provider}, which is not a sign-in provider`);
  const personId = await personOf(provider, userId, profile, now);
  const actor = personId === null ? null : await loadActor(db, personId, now);
  if (!actor) throw new Error("Someone signed in who is no longer active");
  return startSession(await openContext({ actor, db, now, requestId: await requestId() }), provider);
}

/** Ends an active session. Expired sessions and ended access are already over, so no sign-out is recorded. */
async function finish(sessionId: unknown): Promise<void> {
  if (typeof sessionId !== "string") return;
  const { db } = await database();
  const now = new Date();
  const session = await liveSession(db, sessionId, now);
  const actor = session && (await loadActor(db, session.personId, now));
  if (!actor) return;
  const ctx = await openContext({ actor, db, now, requestId: await requestId() });
  await endSession(ctx, sessionId);
}

/** The request id assigned by the guard, recorded with the sign-in (S41). */
async function requestId(): Promise<string> {
  return (await headers()).get("x-request-id") ?? randomUUID();
}

async function requestSessionId(): Promise<string | null> {
  const token = (await cookies()).get(cookieName("session"))?.value;
  if (!token) return null;
  const { NEXTAUTH_SECRET = "" } = env();
  const claims = await decode({ token, secret: NEXTAUTH_SECRET }).catch(() => null);
  return typeof claims?.sid === "string" ? claims.sid : null;
}

function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: env().secureCookies } as const;
}

async function rememberRefused({ issuer, subject }: Identity): Promise<void> {
  const value = [issuer, subject].map(encodeURIComponent).join(" ");
  (await cookies()).set(cookieName("refused-identity"), value, { ...cookieOptions(), maxAge: REFUSED_SECONDS });
}

/** Logs only the code and the error's own text, because a provider's response may contain secrets (S39). */
function logError(code: string, metadata: Error | { error: Error }): void {
  const { name, message } = describeError(metadata instanceof Error ? metadata : metadata.error);
  process.stderr.write(logLine({ level: "error", action: "sign-in", code, name, message }));
}
