"use client";

import { Textarea } from "@mantine/core";
import { formText } from "#components/ui/controls/form-text.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { type Permission, refused } from "#lib/auth/actor.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import type { KeepConditionInput } from "#lib/reviews/input.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

export type KeepConditionAction = (
  reviewId: number,
  conditionId: number,
  input: KeepConditionInput,
) => Promise<ActionResult<unknown>>;

type Props = {
  review: { id: number; sequence: number };
  condition: Pick<ReviewDetail["decisions"][number]["conditions"][number], "id" | "text" | "kept" | "mayKeep">;
  permission: Permission;
  action: KeepConditionAction;
};

/** The owner's statement that a condition is fulfilled, for a second person to verify. */
export function KeepCondition({ review, condition, permission, action }: Props) {
  const { id, text, kept, mayKeep } = condition;
  return (
    <FormDialog
      label="Mark as met"
      title={`Met: ${text}`}
      about={id}
      explain="Someone else then verifies it."
      success="Marked as met. Someone else verifies it."
      permission={permission.allowed && !mayKeep ? refused("actor", "Only its owner can mark it as met.") : permission}
      button={{ size: "xs" }}
      action={(form) => action(review.id, id, { sequence: review.sequence, note: formText(form, "note") })}
    >
      <Textarea
        name="note"
        label="How was it met?"
        defaultValue={kept?.note ?? ""}
        required
        maxLength={REVIEW_LENGTHS.note}
        autosize
        minRows={3}
      />
    </FormDialog>
  );
}
