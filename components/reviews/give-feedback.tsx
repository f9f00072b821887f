"use client";

import { FormDialog } from "#components/ui/form-dialog.tsx";
import { FeedbackControls } from "./feedback-controls.tsx";
import type { ReviewAction } from "./move-dialog.tsx";
import { readFields } from "./read-fields.ts";

type Props = { review: { id: number; ref: string; sequence: number }; action: ReviewAction };

/** The rating that is still owed after the decision. */
export function GiveFeedback({ review, action }: Props) {
  return (
    <FormDialog
      label="Rate the guardian's input"
      title={`The guardian's input on ${review.ref}`}
      success="Feedback given."
      permission={{ allowed: true }}
      button={{ fullWidth: true, mt: "xs" }}
      action={(form) => action(review.id, { ...readFields(form, [{ kind: "feedback" }]), sequence: review.sequence })}
    >
      <FeedbackControls />
    </FormDialog>
  );
}
