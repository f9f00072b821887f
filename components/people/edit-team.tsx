"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { TEAM_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";
import type { EditTeamInput } from "#lib/teams/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Named = { id: number; name: string };

type Props = {
  team: Named & {
    organisation: Named;
    developers: number;
    eligibleFrom: string | null;
    eligibleTo: string | null;
  };
  organisations: Named[];
  permission: Permission;
  action: (input: EditTeamInput) => Promise<ActionResult<unknown>>;
};

export function EditTeam({ team, organisations, permission, action }: Props) {
  return (
    <FormDialog
      label="Edit team"
      title={`Edit ${team.name}`}
      explain="Frozen letters and goal baselines do not change."
      success="Saved."
      permission={permission}
      action={(form, drawn) =>
        saveChanged({ form, drawn }, fieldsOf(form), (changed) => action({ teamId: team.id, ...changed }))
      }
    >
      <TextInput name="name" label="Name" defaultValue={team.name} required maxLength={TEAM_LENGTHS.name} />
      <NativeSelect
        name="organisationId"
        label="Organisation"
        description="Its leader sees the team immediately. The team's numbers move with it, past quarters included."
        defaultValue={team.organisation.id}
        data={organisations.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <NumberField
        name="developers"
        label="Developers"
        whole
        description="Counted in coverage, past quarters included."
        defaultValue={team.developers}
        required
      />
      <TextInput
        name="eligibleFrom"
        label="First eligible day"
        type="date"
        description={m`The day from which the team needs a guardian. Empty: the day it was added. Past days stay as counted.`}
        defaultValue={team.eligibleFrom ?? ""}
      />
      <TextInput
        name="eligibleTo"
        label="Last eligible day"
        type="date"
        description={m`The last day on which the team needs a guardian. Empty: no end.`}
        defaultValue={team.eligibleTo ?? ""}
      />
    </FormDialog>
  );
}

function fieldsOf(form: FormData) {
  return {
    name: formText(form, "name"),
    organisationId: formNumber(form, "organisationId"),
    developers: formNumber(form, "developers"),
    eligibleFrom: formText(form, "eligibleFrom") || null,
    eligibleTo: formText(form, "eligibleTo") || null,
  };
}
