"use client";

import type { DialogReview, ReviewAction } from "#components/reviews/moves/move-dialog.tsx";
import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import { type DialogControl, FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { m } from "#lib/member-name.ts";
import type { GiveFeedbackInput } from "#lib/reviews/input.ts";
import { FeedbackControls } from "./feedback-controls.tsx";
import { readFeedback } from "./read-feedback.ts";

type Props = {
  review: Pick<DialogReview, "id" | "ref" | "sequence" | "rated">;
  action: ReviewAction<GiveFeedbackInput>;
  control?: DialogControl | undefined;
};

/** The rating still due after the decision. */
export function GiveFeedback({ review, action, control }: Props) {
  return (
    <FormDialog
      label={m`Rate the guardian's input`}
      title={m`The guardian's input on ${review.ref}`}
      success="Feedback given."
      permission={{ allowed: true }}
      control={control}
      action={(form) =>
        action(review.id, { sequence: review.sequence, feedback: requiredChoice(readFeedback(form) ?? null) })
      }
    >
      {review.rated === null ? null : <FeedbackControls guardian={review.rated} />}
    </FormDialog>
  );
}
