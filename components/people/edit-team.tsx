"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { TEAM_LENGTHS } from "#lib/lengths.ts";
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

/** Changes what is said of a team. */
export function EditTeam({ team, organisations, permission, action }: Props) {
  return (
    <FormDialog
      label="Edit team"
      title={`Edit ${team.name}`}
      explain="What is frozen stays: letters, and where goals began."
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
        description="Its leader sees the team from the next request on. The team's numbers move with it, those of past quarters too."
        defaultValue={team.organisation.id}
        data={organisations.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <NumberField
        name="developers"
        label="Developers"
        whole
        description="Counted in coverage, of past quarters too."
        defaultValue={team.developers}
        required
      />
      <TextInput
        name="eligibleFrom"
        label="First eligible day"
        type="date"
        description="From when the team is to have a guardian. Empty: since it was added. Days that are over stay as they were counted."
        defaultValue={team.eligibleFrom ?? ""}
      />
      <TextInput
        name="eligibleTo"
        label="Last eligible day"
        type="date"
        description="After it the team is no longer to have one. Empty: without end."
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
