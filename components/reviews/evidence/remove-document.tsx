"use client";

import { Confirm } from "#components/ui/forms/confirm.tsx";
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
  return (
    <Confirm
      verb="Remove"
      question={`Remove ${document.name} from the evidence?`}
      action={() => action(review.id, document.id, { sequence: review.sequence })}
      success={`${document.name} removed.`}
      permission={permission}
      size="xs"
    >
      Sealed revisions keep it. The next revision will not contain it.
    </Confirm>
  );
}
