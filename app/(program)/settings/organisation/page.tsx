import type { Metadata } from "next";
import { EditOrganisation, JoinTeam, OrganisationForms } from "#components/settings/organisation-forms.tsx";
import { OrganisationTree } from "#components/settings/organisation-tree.tsx";
import { SettingsHead } from "#components/settings/settings-head.tsx";
import { isOffered } from "#components/ui/acts/is-offered.ts";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { may } from "#lib/auth/policy.ts";
import { organisationPage } from "#lib/people/organisation-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { addOrganisationAction, addTeamAction, editOrganisationAction, joinTeamAction } from "../actions.ts";

export const metadata: Metadata = { title: "Organisation" };

export default async function OrganisationPage() {
  const ctx = await pageContext();
  const { tree, people, teams } = await organisationPage(ctx);
  const gate = may(ctx.actor, "organisation.manage", null);
  return (
    <>
      <SettingsHead
        current="organisation"
        action={
          <OrganisationForms
            organisations={tree}
            permission={gate}
            addOrganisation={addOrganisationAction}
            addTeam={addTeamAction}
          />
        }
      />
      <Section
        title="Organisations"
        facts="A leader sees everything below their node"
        action={<JoinTeam people={people} teams={teams} permission={gate} action={joinTeamAction} />}
      >
        {tree.length > 0 ? (
          <OrganisationTree
            nodes={tree}
            control={({ id, name }) =>
              isOffered(gate) ? (
                <EditOrganisation organisation={{ id, name }} permission={gate} action={editOrganisationAction} />
              ) : null
            }
          />
        ) : (
          <EmptyState title="No organisations yet">Add the company first, then its parts.</EmptyState>
        )}
      </Section>
    </>
  );
}
