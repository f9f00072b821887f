import type { Metadata } from "next";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { env } from "#lib/env.ts";
import { pageContext } from "#lib/web/context.ts";
import manifest from "../../../../package.json" with { type: "json" };

export const metadata: Metadata = { title: "About" };

export default async function AboutPage() {
  await pageContext();
  const { DATABASE_URL, OIDC_ISSUER, GITHUB_ID, SMTP_URL, demo, origin } = env();
  const providers = [OIDC_ISSUER ? "OpenID Connect" : null, GITHUB_ID ? "GitHub" : null, demo ? "Demo accounts" : null];
  return (
    <>
      <PageHead title="Settings" facts="How this deployment is set up. No secret is shown here." />
      <SettingsTabs current="about" />
      <Facts
        items={[
          { label: "Version", value: manifest.version },
          { label: "Address", value: origin },
          { label: "Database", value: DATABASE_URL ? "PostgreSQL" : "Embedded (PGlite)" },
          { label: "Sign-in", value: providers.filter(Boolean).join(", ") || "None configured" },
          { label: "Mail", value: SMTP_URL ? "Configured" : "Not configured" },
          { label: "Policy checks", value: "Answered by the embedded engine" },
        ]}
      />
    </>
  );
}
