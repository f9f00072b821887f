import { createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a test makes wrong with the next ID token. */
export type Tampering = {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** Sign with a key that is not in the provider's key set, or not at all. */
  signature?: "other-key" | "none";
};

export type OidcProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Plays the browser at the authorization page: signs `subject` in and gives the query of the way back. */
  authorize: (url: string, subject: string, tampering?: Tampering) => URLSearchParams;
  stop: () => Promise<void>;
};

type Grant = { subject: string; nonce: string | null; challenge: string | null; tampering: Tampering };

const CLIENT_ID = "guardians";
const CLIENT_SECRET = "a-secret-that-no-log-shows";

/** A small OpenID Connect provider on this machine: discovery, keys, and codes for tokens with PKCE. */
export async function startOidcProvider(): Promise<OidcProvider> {
  const keys = { own: rsaKey(), other: rsaKey() };
  const grants = new Map<string, Grant>();
  const server = createServer(async (request, response) => {
    const answer = await answerTo(request, issuer, keys, grants);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const authorize = (url: string, subject: string, tampering: Tampering = {}) => {
    const asked = new URL(url).searchParams;
    const code = randomUUID();
    grants.set(code, { subject, nonce: asked.get("nonce"), challenge: asked.get("code_challenge"), tampering });
    return new URLSearchParams({ code, state: asked.get("state") ?? "" });
  };
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, authorize, stop };
}

type Keys = { own: KeyObject; other: KeyObject };

async function answerTo(request: IncomingMessage, issuer: string, keys: Keys, grants: Map<string, Grant>) {
  if (request.url === "/.well-known/openid-configuration") return { status: 200, body: discovery(issuer) };
  if (request.url === "/keys") return { status: 200, body: { keys: [publicJwk(keys.own)] } };
  const form = new URLSearchParams(await textOf(request));
  const code = form.get("code") ?? "";
  const grant = grants.get(code);
  grants.delete(code);
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  if (!grant || grant.challenge !== challenge) return { status: 400, body: { error: "invalid_grant" } };
  const tokens = { access_token: randomUUID(), token_type: "Bearer", id_token: idToken(issuer, keys, grant) };
  return { status: 200, body: tokens };
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}

function idToken(issuer: string, keys: Keys, { subject, nonce, tampering }: Grant): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: CLIENT_ID, sub: subject, nonce, iat: now, exp: now + 300, ...tampering.claims };
  const header = { alg: "RS256", kid: "own", ...tampering.header };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  if (tampering.signature === "none") return `${signed}.`;
  const key = tampering.signature === "other-key" ? keys.other : keys.own;
  return `${signed}.${createSign("sha256").update(signed).sign(key).toString("base64url")}`;
}

function rsaKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

function publicJwk(key: KeyObject) {
  const { n, e } = key.export({ format: "jwk" });
  return { kty: "RSA", n, e, kid: "own", use: "sig", alg: "RS256" };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
