import { z } from "zod";

export const CREDENTIAL_SOURCES = [
  "environment",
  "profile",
  "role",
  "web_identity",
  "process",
  "sso",
  "login",
  "container",
  "instance",
] as const;
type CredentialSource = (typeof CREDENTIAL_SOURCES)[number];

export const SOURCE_WORDS: Record<CredentialSource, string> = {
  environment: "environment variables",
  profile: "a profile in the shared files",
  role: "a role assumed through a profile in the shared files",
  web_identity: "a web identity token",
  process: "a credential process",
  sso: "IAM Identity Center",
  login: "a console sign-in",
  container: "the container's credentials endpoint",
  instance: "the instance's metadata service",
};

/** Credentials as the SDK resolves them. `$source` names the chain links they came through. */
export type ResolvedCredentials = {
  accessKeyId: string;
  sessionToken?: string | undefined;
  expiration?: Date | undefined;
  $source?: object | undefined;
};

/** The publishable facts about credentials. `chainedFrom`: the masked long-term key used to assume a role. */
export type CredentialFacts = {
  source: CredentialSource;
  keyId: string;
  expiresAt: Date | null;
  longTerm: boolean;
  chainedFrom: string | null;
  use: "accepted" | "warned" | "refused";
  /** What is wrong and what to do; null if nothing is. */
  warning: string | null;
};

/** An IAM user's key never expires automatically. Temporary credentials have a session token and another prefix. */
export function isLongTerm({ accessKeyId, sessionToken }: ResolvedCredentials): boolean {
  return accessKeyId.startsWith("AKIA") || !sessionToken;
}

/** "ASIA…WXYZ": the kind of the key and its last characters, which AWS also shows. */
function maskedKeyId(keyId: string): string {
  return keyId.length < 12 ? "…" : `${keyId.slice(0, 4)}…${keyId.slice(-4)}`;
}

/** The deciding link comes first: a role says more about credentials than the file that names it. */
const LINKS: [link: RegExp, source: CredentialSource][] = [
  [/^CREDENTIALS_STS_ASSUME_ROLE$/, "role"],
  [/WEB_ID/, "web_identity"],
  [/PROCESS$/, "process"],
  [/SSO/, "sso"],
  [/LOGIN$/, "login"],
  [/^CREDENTIALS_HTTP$/, "container"],
  [/^CREDENTIALS_ENV_VARS$/, "environment"],
  [/^CREDENTIALS_PROFILE$/, "profile"],
];

/** Where credentials came from. The metadata service, the end of the default chain, names no link. */
export function sourceOf({ $source = {} }: ResolvedCredentials): CredentialSource {
  const links = Object.keys($source);
  return LINKS.find(([link]) => links.some((name) => link.test(name)))?.[1] ?? "instance";
}

const INSTEAD = "Give this deployment a role instead: see docs/aws.md.";

type Judged = { allowLongTermKey: boolean; roleFrom: ResolvedCredentials | null };

/**
 * The facts about credentials and whether they are used. `roleFrom`: the credentials the role was assumed with, if
 * observed.
 */
export function credentialFacts(
  credentials: ResolvedCredentials,
  { allowLongTermKey, roleFrom }: Judged,
): CredentialFacts {
  const source = sourceOf(credentials);
  const keyId = maskedKeyId(credentials.accessKeyId);
  const longTerm = isLongTerm(credentials);
  const chainedFrom = source === "role" && roleFrom && isLongTerm(roleFrom) ? maskedKeyId(roleFrom.accessKeyId) : null;
  const facts = { source, keyId, expiresAt: credentials.expiration ?? null, longTerm, chainedFrom };
  if (longTerm) {
    const what = `This deployment's AWS credentials, from ${SOURCE_WORDS[source]}, are a long-term key (${keyId})`;
    return allowLongTermKey
      ? { ...facts, use: "warned", warning: `${what}, which AWS_ALLOW_LONG_TERM_KEY permits. ${INSTEAD}` }
      : { ...facts, use: "refused", warning: `${what}. The key is not used because it never expires. ${INSTEAD}` };
  }
  if (chainedFrom) {
    const warning = `This deployment's role is assumed with a long-term key (${chainedFrom}). ${INSTEAD}`;
    return { ...facts, use: "warned", warning };
  }
  if (source === "role" && !roleFrom) {
    return {
      ...facts,
      use: "warned",
      warning: "The credentials used to assume this deployment's role could not be determined.",
    };
  }
  return { ...facts, use: "accepted", warning: null };
}

const SIGNER = z.object({
  __smithy_context: z.object({
    selectedHttpAuthScheme: z.object({
      identity: z.object({ accessKeyId: z.string(), sessionToken: z.string().optional() }),
    }),
  }),
});

/** The credentials that will sign an SDK request. */
export function signerOf(context: object): ResolvedCredentials | null {
  const read = SIGNER.safeParse(context);
  return read.success ? read.data.__smithy_context.selectedHttpAuthScheme.identity : null;
}
