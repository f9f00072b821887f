import { env } from "#lib/env.ts";

export const GITHUB_ISSUER = "https://github.com";

/** The ways to sign in. Their ids are part of addresses and of the record. */
export const PROVIDERS = ["demo", "oidc", "github"] as const;
export type ProviderId = (typeof PROVIDERS)[number];

/** What signs in, as a person says it. */
export const PROVIDER_NAMES: Record<ProviderId, string> = {
  demo: "a demo account",
  oidc: "single sign-on",
  github: "GitHub",
};

/** The ways to sign in that this deployment is configured for. */
export function configuredProviders(): ProviderId[] {
  const { demo, OIDC_ISSUER, OIDC_CLIENT_ID, GITHUB_ID } = env();
  const configured: Record<ProviderId, boolean> = {
    demo,
    oidc: Boolean(OIDC_ISSUER && OIDC_CLIENT_ID),
    github: Boolean(GITHUB_ID),
  };
  return PROVIDERS.filter((id) => configured[id]);
}

/** Whose identities sign in by it. The demo's accounts have none. */
export function issuerOf(id: ProviderId): string | null {
  if (id === "oidc") return env().OIDC_ISSUER ?? null;
  return id === "github" ? GITHUB_ISSUER : null;
}

/** The issuers whose identities sign in here. */
export function configuredIssuers(): string[] {
  return configuredProviders().flatMap((id) => issuerOf(id) ?? []);
}

/** Whether a session can have been started here: by a way to sign in that is still there, with the issuer behind it now. */
export function startsHere({ provider, issuer }: { provider: string; issuer: string | null }): boolean {
  return configuredProviders().some((id) => id === provider && (issuer === null || issuer === issuerOf(id)));
}

export function isProvider(id: string | undefined): id is ProviderId {
  return (PROVIDERS as readonly (string | undefined)[]).includes(id);
}
