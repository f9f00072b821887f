"use client";

import { TextInput } from "@mantine/core";
import { formText } from "#components/ui/controls/form-text.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { RevokeBeltInput } from "#lib/belts/input.ts";
import { BELT_WORDS, type Belt } from "#lib/belts/rules.ts";
import { BELT_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  award: { id: number; belt: Belt };
  name: string;
  permission: Permission;
  action: (input: RevokeBeltInput) => Promise<ActionResult<unknown>>;
};

export function RevokeBelt({ award, name, permission, action }: Props) {
  return (
    <FormDialog
      label="Revoke belt"
      title={`Revoke the ${BELT_WORDS[award.belt].toLowerCase()} of ${name}?`}
      explain="The award stays on record as revoked, with the reason."
      success="Belt revoked."
      danger
      permission={permission}
      button={{ size: "xs" }}
      action={(form) => action({ awardId: award.id, reason: formText(form, "reason") })}
    >
      <TextInput
        name="reason"
        label="Reason"
        description={m`Visible to the guardian, their manager and program staff.`}
        required
        maxLength={BELT_LENGTHS.reason}
      />
    </FormDialog>
  );
}
