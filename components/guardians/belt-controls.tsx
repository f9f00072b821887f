"use client";

import { Textarea, TextInput } from "@mantine/core";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { formText } from "#components/ui/form-text.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { BELT_WORDS, type Belt } from "#lib/belts/rules.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Action = (input: Record<string, unknown>) => Promise<ActionResult<unknown>>;

type AwardProps = { personId: number; name: string; belt: Belt; permission: Permission; action: Action };

/** Awards the next belt with a note. */
export function AwardBelt({ personId, name, belt, permission, action }: AwardProps) {
  const words = BELT_WORDS[belt].toLowerCase();
  return (
    <FormDialog
      label={`Award ${words}`}
      title={`Award the ${words} to ${name}?`}
      explain="The evidence is counted now and kept with the award."
      success="Belt awarded."
      permission={permission}
      action={(form) => action({ personId, belt, note: formText(form, "note") })}
    >
      <Textarea name="note" label="Note" required maxLength={1_000} autosize minRows={2} data-autofocus />
    </FormDialog>
  );
}

type RevokeProps = { awardId: number; name: string; belt: Belt; permission: Permission; action: Action };

/** Takes a belt back, with a reason. */
export function RevokeBelt({ awardId, name, belt, permission, action }: RevokeProps) {
  const words = BELT_WORDS[belt].toLowerCase();
  return (
    <FormDialog
      label="Revoke belt"
      title={`Revoke the ${words} of ${name}?`}
      explain="The award stays on record as revoked, with the reason."
      success="Belt revoked."
      danger
      permission={permission}
      button={{ size: "xs" }}
      action={(form) => action({ awardId, reason: formText(form, "reason") })}
    >
      <TextInput name="reason" label="Reason" required maxLength={500} data-autofocus />
    </FormDialog>
  );
}
