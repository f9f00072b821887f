"use client";

import { Confirm } from "#components/ui/confirm.tsx";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { RemoveDocumentInput } from "#lib/reviews/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

export type RemoveDocumentAction = (
  reviewId: number,
  documentId: number,
  input: RemoveDocumentInput,
) => Promise<ActionResult<unknown>>;

type Props = {
  review: { id: number; sequence: number };
  document: { id: number; name: string };
  permission: Permission;
  action: RemoveDocumentAction;
};

export function RemoveDocument({ review, document, permission, action }: Props) {
  const { run, pending, problem } = useAction(action, { success: `${document.name} removed.` });
  return (
    <Confirm
      verb="Remove"
      question={`Remove ${document.name} from the evidence?`}
      size="xs"
      permission={permission}
      pending={pending}
      onConfirm={() => run(review.id, document.id, { sequence: review.sequence })}
    >
      The revisions that hold it keep it. The next revision is sealed without it.
      <ProblemAlert problem={problem} />
    </Confirm>
  );
}
