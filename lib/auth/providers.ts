import { env } from "#lib/env.ts";

export const GITHUB_ISSUER = "https://github.com";

/** The sign-in methods. Their ids appear in URLs and in the record. */
export const PROVIDERS = ["demo", "oidc", "github"] as const;
export type ProviderId = (typeof PROVIDERS)[number];

/** Readable names of the sign-in methods. */
export const PROVIDER_NAMES: Record<ProviderId, string> = {
  demo: "a demo account",
  oidc: "single sign-on",
  github: "GitHub",
};

/** The sign-in methods configured in this deployment. */
export function configuredProviders(): ProviderId[] {
  const { demo, OIDC_ISSUER, OIDC_CLIENT_ID, GITHUB_ID } = env();
  const configured: Record<ProviderId, boolean> = {
    demo,
    oidc: Boolean(OIDC_ISSUER && OIDC_CLIENT_ID),
    github: Boolean(GITHUB_ID),
  };
  return PROVIDERS.filter((id) => configured[id]);
}

/** The issuer behind a sign-in method; null for demo accounts. */
export function issuerOf(id: ProviderId): string | null {
  if (id === "oidc") return env().OIDC_ISSUER ?? null;
  return id === "github" ? GITHUB_ISSUER : null;
}

/** The issuers accepted for sign-in here. */
export function configuredIssuers(): string[] {
  return configuredProviders().flatMap((id) => issuerOf(id) ?? []);
}

/** Whether a session can have started here: through a sign-in method still configured with the same issuer. */
export function startsHere({ provider, issuer }: { provider: string; issuer: string | null }): boolean {
  return configuredProviders().some((id) => id === provider && (issuer === null || issuer === issuerOf(id)));
}

export function isProvider(id: string | undefined): id is ProviderId {
  return (PROVIDERS as readonly (string | undefined)[]).includes(id);
}
