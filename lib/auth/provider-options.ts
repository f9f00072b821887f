import { database } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { demoPeople } from "./demo-people.ts";
import { GITHUB_ISSUER, type ProviderId } from "./providers.ts";
import { countFailure, isOverFailures, TOO_MANY_SIGN_INS } from "./sign-in-failures.ts";

/** What a provider says of somebody: an ID token's `sub`, or GitHub's `id`. */
export type Profile = { sub?: string; id?: number | string };

type Check = "pkce" | "state" | "nonce";

/** Each way to sign in, as the sign-in routes want it. */
export const PROVIDER_OPTIONS = { demo, oidc, github } satisfies Record<ProviderId, () => unknown>;

function demo() {
  const authorize = async (given: Record<string, string> | undefined) => {
    const { db } = await database();
    const now = new Date();
    const account = ["demo", given?.email ?? ""];
    if (await isOverFailures(db, account, now)) throw new Error(TOO_MANY_SIGN_INS);
    const person = (await demoPeople(db)).find(({ email }) => email === given?.email);
    if (!person) await countFailure(db, account, now);
    return person ? { id: String(person.id) } : null;
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
    profile: ({ sub = "" }: Profile) => ({ id: sub }),
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
