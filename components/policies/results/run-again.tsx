"use client";

import { Text } from "@mantine/core";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { MoveInput } from "#lib/reviews/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  review: { id: number; sequence: number };
  /** The version to run under; null to rerun the same checks. */
  newer: { name: string; version: number } | null;
  permission: Permission;
  action: (reviewId: number, input: MoveInput) => Promise<ActionResult<unknown>>;
};

/** Offers to rerun the checks, under a newer profile version if there is one. */
export function RunAgain({ review, newer, permission, action }: Props) {
  const { run, pending, problem } = useAction(action, { success: "The checks are queued." });
  return (
    <div>
      <ProblemAlert problem={problem} />
      {newer ? (
        <Text component="p" size="sm" mb="xs">
          Profile “{newer.name}” version {newer.version} checks such reviews now.
        </Text>
      ) : null}
      <GuardedButton
        variant="default"
        size="xs"
        permission={permission}
        loading={pending}
        onClick={() => void run(review.id, { sequence: review.sequence })}
      >
        {newer ? `Run again with version ${newer.version}` : "Run the checks again"}
      </GuardedButton>
    </div>
  );
}
