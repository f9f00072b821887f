"use client";

import type { LoadPeople } from "#components/people/person-select.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { MoveControls } from "./move-controls.tsx";
import type { Move } from "./moves.ts";
import { readFields } from "./read-fields.ts";

export type ReviewAction = (reviewId: number, input: Record<string, unknown>) => Promise<ActionResult<unknown>>;
export type DialogReview = {
  id: number;
  ref: string;
  title: string;
  sequence: number;
  feedbackOwed: boolean;
  requesterId: number | null;
};

type Props = { move: Move; review: DialogReview; permission: Permission; action: ReviewAction; loadPeople: LoadPeople };

/** A move: its button, disabled with its reason where it is not allowed, and the dialog that asks for what it needs. */
export function MoveDialog({ move, review, permission, action, loadPeople }: Props) {
  return (
    <FormDialog
      label={move.label}
      title={`${move.label}: ${review.ref} ${review.title}`}
      explain={move.explain}
      success={move.success}
      permission={permission}
      danger={move.tone === "danger"}
      button={{ fullWidth: true, variant: move.tone === "primary" ? "filled" : "default" }}
      action={(form) => action(review.id, { ...readFields(form, move.fields), sequence: review.sequence })}
    >
      <MoveControls
        fields={move.fields}
        loadPeople={loadPeople}
        feedbackOwed={review.feedbackOwed}
        requesterId={review.requesterId}
      />
    </FormDialog>
  );
}
