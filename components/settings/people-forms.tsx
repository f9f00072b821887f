"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { EndSessions } from "#components/people/end-sessions.tsx";
import { IdentityLines } from "#components/people/identity-lines.tsx";
import { ActMenu } from "#components/ui/acts/act-menu.tsx";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formNumber, optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { matchingChoice } from "#components/ui/controls/matching-choice.ts";
import { type DialogControl, FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { isFocusLost } from "#components/ui/forms/is-focus-lost.ts";
import type { IconName } from "#components/ui/words/icon.tsx";
import { ALLOWED, type Permission, ROLES, type Role, refused } from "#lib/auth/actor.ts";
import { ROLE_NAMES } from "#lib/auth/role-words.ts";
import { PERSON_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";
import type {
  AddPersonInput,
  DeactivatePersonInput,
  EndSessionsInput,
  ErasePersonInput,
  GrantRoleInput,
  LinkIdentityInput,
  RevokeRoleInput,
  UnlinkIdentityInput,
} from "#lib/people/input.ts";
import type { GrantReceipt, Linked, LinkedIdentity, SessionsEnded, Unlinked } from "#lib/people/output.ts";
import { pseudonymOf } from "#lib/pseudonym.ts";
import { counted } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import { type Action, type Named, options } from "./forms.ts";
import { chosenGrant, grantChoices, type HeldGrant, type Refused, reasonsOf, revoking } from "./held-grants.ts";

type AddProps = {
  people: Named[];
  organisations: Named[];
  permission: Permission;
  action: Action<AddPersonInput>;
};

export function AddPerson({ people, organisations, permission, action }: AddProps) {
  return (
    <FormDialog
      label="Add person"
      button={{ variant: "filled" }}
      title="Add a person"
      success="Person added."
      permission={permission}
      action={(form) =>
        action({
          name: formText(form, "name"),
          email: formText(form, "email"),
          managerId: optionalNumber(form, "managerId"),
          organisationId: optionalNumber(form, "organisationId"),
        })
      }
    >
      <TextInput name="name" label="Name" required maxLength={PERSON_LENGTHS.name} />
      <TextInput name="email" label="E-mail" type="email" required maxLength={PERSON_LENGTHS.email} />
      <NativeSelect name="managerId" label="Manager" data={[{ value: "", label: "Not known" }, ...options(people)]} />
      <NativeSelect
        name="organisationId"
        label="Organisation"
        data={[{ value: "", label: "Not known" }, ...options(organisations)]}
      />
    </FormDialog>
  );
}

type RoleProps = {
  person: Named;
  held: HeldGrant[];
  /** Refused actions, with reasons. */
  refused: { grant: Refused; revoke: Refused; unlink: Record<number, string>; deactivate: string | null };
  identities: readonly LinkedIdentity[];
  /** Whether the person is the admin using the page. */
  self: boolean;
  now: Now;
  organisations: Named[];
  /** Identity providers used for sign-in here. */
  issuers: string[];
  grant: Action<GrantRoleInput, GrantReceipt>;
  revoke: Action<RevokeRoleInput>;
  link: Action<LinkIdentityInput, Linked>;
  unlink: Action<UnlinkIdentityInput, Unlinked>;
  endSessions: Action<EndSessionsInput, SessionsEnded>;
  deactivate: Action<DeactivatePersonInput>;
};

/** An admin's actions on a person, behind one menu. */
export function PersonMoves(props: RoleProps) {
  const { person, held, refused: off, identities, issuers, self } = props;
  const [opened, setOpened] = useState<string | null>(null);
  const row = useRef<HTMLElement>(null);
  const open = (key: string) => {
    row.current = document.activeElement?.closest("tr") ?? null;
    setOpened(key);
  };
  const hasLeft = useRef(false);
  const deactivate: typeof props.deactivate = async (input) => {
    const result = await props.deactivate(input);
    hasLeft.current = result.ok;
    return result;
  };
  useEffect(() => {
    return () => {
      // A person who has left gets other actions; the first of them takes the focus.
      if (hasLeft.current && isFocusLost()) row.current?.querySelector("button")?.focus();
    };
  }, []);
  const permissions: Record<MoveKey, Permission> = {
    grant: ALLOWED,
    revoke: revoking(held, off.revoke),
    link: issuers.length > 0 ? ALLOWED : refused("state", "No identity provider is configured here."),
    unlink: unlinking(identities, off.unlink),
    end: ALLOWED,
    deactivate: off.deactivate === null ? ALLOWED : refused("actor", off.deactivate),
  };
  const ofMove = (key: MoveKey) => ({
    permission: permissions[key],
    control: { opened: opened === key, onClose: () => setOpened(null) },
  });
  const words = self ? { ...MOVE_LABELS, end: "Sign out everywhere" } : MOVE_LABELS;
  const groups = MOVE_GROUPS.map((keys) =>
    keys.map((key) => ({ key, label: words[key], permission: permissions[key], ...MOVE_LOOKS[key] })),
  );
  return (
    <>
      <ActMenu label="Change" name={`Change ${person.name}`} inRow groups={groups} onChoose={open} />
      <GrantRole {...props} {...ofMove("grant")} />
      <RevokeRole {...props} {...ofMove("revoke")} />
      <LinkIdentity {...props} {...ofMove("link")} />
      <UnlinkIdentity {...{ person, identities }} off={off.unlink} action={props.unlink} {...ofMove("unlink")} />
      <EndSessions person={person} self={self} action={props.endSessions} {...ofMove("end")} />
      <DeactivatePerson {...props} deactivate={deactivate} {...ofMove("deactivate")} />
    </>
  );
}

type MoveKey = "grant" | "revoke" | "link" | "unlink" | "end" | "deactivate";
const MOVE_GROUPS: readonly MoveKey[][] = [["grant", "revoke"], ["link", "unlink", "end"], ["deactivate"]];
const MOVE_LABELS: Record<MoveKey, string> = {
  grant: "Grant role",
  revoke: "Revoke role",
  link: "Link identity",
  unlink: "Unlink identity",
  end: "End sessions",
  deactivate: "Deactivate",
};
const MOVE_LOOKS: Record<MoveKey, { icon: IconName; danger?: boolean }> = {
  grant: { icon: "plus" },
  revoke: { icon: "minus" },
  link: { icon: "check" },
  unlink: { icon: "slash" },
  end: { icon: "return" },
  deactivate: { icon: "cross", danger: true },
};

type MoveProps = RoleProps & { permission: Permission; control: DialogControl };

/** A role to grant and its details. Inside the dialog, so that the fields reset after each answer. */
function RoleControls({
  off,
  organisations,
}: { off: RoleProps["refused"]["grant"] } & Pick<RoleProps, "organisations">) {
  const [role, setRole] = useState<Role | null>(null);
  return (
    <>
      <Choice
        name="role"
        label="Role"
        value={role ?? ""}
        onChange={(event) => setRole(matchingChoice(ROLES, event.currentTarget.value))}
        data={ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role], disabled: off[role] !== undefined }))}
        description={reasonsOf(ROLES, off) || undefined}
      />
      {role === "leader" ? <Choice name="organisationId" label="Leads" data={options(organisations)} /> : null}
      {role === "auditor" ? <TextInput name="endsOn" label="Until" type="date" required /> : null}
    </>
  );
}

const ASKED = "Requested. Another admin must confirm it.";
const IN_A_DAY = "Recorded. It takes effect in 24 hours because no other admin can confirm it.";

function GrantRole({ person, refused: off, organisations, grant, permission, control }: MoveProps) {
  return (
    <FormDialog
      label={MOVE_LABELS.grant}
      title={`Grant a role to ${person.name}`}
      about={person.id}
      success={(grant: GrantReceipt) => {
        if (!grant.isNew) return `${person.name} already holds this role, or it is waiting for confirmation.`;
        return grant.pendingSince ? ASKED : grant.holdsFrom ? IN_A_DAY : "Role granted.";
      }}
      permission={permission}
      control={control}
      action={(form) => {
        const role = formChoice(form, "role", ROLES);
        return grant({
          personId: person.id,
          role,
          organisationId: role === "leader" ? optionalNumber(form, "organisationId") : null,
          endsOn: role === "auditor" ? formText(form, "endsOn") : null,
        });
      }}
    >
      <RoleControls off={off.grant} organisations={organisations} />
    </FormDialog>
  );
}

function RevokeRole({ person, held, refused: off, revoke, permission, control }: MoveProps) {
  const roles = held.map(({ role }) => role);
  return (
    <FormDialog
      label={MOVE_LABELS.revoke}
      title={`Revoke a role of ${person.name}`}
      success="Role revoked."
      permission={permission}
      control={control}
      danger
      action={(form) => revoke({ personId: person.id, ...chosenGrant(held, form) })}
    >
      <Choice
        name="role"
        label="Role"
        data={grantChoices(held, off.revoke)}
        description={reasonsOf(roles, off.revoke) || undefined}
      />
    </FormDialog>
  );
}

function LinkIdentity({ person, identities, now, issuers, link, permission, control }: MoveProps) {
  return (
    <FormDialog
      label={MOVE_LABELS.link}
      title={`Who is ${person.name} to the identity provider?`}
      about={person.id}
      explain="Anyone who signs in with this identity is this person until it is unlinked. The sign-in page shows the identity to someone who is refused."
      success={(linked: Linked) => {
        if (!linked.isNew)
          return `This identity is already linked to ${person.name}, or it is waiting for confirmation.`;
        return linked.pendingSince ? ASKED : linked.holdsFrom ? IN_A_DAY : "Identity linked.";
      }}
      permission={permission}
      control={control}
      action={(form) =>
        link({ personId: person.id, issuer: formText(form, "issuer"), subject: formText(form, "subject") })
      }
    >
      <IdentityLines identities={identities} now={now} />
      <NativeSelect name="issuer" label="Issuer" data={issuers} />
      <TextInput
        name="subject"
        label="Subject"
        description="The “sub” of the ID token, or the number of a GitHub account."
        required
        maxLength={PERSON_LENGTHS.subject}
      />
    </FormDialog>
  );
}

function DeactivatePerson({ person, deactivate, permission, control }: MoveProps) {
  return (
    <FormDialog
      label={MOVE_LABELS.deactivate}
      title={`Deactivate ${person.name}?`}
      explain={m`Their sessions, roles, memberships and guardianship end immediately, and their claimed reviews are released. Their actions stay on record. You cannot undo this: to return, they must be erased and added again.`}
      success="Deactivated."
      permission={permission}
      control={control}
      danger
      action={() => deactivate({ personId: person.id })}
    />
  );
}

/** Whether any identity can be unlinked; `off` lists identities that cannot, with the reason. */
function unlinking(identities: readonly LinkedIdentity[], off: Record<number, string>): Permission {
  return identities.every(({ id }) => off[id] !== undefined)
    ? refused("state", unlinkReasons(off) || "No identity is linked to this person.")
    : ALLOWED;
}

function unlinkReasons(off: Record<number, string>): string {
  return [...new Set(Object.values(off))].join(" ");
}

type UnlinkProps = {
  person: Named;
  identities: readonly LinkedIdentity[];
  /** Identities that cannot be unlinked, with the reason. */
  off: Record<number, string>;
  hasLeft?: boolean;
  permission: Permission;
  control?: DialogControl;
  action: Action<UnlinkIdentityInput, Unlinked>;
};

/** Unlinks an identity that is not, or no longer, the person's. */
function UnlinkIdentity({ person, identities, off, hasLeft, permission, control, action }: UnlinkProps) {
  const ending = hasLeft
    ? `Only if it never belonged to ${person.name}, who has left.`
    : `Sign-ins with it are refused, and all sessions of ${person.name} end immediately.`;
  return (
    <FormDialog
      label={MOVE_LABELS.unlink}
      title={`Unlink an identity of ${person.name}`}
      about={person.id}
      explain={`${ending} It can then be linked to its owner.`}
      success={({ sessions }: Unlinked) =>
        sessions === 0 ? "Identity unlinked." : `Identity unlinked, and ${counted(sessions, "session")} ended.`
      }
      permission={permission}
      control={control}
      {...(hasLeft ? { button: { size: "xs" } } : {})}
      danger
      action={(form) => action({ personId: person.id, identityId: formNumber(form, "identityId") })}
    >
      <Choice
        name="identityId"
        label="Identity"
        data={identities.map(({ id, issuer, subject }) => ({
          value: String(id),
          label: `${subject} at ${issuer}`,
          disabled: off[id] !== undefined,
        }))}
        description={unlinkReasons(off) || undefined}
      />
    </FormDialog>
  );
}

type LeaverProps = {
  person: Named;
  identities: readonly LinkedIdentity[];
  unlinkRefused: Record<number, string>;
  erasing: Permission;
  unlink: Action<UnlinkIdentityInput, Unlinked>;
  erase: Action<ErasePersonInput>;
};

/** An admin's remaining actions on someone who has left. */
export function LeaverMoves({ person, identities, unlinkRefused: off, erasing, unlink, erase }: LeaverProps) {
  const permission = unlinking(identities, off);
  return (
    <>
      {identities.length > 0 ? (
        <UnlinkIdentity {...{ person, identities, off, permission }} hasLeft action={unlink} />
      ) : null}
      <ErasePerson person={person} permission={erasing} action={erase} />
    </>
  );
}

type EraseProps = { person: Named; permission: Permission; action: Action<ErasePersonInput> };

/** Removes the name of someone who has left from the product. */
function ErasePerson({ person, permission, action }: EraseProps) {
  const pseudonym = pseudonymOf(person.id);
  return (
    <FormDialog
      label="Erase"
      title={`Erase ${person.name}?`}
      explain={`They become “${pseudonym}” everywhere. Their name, e-mail address, sign-in and private texts are deleted: reasons, rationales, notes and feedback about them. Their actions in reviews, all numbers and texts by others stay. A name that someone else also has stays in texts. You cannot undo this.`}
      success={`Erased: ${pseudonym} from now on.`}
      permission={permission}
      button={{ size: "xs" }}
      danger
      action={() => action({ personId: person.id })}
    />
  );
}
