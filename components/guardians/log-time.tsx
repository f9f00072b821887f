"use client";

import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { formText } from "#components/ui/form-text.ts";
import { ACTIVITY_TYPES, ACTIVITY_WORDS } from "#lib/activity/rules.ts";
import type { PersonAction } from "./guardian-moves.tsx";

type Props = { personId: number; today: string; action: PersonAction };

/** Logs one's own time in a few seconds. */
export function LogTime({ personId, today, action }: Props) {
  return (
    <FormDialog
      label="Log time"
      title="Log time"
      success="Time logged."
      permission={{ allowed: true }}
      action={(form) =>
        action({
          personId,
          type: formText(form, "type"),
          minutes: Number(formText(form, "minutes")),
          onDate: formText(form, "onDate"),
          note: formText(form, "note"),
        })
      }
    >
      <NativeSelect
        name="type"
        label="What it went into"
        data={ACTIVITY_TYPES.map((type) => ({ value: type, label: ACTIVITY_WORDS[type] }))}
      />
      <NumberInput name="minutes" label="Minutes" defaultValue={30} min={1} max={1440} step={15} />
      <TextInput name="onDate" label="On" type="date" defaultValue={today} required />
      <TextInput name="note" label="Note" maxLength={500} />
    </FormDialog>
  );
}
