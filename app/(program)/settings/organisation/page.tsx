import type { Metadata } from "next";
import { JoinTeam, OrganisationForms } from "#components/settings/people-forms.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { may } from "#lib/auth/policy.ts";
import { organisationPage } from "#lib/people/organisation-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { counted } from "#lib/words.ts";
import { addOrganisationAction, addTeamAction, joinTeamAction } from "../actions.ts";

export const metadata: Metadata = { title: "Organisation" };

export default async function OrganisationPage() {
  const ctx = await pageContext();
  const { tree, people, teams } = await organisationPage(ctx);
  const gate = may(ctx.actor, "organisation.manage", null);
  return (
    <>
      <PageHead
        title="Settings"
        facts="The tree of organisations. A leader owns a node and sees all below it."
        action={
          <OrganisationForms
            organisations={tree}
            permission={gate}
            addOrganisation={addOrganisationAction}
            addTeam={addTeamAction}
          />
        }
      />
      <SettingsTabs current="organisation" />
      <Section
        title="Organisations"
        action={<JoinTeam people={people} teams={teams} permission={gate} action={joinTeamAction} />}
      >
        {tree.length > 0 ? (
          <ul>
            {tree.map(({ id, name, depth, teams }) => (
              <li key={id} style={{ marginInlineStart: `${depth * 20}px` }}>
                {name} <span className="dimmed">{counted(teams, "team")}</span>
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState title="No organisations yet">Add the company first, then what is below it.</EmptyState>
        )}
      </Section>
    </>
  );
}
