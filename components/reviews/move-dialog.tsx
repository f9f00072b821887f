"use client";

import type { LoadPeople } from "#components/people/person-select.tsx";
import { type DialogControl, FormDialog } from "#components/ui/form-dialog.tsx";
import { ALLOWED } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { MoveControls } from "./move-controls.tsx";
import { fieldsOf, MOVES, type MoveInputs, type MoveVerb } from "./moves.ts";
import { readMove } from "./read-move.ts";

export type ReviewAction<Input> = (reviewId: number, input: Input) => Promise<ActionResult<unknown>>;
export type DialogReview = {
  id: number;
  ref: string;
  sequence: number;
  /** Whose input is to be rated; null where no rating is owed. */
  rated: string | null;
  requesterId: number | null;
  askable: ReviewDetail["askable"];
} & Pick<ReviewDetail, "state" | "launchedSince" | "answerOwed">;

type Props<V extends MoveVerb> = {
  verb: V;
  review: DialogReview;
  action: ReviewAction<MoveInputs[V]>;
  loadPeople: LoadPeople;
  control: DialogControl;
};

/** The dialog of a move that asks for what it needs. */
export function MoveDialog<V extends MoveVerb>({ verb, review, action, loadPeople, control }: Props<V>) {
  const move = MOVES.find((one): one is Extract<(typeof MOVES)[number], { verb: V }> => one.verb === verb);
  if (!move) return null;
  return (
    <FormDialog
      label={move.label}
      title={`${move.titled ?? move.label} ${review.ref}`}
      explain={move.explain}
      success={move.success}
      permission={ALLOWED}
      danger={move.tone === "danger"}
      control={control}
      action={(form) => action(review.id, readMove(verb, form, review.sequence))}
    >
      <MoveControls
        fields={fieldsOf(move, review)}
        loadPeople={loadPeople}
        rated={review.rated}
        requesterId={review.requesterId}
        askable={review.askable}
      />
    </FormDialog>
  );
}
