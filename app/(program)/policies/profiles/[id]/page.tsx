import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CompareVersions } from "#components/policies/documents/compare-versions.tsx";
import { ProfileFacts } from "#components/policies/profiles/profile-facts.tsx";
import { ProfileForm } from "#components/policies/profiles/profile-form.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { may } from "#lib/auth/policy.ts";
import { nowOf } from "#lib/context.ts";
import { profilePage } from "#lib/pages/profile-page.ts";
import { paths } from "#lib/paths.ts";
import { formOf } from "#lib/policies/rules/profile-form.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { publishProfileAction } from "../../actions.ts";

export const metadata: Metadata = { title: "Check profile" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ from?: string; to?: string }> };

export default async function CheckProfilePage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const { id } = await params;
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound();
  const { versions, unknown } = await found(profilePage(ctx, Number(id)));
  const [latest, ...earlier] = versions;
  if (!latest) notFound();
  const query = await searchParams;
  const known = (asked: string | undefined) => versions.find(({ version }) => String(version) === asked)?.version;
  const permission = may(ctx.actor, "check-profile.publish", null);
  return (
    <>
      <PageHead
        title={latest.name}
        back={{ href: paths.policies({ view: "profiles" }), label: "Profiles" }}
        facts={
          <>
            Version {latest.version}, published by {latest.publishedBy?.name ?? "Guardians"}{" "}
            <Moment at={latest.publishedAt} now={nowOf(ctx)} />;{" "}
            {latest.tiers.length > 0 ? `checks the ${latest.tiers.join(", ")} tier` : "checks no tier"}
          </>
        }
      />
      {latest.description ? <p>{latest.description}</p> : null}
      <Section title="What it checks">
        <ProfileFacts definition={latest.definition} unknown={unknown} />
        <p>
          <a href={paths.checkProfileFile(latest.profileId, latest.version)} download>
            Export as JSON
          </a>{" "}
          <span className="dimmed">for guardians check --profile</span>
        </p>
      </Section>
      {earlier.length > 0 ? (
        <Section title="What changed" id="changes">
          <CompareVersions
            versions={versions}
            from={known(query.from) ?? latest.version - 1}
            to={known(query.to) ?? latest.version}
          />
        </Section>
      ) : null}
      {permission.allowed ? (
        <Section title="Publish a new version" id="edit">
          <Fold line={`Edit version ${latest.version}`}>
            <ProfileForm
              version={latest.version}
              profileId={latest.profileId}
              initial={formOf(latest, latest.definition)}
              permission={permission}
              action={publishProfileAction}
            />
          </Fold>
        </Section>
      ) : null}
      {earlier.length > 0 ? (
        <Section title="Earlier versions" id="versions">
          {earlier.map((version) => (
            <Fold
              key={version.version}
              bare
              line={
                <>
                  Version {version.version}, published by {version.publishedBy?.name ?? "Guardians"}{" "}
                  <Moment at={version.publishedAt} now={nowOf(ctx)} />
                </>
              }
            >
              <ProfileFacts definition={version.definition} />
              <p>
                <a href={paths.checkProfileFile(version.profileId, version.version)} download>
                  Export version {version.version} as JSON
                </a>
              </p>
            </Fold>
          ))}
        </Section>
      ) : null}
    </>
  );
}
