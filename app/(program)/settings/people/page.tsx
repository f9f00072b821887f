import type { Metadata } from "next";
import { LeaverDays } from "#components/settings/leaver-days.tsx";
import { PendingMoves } from "#components/settings/pending-rights.tsx";
import { AddPerson, LeaverMoves, PersonMoves } from "#components/settings/people-forms.tsx";
import { SettingsHead } from "#components/settings/settings-head.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { FilterForm, TextFilter } from "#components/ui/lists/filter-form.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { NotKnown } from "#components/ui/words/days.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import type { Role } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { configuredIssuers } from "#lib/auth/providers.ts";
import { heldRoles, ROLE_NAMES } from "#lib/auth/role-words.ts";
import { nowOf } from "#lib/context.ts";
import { m } from "#lib/member-name.ts";
import { notUnderstood, PAGE, type Query, readParameters, searchWords } from "#lib/parameters.ts";
import { paths } from "#lib/paths.ts";
import type { PendingRight } from "#lib/people/pending-rights.ts";
import { roleRefusals, rolesPage, unlinkRefusals } from "#lib/people/roles-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { recordRefusal } from "#lib/web/refusal.ts";
import { countedIn, listed } from "#lib/words.ts";
import { editProgramAction } from "../../program/actions.ts";
import {
  addPersonAction,
  confirmGrantAction,
  confirmIdentityAction,
  deactivatePersonAction,
  endSessionsAction,
  erasedAtOnceAction,
  erasePersonAction,
  grantRoleAction,
  linkIdentityAction,
  revokeRoleAction,
  unlinkIdentityAction,
} from "../actions.ts";

export const metadata: Metadata = { title: "People and roles" };

type Props = { searchParams: Promise<Query> };

const PARAMETERS = { q: searchWords("part of a name or of an e-mail address"), page: PAGE };

export default async function PeopleSettingsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const gate = may(ctx.actor, "people.manage", null);
  if (!gate.allowed) {
    await recordRefusal(ctx, `GET ${paths.setting("people")}`);
    return (
      <>
        <SettingsHead current="people" />
        <EmptyState title="People and roles are for admins">{gate.reason}</EmptyState>
      </>
    );
  }
  const query = await searchParams;
  const { q, page } = readParameters(PARAMETERS, query);
  const filter = { ...(q ? { q } : {}), page: page ?? 1 };
  const { found, pending, admins, signIns, organisations, people, eraseAfterDays } = await rolesPage(ctx, filter);
  return (
    <>
      <SettingsHead
        current="people"
        action={
          <>
            <LeaverDays
              days={eraseAfterDays}
              permission={may(ctx.actor, "leavers.set-days", null)}
              count={erasedAtOnceAction}
              action={editProgramAction}
            />
            <AddPerson people={people} organisations={organisations} permission={gate} action={addPersonAction} />
          </>
        }
      />
      <FilterForm action={paths.setting("people")} label="Find people">
        <TextFilter label="Search by name or e-mail" name="q" value={q ?? ""} />
      </FilterForm>
      <IgnoredParameters names={notUnderstood(PARAMETERS, query)} />
      {pending.length > 0 ? (
        <Section title="Waiting for a second admin">
          <DataTable
            caption="Waiting for a second admin"
            columns={[
              { key: "what", label: "Role or identity", width: "34%", bare: true },
              { key: "person", label: "Person", width: "20%" },
              { key: "asked", label: "Requested by", width: "16%", bare: true },
              { key: "from", label: "Takes effect", width: "16%", bare: true },
              { key: "moves", label: "Change", width: "14%", wraps: true, bare: true },
            ]}
            rows={pending.map((right) => ({
              key: `${right.kind}-${right.id}`,
              href: paths.person(right.person.id),
              cells: {
                what: (
                  <>
                    {rightWords(right)}
                    {right.kind === "role" && <span className="dimmed"> {signInWords(right)}</span>}
                  </>
                ),
                person: right.person.name,
                asked: right.askedBy?.name ?? "The server's operator",
                from: right.from ? <Moment at={right.from} now={nowOf(ctx)} /> : "When confirmed",
                moves: (
                  <PendingMoves
                    what={`${rightWords(right)} of ${right.person.name}`}
                    permission={may(ctx.actor, "rights.confirm", {
                      personId: right.person.id,
                      askedById: right.askedBy?.id ?? null,
                      isIdentity: right.kind === "identity",
                    })}
                    confirm={confirmAction(right)}
                    withdraw={withdrawAction(right)}
                  />
                ),
              },
            }))}
            empty={null}
          />
        </Section>
      ) : null}
      <DataTable
        caption="People and roles"
        columns={[
          { key: "name", label: "Name", width: "26%" },
          { key: "email", label: "E-mail", width: "26%", leaves: "first", bare: true },
          { key: "roles", label: "Roles", width: "28%", bare: true },
          { key: "moves", label: "Change", width: "20%", wraps: true, bare: true },
        ]}
        rows={found.items.map((person) => ({
          key: person.id,
          href: paths.person(person.id),
          cells: {
            name: person.name,
            email: person.email ?? <NotKnown />,
            roles: heldRoles(person),
            moves: person.erasedAt ? (
              <span className="dimmed">Erased</span>
            ) : person.deactivatedAt ? (
              <>
                <span className="dimmed">Deactivated</span>{" "}
                <LeaverMoves
                  person={person}
                  identities={person.identities}
                  unlinkRefused={unlinkRefusals(ctx, person, signIns)}
                  erasing={may(ctx.actor, "person.erase", { personId: person.id })}
                  unlink={unlinkIdentityAction}
                  erase={erasePersonAction}
                />
              </>
            ) : (
              <PersonMoves
                person={person}
                held={person.roles}
                refused={{
                  ...roleRefusals(ctx, { id: person.id, held: rolesOf(person) }, { admins, signIns }),
                  unlink: unlinkRefusals(ctx, person, signIns),
                }}
                identities={person.identities}
                self={person.id === ctx.actor.personId}
                now={nowOf(ctx)}
                organisations={organisations}
                issuers={configuredIssuers()}
                grant={grantRoleAction}
                revoke={revokeRoleAction}
                link={linkIdentityAction}
                unlink={unlinkIdentityAction}
                endSessions={endSessionsAction}
                deactivate={deactivatePersonAction}
              />
            ),
          },
        }))}
        empty={<EmptyState title="No one matches">Try another name.</EmptyState>}
      />
      <Pager
        page={found.page}
        pages={found.pages}
        total={countedIn(found, "person", "people")}
        href={(page) => `${paths.setting("people")}?${new URLSearchParams({ q: q ?? "", page: String(page) })}`}
      />
      <p className="foot dimmed">{m`Being a guardian is a lifecycle, not a role. Everyone is a builder.`}</p>
    </>
  );
}

function rightWords(right: PendingRight): string {
  return right.kind === "role" ? ROLE_NAMES[right.role] : `Identity ${right.subject} at ${right.issuer}`;
}

/** The identities that can sign in once the role is confirmed. */
function signInWords({ signIns }: Extract<PendingRight, { kind: "role" }>): string {
  const all = signIns.map(({ subject, linkedBy }) => `${subject} (linked by ${linkedBy ?? "the server's operator"})`);
  return all.length === 0 ? "no sign-in yet" : `signs in as ${listed(all)}`;
}

function confirmAction(right: PendingRight) {
  const personId = right.person.id;
  return right.kind === "role"
    ? confirmGrantAction.bind(null, { personId, grantId: right.id })
    : confirmIdentityAction.bind(null, { personId, identityId: right.id });
}

function withdrawAction(right: PendingRight) {
  const personId = right.person.id;
  return right.kind === "role"
    ? revokeRoleAction.bind(null, { personId, role: right.role })
    : unlinkIdentityAction.bind(null, { personId, identityId: right.id });
}

function rolesOf({ roles }: { roles: readonly { role: Role }[] }): Role[] {
  return [...new Set(roles.map(({ role }) => role))];
}
