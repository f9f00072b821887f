"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { withCurrentChoice } from "#components/ui/controls/with-current-choice.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { PERSON_LENGTHS } from "#lib/lengths.ts";
import type { EditPersonInput } from "#lib/people/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Named = { id: number; name: string };

type Props = {
  person: Named & { email: string | null; manager: Named | null; organisation: Named | null };
  /** Possible managers and organisations. */
  managers: Named[];
  organisations: Named[];
  permission: Permission;
  /** Permission to change the email address. */
  mailing: Permission;
  action: (input: EditPersonInput) => Promise<ActionResult<unknown>>;
};

export function EditPerson({ person, managers, organisations, permission, mailing, action }: Props) {
  return (
    <FormDialog
      label="Edit person"
      title={`Edit ${person.name}`}
      explain="From the next request on, the new manager reads what is private to the person and consents to their nomination; the previous one no longer does. Frozen letters keep the old name."
      success="Saved."
      permission={permission}
      button={{ size: "xs" }}
      action={(form, drawn) =>
        saveChanged({ form, drawn }, fieldsOf(form), (changed) => action({ personId: person.id, ...changed }))
      }
    >
      <TextInput name="name" label="Name" defaultValue={person.name} required maxLength={PERSON_LENGTHS.name} />
      <TextInput
        name="email"
        label="E-mail"
        type="email"
        description={mailing.allowed ? "Not used to sign in. Linked identities stay." : mailing.reason}
        defaultValue={person.email ?? ""}
        disabled={!mailing.allowed}
        required
        maxLength={PERSON_LENGTHS.email}
      />
      <NativeSelect
        name="managerId"
        label="Manager"
        defaultValue={person.manager?.id ?? ""}
        data={choices(withCurrentChoice(managers, person.manager))}
      />
      <NativeSelect
        name="organisationId"
        label="Organisation"
        description="Where the person belongs. Team numbers follow the team's organisation."
        defaultValue={person.organisation?.id ?? ""}
        data={choices(organisations)}
      />
    </FormDialog>
  );
}

function choices(rows: Named[]) {
  return [{ value: "", label: "Unknown" }, ...rows.map(({ id, name }) => ({ value: String(id), label: name }))];
}

function fieldsOf(form: FormData) {
  return {
    name: formText(form, "name"),
    email: formText(form, "email"),
    managerId: optionalNumber(form, "managerId"),
    organisationId: optionalNumber(form, "organisationId"),
  };
}
