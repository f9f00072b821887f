import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { GuardianStateMark } from "#components/guardians/guardian-state.tsx";
import { EditTeam } from "#components/people/edit-team.tsx";
import { EndMembership } from "#components/people/end-membership.tsx";
import { ReviewLines } from "#components/reviews/queue/review-lines.tsx";
import { TierMark } from "#components/reviews/queue/tier-mark.tsx";
import { isOffered } from "#components/ui/acts/is-offered.ts";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { PersonName } from "#components/ui/words/person-name.tsx";
import { may } from "#lib/auth/policy.ts";
import { m } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import type { TeamPage as Team } from "#lib/teams/output.ts";
import { oneTeamPage } from "#lib/teams/teams-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { pathId } from "#lib/web/path-id.ts";
import { counted } from "#lib/words.ts";
import { editTeamAction, leaveTeamAction } from "../../actions.ts";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage({ params }: { params: Promise<{ team: string }> }) {
  const ctx = await pageContext();
  const id = pathId((await params).team) ?? notFound();
  const { team, organisations } = await found(oneTeamPage(ctx, id));
  const manages = may(ctx.actor, "organisation.manage", null);
  return (
    <>
      <PageHead
        title={team.name}
        back={{ href: paths.teams(), label: "Teams and services" }}
        facts={factsOf(team)}
        action={
          isOffered(manages) ? (
            <EditTeam team={team} organisations={organisations} permission={manages} action={editTeamAction} />
          ) : null
        }
      />
      <Section title="Members" count={team.members.length}>
        <DataTable
          caption="Members"
          columns={[
            { key: "name", label: "Name" },
            { key: "state", label: m`As a guardian`, width: "12rem", bare: true },
            ...(manages.allowed ? [{ key: "end", label: "Change", width: "12rem", wraps: true, bare: true }] : []),
          ]}
          rows={team.members.map((member) => ({
            key: member.id,
            href: paths.person(member.id),
            cells: {
              name: <PersonName name={member.name} />,
              state: <GuardianStateMark state={member.guardianState} />,
              end: (
                <EndMembership
                  person={member}
                  team={{ id, name: team.name }}
                  permission={manages}
                  action={leaveTeamAction}
                />
              ),
            },
          }))}
          empty={<p className="dimmed">No members today.</p>}
        />
      </Section>
      {team.outsideGuardians.length > 0 ? (
        <Section title={m`Guardians and nominees who are not members`} count={team.outsideGuardians.length}>
          <DataTable
            caption={m`Guardians and nominees who are not members`}
            columns={[
              { key: "name", label: "Name" },
              { key: "state", label: m`As a guardian`, width: "12rem", bare: true },
            ]}
            rows={team.outsideGuardians.map(({ id, name, guardianState }) => ({
              key: id,
              href: paths.person(id),
              cells: { name: <PersonName name={name} />, state: <GuardianStateMark state={guardianState} /> },
            }))}
            empty={null}
          />
        </Section>
      ) : null}
      <Section title="Services" count={team.serviceList.length}>
        <ServiceLines services={team.serviceList} caption="Services" />
        {team.retiredServices.length > 0 ? (
          <Fold bare line={`${team.retiredServices.length} retired`}>
            <ServiceLines services={team.retiredServices} caption="Retired services" />
          </Fold>
        ) : null}
      </Section>
      <Section
        title="Reviews"
        action={
          <Link href={paths.reviews({ team: id })} prefetch={false}>
            All reviews of the team
          </Link>
        }
      >
        <ReviewLines reviews={team.reviews} empty="No reviews that you can see." />
      </Section>
    </>
  );
}

function ServiceLines({ services, caption }: { services: Team["serviceList"]; caption: string }) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: "name", label: "Service" },
        { key: "tier", label: "Tier", width: "7rem", bare: true },
      ]}
      rows={services.map((service) => ({
        key: service.id,
        href: paths.service(service.id),
        cells: { name: service.name, tier: <TierMark tier={service.tier} /> },
      }))}
      empty={<p className="dimmed">The team has no active service.</p>}
    />
  );
}

function factsOf({ organisation, developers, activeGuardians, openReviews }: Team): string {
  return [
    organisation.name,
    counted(developers, "developer"),
    counted(activeGuardians, m`active guardian`),
    ...(openReviews === null ? [] : [counted(openReviews, "open review")]),
  ].join(" · ");
}
