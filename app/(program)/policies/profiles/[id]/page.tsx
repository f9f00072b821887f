import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProfileFacts } from "#components/policies/profile-facts.tsx";
import { ProfileForm } from "#components/policies/profile-form.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { may } from "#lib/auth/policy.ts";
import { paths } from "#lib/paths.ts";
import { profileVersions } from "#lib/policies/queries.ts";
import { formOf } from "#lib/policies/rules/profile-form.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { publishProfileAction } from "../../actions.ts";

export const metadata: Metadata = { title: "Check profile" };

type Props = { params: Promise<{ id: string }> };

export default async function CheckProfilePage({ params }: Props) {
  const ctx = await pageContext();
  const { id } = await params;
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound();
  const [latest, ...earlier] = await found(profileVersions(ctx, Number(id)));
  if (!latest) notFound();
  const permission = may(ctx.actor, "check-profile.publish", null);
  return (
    <>
      <PageHead
        title={latest.name}
        back={{ href: paths.policies({ view: "profiles" }), label: "Profiles" }}
        facts={
          <>
            Version {latest.version}, published by {latest.publishedBy?.name ?? "Guardians"}{" "}
            <Moment at={latest.publishedAt} now={ctx.now} />;{" "}
            {latest.tiers.length > 0 ? `checks the ${latest.tiers.join(", ")} tier` : "checks no tier"}
          </>
        }
      />
      {latest.description ? <p>{latest.description}</p> : null}
      <Section title="What it asks">
        <ProfileFacts definition={latest.definition} />
      </Section>
      {permission.allowed ? (
        <Section title="Publish a new version" id="edit">
          <ProfileForm
            key={latest.version}
            profileId={latest.profileId}
            initial={formOf(latest, latest.definition)}
            permission={permission}
            action={publishProfileAction}
          />
        </Section>
      ) : null}
      {earlier.length > 0 ? (
        <Section title="Earlier versions" id="versions">
          {earlier.map((version) => (
            <details key={version.version}>
              <summary>
                Version {version.version}, published by {version.publishedBy?.name ?? "Guardians"}{" "}
                <Moment at={version.publishedAt} now={ctx.now} />
              </summary>
              <ProfileFacts definition={version.definition} />
            </details>
          ))}
        </Section>
      ) : null}
    </>
  );
}
