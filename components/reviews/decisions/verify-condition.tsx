"use client";

import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { MoveInput } from "#lib/reviews/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

export type VerifyConditionAction = (
  reviewId: number,
  conditionId: number,
  input: MoveInput,
) => Promise<ActionResult<unknown>>;

type Props = {
  review: { id: number; ref: string; sequence: number };
  condition: { id: number; text: string };
  permission: Permission;
  action: VerifyConditionAction;
};

/** An engineer's confirmation that a condition was fulfilled. */
export function VerifyCondition({ review, condition, permission, action }: Props) {
  return (
    <FormDialog
      label="Verify condition"
      title={`Verify a condition of ${review.ref}`}
      about={condition.id}
      explain={`“${condition.text}”`}
      success="Verified."
      permission={permission}
      button={{ size: "xs" }}
      action={() => action(review.id, condition.id, { sequence: review.sequence })}
    />
  );
}
