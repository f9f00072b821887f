"use client";

import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { NominateInput } from "#lib/guardians/input.ts";
import { GUARDIAN_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type NomineeChoice = { id: number; name: string; teams: { id: number; name: string }[] };
type Props = {
  nominees: NomineeChoice[];
  action: (input: NominateInput) => Promise<ActionResult<unknown>>;
};

/** Nominates someone else or yourself, with reasons. */
export function Nominate({ nominees, action }: Props) {
  const [personId, setPersonId] = useState<number | null>(null);
  const teams = nominees.find(({ id }) => id === personId)?.teams ?? [];
  const permission =
    nominees.length > 0
      ? ({ allowed: true } as const)
      : ({
          allowed: false,
          because: "state",
          reason: "No team member is free to be nominated.",
        } as const);
  return (
    <FormDialog
      label={m`Nominate a guardian`}
      title={m`Nominate a guardian`}
      explain="Their manager or a program manager consents next. Then they take the required courses."
      success="Nominated."
      permission={permission}
      button={{ variant: "filled" }}
      action={(form) =>
        action({
          personId: requiredChoice(personId),
          teamId: formNumber(form, "teamId"),
          rationale: formText(form, "rationale"),
        })
      }
    >
      <Choice
        name="personId"
        label="Person"
        value={personId === null ? "" : String(personId)}
        onChange={(event) => setPersonId(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
        data={nominees.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      {personId === null ? null : (
        <NativeSelect
          name="teamId"
          label="Team"
          key={personId}
          data={teams.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      <Textarea
        name="rationale"
        label="Rationale"
        description="Judgement, knowledge, openness to validation, advocacy, high bar, customer security first: what have you seen?"
        required
        maxLength={GUARDIAN_LENGTHS.rationale}
        autosize
        minRows={3}
      />
    </FormDialog>
  );
}
