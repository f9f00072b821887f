import type { Metadata } from "next";
import { Suspense } from "react";
import { AnalyzerFacts } from "#components/settings/analyzer-facts.tsx";
import { Backup } from "#components/settings/backup.tsx";
import { RecordFacts } from "#components/settings/record-facts.tsx";
import { SettingsHead } from "#components/settings/settings-head.tsx";
import { Facts } from "#components/ui/page/facts.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { env } from "#lib/env.ts";
import { analyzerPart, recordPart } from "#lib/pages/about-parts.ts";
import { pageContext } from "#lib/web/context.ts";
import manifest from "../../../../package.json" with { type: "json" };

export const metadata: Metadata = { title: "About" };

export default async function AboutPage() {
  const ctx = await pageContext();
  const { DATABASE_URL, OIDC_ISSUER, GITHUB_ID, SMTP_URL, AWS_REGION, demo, origin } = env();
  const providers = [OIDC_ISSUER ? "OpenID Connect" : null, GITHUB_ID ? "GitHub" : null, demo ? "Demo accounts" : null];
  return (
    <>
      <SettingsHead current="about" />
      <p className="dimmed">How this deployment is set up. No secret is shown here.</p>
      <Facts
        items={[
          { label: "Version", value: manifest.version },
          { label: "Address", value: origin },
          { label: "Database", value: DATABASE_URL ? "PostgreSQL" : "Embedded (PGlite)" },
          { label: "Sign-in", value: providers.filter(Boolean).join(", ") || "None configured" },
          { label: "Mail", value: SMTP_URL ? "Configured; no mail is sent yet" : "Not configured" },
          { label: "Policy checks", value: answerers(AWS_REGION) },
        ]}
      />
      {may(ctx.actor, "audit.read", null).allowed ? (
        <Section title="The record" id="record">
          <RecordFacts {...(await recordPart(ctx))} />
        </Section>
      ) : null}
      {AWS_REGION && may(ctx.actor, "analyzer.inspect", null).allowed ? (
        <Section title="AWS IAM Access Analyzer" id="aws">
          <Suspense fallback={<p className="dimmed">Looking for the credentials of this deployment …</p>}>
            <Analyzer ctx={ctx} />
          </Suspense>
        </Section>
      ) : null}
      <Section title="Backup" id="backup">
        <Backup embedded={!DATABASE_URL} permission={may(ctx.actor, "backup.download", null)} />
      </Section>
    </>
  );
}

function answerers(region: string | undefined): string {
  if (!region) return "Answered by the embedded engine";
  return `Answered by the embedded engine, and by AWS IAM Access Analyzer in ${region} where a check profile chooses it`;
}

async function Analyzer({ ctx }: { ctx: Context }) {
  const status = await analyzerPart(ctx);
  return status ? <AnalyzerFacts status={status} /> : null;
}
