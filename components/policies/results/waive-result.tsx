"use client";

import { TextInput } from "@mantine/core";
import { REVIEW_READERS } from "#components/reviews/review-readers.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { LastDay } from "#components/ui/words/last-day.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import type { AskResultWaiverInput, EndResultWaiverInput, WaiveResultInput } from "#lib/reviews/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props<Input> = {
  review: { id: number; ref: string; sequence: number };
  result: { documentName: string; fingerprint: string; words: string };
  permission: Permission;
  action: (reviewId: number, input: Input) => Promise<ActionResult<unknown>>;
};

/** Requests a temporary waiver of one result. */
export function AskResultWaiver({
  review,
  result,
  permission,
  action,
  isRenewal,
}: Props<AskResultWaiverInput> & { isRenewal: boolean }) {
  const { documentName, fingerprint, words } = result;
  return (
    <FormDialog
      label={isRenewal ? "Ask for a renewal" : "Ask for a waiver"}
      title={`${isRenewal ? "Ask for a renewal" : "Ask for a waiver"} on ${review.ref}: ${words}`}
      about={`${documentName} ${fingerprint}`}
      explain="An engineer or program manager who does not review it decides."
      success="Requested. Someone else decides."
      permission={permission}
      button={{ size: "xs", variant: "subtle" }}
      action={(form) =>
        action(review.id, { sequence: review.sequence, documentName, fingerprint, reason: formText(form, "reason") })
      }
    >
      <TextInput name="reason" label="Reason" description={REVIEW_READERS} required maxLength={REVIEW_LENGTHS.reason} />
    </FormDialog>
  );
}

/** Waives one result until a day. */
export function WaiveResult({
  review,
  result,
  permission,
  action,
  until,
}: Props<WaiveResultInput> & { until: string }) {
  const { documentName, fingerprint, words } = result;
  return (
    <FormDialog
      label="Waive this result"
      title={`Waive a result of ${review.ref}: ${words}`}
      about={`${documentName} ${fingerprint}`}
      explain="It stays visible and does not block until that day, while its subject is unchanged."
      success="Result waived."
      permission={permission}
      button={{ size: "xs", variant: "subtle" }}
      action={(form) =>
        action(review.id, {
          sequence: review.sequence,
          documentName,
          fingerprint,
          reason: formText(form, "reason"),
          expiresOn: formText(form, "expiresOn"),
        })
      }
    >
      <TextInput name="reason" label="Reason" required maxLength={REVIEW_LENGTHS.reason} />
      <LastDay name="expiresOn" label="Until" last={until} />
    </FormDialog>
  );
}

/** Ends a result waiver before its last day. */
export function EndResultWaiver({ review, result, permission, action }: Props<EndResultWaiverInput>) {
  const { documentName, fingerprint, words } = result;
  return (
    <FormDialog
      label="End the waiver"
      title={`End the waiver on ${review.ref}: ${words}?`}
      about={`${documentName} ${fingerprint}`}
      explain="If the result is still present, it blocks again immediately, including a launch that has not happened yet. A new waiver needs a new request."
      success="The waiver has ended."
      permission={permission}
      button={{ size: "xs", variant: "subtle" }}
      danger
      action={(form) =>
        action(review.id, { sequence: review.sequence, documentName, fingerprint, reason: formText(form, "reason") })
      }
    >
      <TextInput name="reason" label="Reason" required maxLength={REVIEW_LENGTHS.reason} />
    </FormDialog>
  );
}
