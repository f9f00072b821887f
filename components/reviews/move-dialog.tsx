"use client";

import type { LoadPeople } from "#components/people/person-select.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { MoveControls } from "./move-controls.tsx";
import type { Move, MoveInputs, MoveVerb } from "./moves.ts";
import { readMove } from "./read-move.ts";

export type ReviewAction<Input> = (reviewId: number, input: Input) => Promise<ActionResult<unknown>>;
export type DialogReview = {
  id: number;
  ref: string;
  title: string;
  sequence: number;
  feedbackOwed: boolean;
  requesterId: number | null;
};

type Props<V extends MoveVerb> = {
  move: Move<V>;
  review: DialogReview;
  permission: Permission;
  action: ReviewAction<MoveInputs[V]>;
  loadPeople: LoadPeople;
};

/** A move: its button, disabled with its reason where it is not allowed, and the dialog that asks for what it needs. */
export function MoveDialog<V extends MoveVerb>({ move, review, permission, action, loadPeople }: Props<V>) {
  return (
    <FormDialog
      label={move.label}
      title={`${move.label}: ${review.ref} ${review.title}`}
      explain={move.explain}
      success={move.success}
      permission={permission}
      danger={move.tone === "danger"}
      button={{ fullWidth: true, variant: move.tone === "primary" ? "filled" : "default" }}
      action={(form) => action(review.id, readMove(move.verb, form, review.sequence))}
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
