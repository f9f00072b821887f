"use client";

import { Textarea, TextInput } from "@mantine/core";
import type { ReviewAction } from "#components/reviews/moves/move-dialog.tsx";
import { Choice } from "#components/ui/controls/choice.tsx";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { RaiseFindingInput } from "#lib/findings/input.ts";
import { SEVERITIES, SEVERITY_WORDS } from "#lib/findings/rules.ts";
import { FINDING_LENGTHS } from "#lib/lengths.ts";
import { EFFECT_CHOICES, readFinding } from "./read-finding.ts";

type Props = {
  review: { id: number; ref: string; sequence: number };
  /** The subject, if the finding is raised next to one. */
  about?: { key: string; words: string };
  permission: Permission;
  action: ReviewAction<RaiseFindingInput>;
};

export function RaiseFinding({ review, about, permission, action }: Props) {
  return (
    <FormDialog
      label={about ? "Raise as finding" : "Raise finding"}
      title={`Raise a finding on ${review.ref}`}
      about={about?.key}
      success="Finding raised."
      permission={permission}
      button={{ size: "xs" }}
      action={(form) => action(review.id, readFinding(form, review.sequence))}
    >
      <TextInput
        name="title"
        label="Finding"
        description="What is wrong, in one line."
        required
        defaultValue={about?.words.slice(0, FINDING_LENGTHS.title)}
        maxLength={FINDING_LENGTHS.title}
      />
      <Textarea name="description" label="Description" maxLength={FINDING_LENGTHS.description} autosize minRows={3} />
      <Choice
        name="severity"
        label="Severity"
        data={SEVERITIES.map((severity) => ({ value: severity, label: SEVERITY_WORDS[severity] }))}
      />
      <Choice name="blocking" label="Approval" data={EFFECT_CHOICES} />
      <NumberField name="cwe" label="CWE number" description="Optional, such as 862." whole />
    </FormDialog>
  );
}
