"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formNumber, optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { doneWords } from "#components/ui/forms/done-words.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { TEAM_LENGTHS } from "#lib/lengths.ts";
import type { MembershipInput } from "#lib/people/input.ts";
import type { Joined } from "#lib/people/output.ts";
import type { AddOrganisationInput, AddTeamInput, EditOrganisationInput } from "#lib/teams/input.ts";
import { type Action, type Named, options } from "./forms.ts";

type OrganisationProps = {
  organisations: Named[];
  permission: Permission;
  addOrganisation: Action<AddOrganisationInput>;
  addTeam: Action<AddTeamInput>;
};

export function OrganisationForms({ organisations, permission, addOrganisation, addTeam }: OrganisationProps) {
  return (
    <>
      <FormDialog
        label="Add organisation"
        title="Add an organisation"
        success="Organisation added."
        permission={permission}
        action={(form) => addOrganisation({ name: formText(form, "name"), parentId: optionalNumber(form, "parentId") })}
      >
        <TextInput name="name" label="Name" required maxLength={TEAM_LENGTHS.name} />
        <NativeSelect
          name="parentId"
          label="Below"
          data={[{ value: "", label: "Nothing" }, ...options(organisations)]}
        />
      </FormDialog>
      <FormDialog
        label="Add team"
        title="Add a team"
        success="Team added."
        permission={permission}
        action={(form) =>
          addTeam({
            name: formText(form, "name"),
            organisationId: formNumber(form, "organisationId"),
            developers: formNumber(form, "developers"),
          })
        }
      >
        <TextInput name="name" label="Name" required maxLength={TEAM_LENGTHS.name} />
        <Choice name="organisationId" label="Organisation" data={options(organisations)} />
        <NumberField name="developers" label="Developers" whole required />
      </FormDialog>
    </>
  );
}

type EditProps = { organisation: Named; permission: Permission; action: Action<EditOrganisationInput> };

export function EditOrganisation({ organisation, permission, action }: EditProps) {
  return (
    <FormDialog
      label="Edit organisation"
      opener="Edit"
      title={`Edit ${organisation.name}`}
      about={organisation.id}
      explain="Frozen letters keep the old name."
      success="Saved."
      permission={permission}
      button={{ size: "xs" }}
      action={(form) => action({ organisationId: organisation.id, name: formText(form, "name") })}
    >
      <TextInput name="name" label="Name" defaultValue={organisation.name} required maxLength={TEAM_LENGTHS.name} />
    </FormDialog>
  );
}

type MemberProps = { people: Named[]; teams: Named[]; permission: Permission; action: Action<MembershipInput, Joined> };

export function JoinTeam({ people, teams, permission, action }: MemberProps) {
  return (
    <FormDialog
      label="Add member"
      title="Add a person to a team"
      success={doneWords("Member added.", "The person is already a member of the team.")}
      permission={permission}
      action={(form) => action({ personId: formNumber(form, "personId"), teamId: formNumber(form, "teamId") })}
    >
      <Choice name="personId" label="Person" data={options(people)} />
      <Choice name="teamId" label="Team" data={options(teams)} />
    </FormDialog>
  );
}
