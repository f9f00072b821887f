"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { LoadPeople } from "#components/people/person-select.tsx";
import { formText } from "#components/ui/controls/form-text.ts";
import { type DialogControl, FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { ALLOWED } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import type { Problem } from "#lib/web/problem.ts";
import { MoveControls } from "./move-controls.tsx";
import { fieldsOf, MOVES, type MoveInputs, type MoveVerb } from "./moves.ts";
import { readMove } from "./read-move.ts";

export type ReviewAction<Input> = (reviewId: number, input: Input) => Promise<ActionResult<unknown>>;
export type DialogReview = {
  id: number;
  ref: string;
  sequence: number;
  /** The guardian to be rated; null when no rating is due. */
  rated: string | null;
  requesterId: number | null;
  askable: ReviewDetail["askable"];
  /** The program's current day. */
  today: string;
} & Pick<ReviewDetail, "state" | "launchedSince" | "answerOwed">;

type Props<V extends MoveVerb> = {
  verb: V;
  review: DialogReview;
  action: ReviewAction<MoveInputs[V]>;
  loadPeople: LoadPeople;
  control: DialogControl;
  /** Switches to break-glass from a launch on a day when something blocked it. */
  onPast?: (() => void) | undefined;
};

/** The dialog of an action with the fields it needs. */
export function MoveDialog<V extends MoveVerb>({ verb, review, action, loadPeople, control, onPast }: Props<V>) {
  const [isPast, setPast] = useState(false);
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
      action={async (form) => {
        const result = await action(review.id, readMove(verb, form, review.sequence));
        setPast(!result.ok && wentPast(form, result.problem, review.today));
        return result;
      }}
    >
      <MoveControls
        fields={fieldsOf(move, review)}
        loadPeople={loadPeople}
        rated={review.rated}
        requesterId={review.requesterId}
        askable={review.askable}
      />
      {onPast && isPast ? (
        <Button variant="default" onClick={onPast}>
          Launch by break-glass
        </Button>
      ) : null}
    </FormDialog>
  );
}

/** Whether a launch was refused for a date not in the future: something blocked the launch then. */
function wentPast(form: FormData, { problems = [] }: Problem, today: string): boolean {
  return formText(form, "launchedOn") <= today && problems.some(({ path }) => path[0] === "launchedOn");
}
