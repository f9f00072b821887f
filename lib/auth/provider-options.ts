import { database } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { demoPeople } from "./demo-people.ts";
import { GITHUB_ISSUER, type ProviderId } from "./providers.ts";
import { countFailure, isOverFailures, TOO_MANY_SIGN_INS } from "./sign-in-failures.ts";

/** A provider's profile of a person: the claims of a verified ID token, or GitHub's `id`. */
export type Profile = { sub?: unknown; iat?: unknown; id?: number | string };

/** Wraps work to note the errors it throws. */
export type Noting = <Given, Answer>(work: (given: Given) => Promise<Answer>) => (given: Given) => Promise<Answer>;

/** Allowed clock skew ahead for an identity provider. */
const AHEAD_SECONDS = 60;

/** ID token checks the library omits: the subject is text, and the token is not from the future. */
export function isSoundIdToken({ sub, iat }: Profile, now: Date): boolean {
  const latest = now.getTime() / 1000 + AHEAD_SECONDS;
  return typeof sub === "string" && sub !== "" && typeof iat === "number" && iat <= latest;
}

type Check = "pkce" | "state" | "nonce";

/** The sign-in methods in the form the sign-in routes need. */
export const PROVIDER_OPTIONS = { demo, oidc, github } satisfies Record<ProviderId, (noting: Noting) => unknown>;

function demo(noting: Noting) {
  const find = noting(async (given: string) => {
    const { db } = await database();
    const now = new Date();
    const account = ["demo", given];
    if (await isOverFailures(db, account, now)) return TOO_MANY_SIGN_INS;
    const person = (await demoPeople(db)).find(({ email }) => email === given);
    if (!person) await countFailure(db, account, now);
    return person ? { id: String(person.id) } : null;
  });
  const authorize = async (given: Record<string, string> | undefined) => {
    const found = await find(given?.email ?? "");
    if (found === TOO_MANY_SIGN_INS) throw new Error(TOO_MANY_SIGN_INS);
    return found;
  };
  const credentials = { email: { label: "E-mail", type: "email" } };
  const fields = { id: "demo", name: "Demo", credentials, authorize };
  return { ...fields, type: "credentials" as const, options: fields };
}

function oidc() {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  const checks: Check[] = ["pkce", "state", "nonce"];
  return {
    id: "oidc",
    name: "OpenID Connect",
    type: "oauth" as const,
    issuer: OIDC_ISSUER,
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid" } },
    idToken: true,
    checks,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    client: OIDC_CLIENT_SECRET ? {} : { token_endpoint_auth_method: "none" as const },
    // The library drops a profile without an id before we could refuse and record the attempt.
    profile: ({ sub }: Profile) => ({ id: JSON.stringify(sub) }),
  };
}

function github() {
  const { GITHUB_ID, GITHUB_SECRET } = env();
  const checks: Check[] = ["pkce", "state"];
  return {
    id: "github",
    name: "GitHub",
    type: "oauth" as const,
    authorization: { url: `${GITHUB_ISSUER}/login/oauth/authorize`, params: { scope: "read:user" } },
    token: `${GITHUB_ISSUER}/login/oauth/access_token`,
    userinfo: "https://api.github.com/user",
    checks,
    clientId: GITHUB_ID,
    clientSecret: GITHUB_SECRET,
    profile: ({ id = "" }: Profile) => ({ id: String(id) }),
  };
}
