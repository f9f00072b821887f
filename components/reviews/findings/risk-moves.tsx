"use client";

import { TextInput } from "@mantine/core";
import { formText } from "#components/ui/controls/form-text.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { LastDay } from "#components/ui/words/last-day.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { AcceptRiskInput, DeclineRiskInput, RecommendRiskInput } from "#lib/findings/input.ts";
import type { Finding } from "#lib/findings/output.ts";
import { FINDING_LENGTHS } from "#lib/lengths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { dayWords } from "#lib/words.ts";
import type { FindingAction } from "./finding-moves.tsx";
import { decidePermission, type FindingReader, recommendPermission } from "./finding-permissions.ts";

type Props<Input> = {
  review: Pick<ReviewDetail, "id" | "sequence">;
  finding: Finding;
  reader: FindingReader;
  permission: Permission;
  action: FindingAction<Input>;
};

/** An engineer's recommendation on a finding's risk, for the risk owner to decide. */
export function RecommendRisk(props: Props<RecommendRiskInput> & { until: string }) {
  const { review, finding, reader, permission, action, until } = props;
  return (
    <FormDialog
      label="Recommend acceptance"
      title={`Accept the risk: ${finding.title}`}
      about={finding.id}
      explain="The risk owner decides, or a program manager if the owner cannot. The finding stays unchanged until then."
      success="Recommended. Waits for a decision."
      permission={recommendPermission(finding, permission, reader)}
      button={{ size: "xs" }}
      foldsRefusal
      action={(form) =>
        action(review.id, finding.id, {
          sequence: review.sequence,
          reason: formText(form, "reason"),
          acceptedUntil: formText(form, "acceptedUntil"),
        })
      }
    >
      <TextInput
        name="reason"
        label="Reason"
        defaultValue={finding.recommended?.reason ?? ""}
        required
        maxLength={FINDING_LENGTHS.reason}
      />
      <LastDay name="acceptedUntil" label="Accept until" last={until} defaultValue={finding.recommended?.until ?? ""} />
    </FormDialog>
  );
}

/** The risk owner's decision on a recommendation: accept the risk or not. */
export function DecideOnRisk(
  props: Omit<Props<never>, "action"> & {
    actions: { accept: FindingAction<AcceptRiskInput>; decline: FindingAction<DeclineRiskInput> };
  },
) {
  const { review, finding, reader, permission, actions } = props;
  if (!finding.recommended) return null;
  const { until, reason } = finding.recommended;
  const deciding = decidePermission(finding, permission, reader);
  const { sequence } = review;
  return (
    <>
      <FormDialog
        label="Accept risk"
        title={`Accept the risk of “${finding.title}” until ${dayWords(until)}?`}
        about={finding.id}
        explain={reason}
        success="Accepted."
        permission={deciding}
        button={{ size: "xs" }}
        foldsRefusal
        action={() => actions.accept(review.id, finding.id, { sequence })}
      />
      <FormDialog
        label="Decline risk"
        title={`Decline the risk: ${finding.title}`}
        about={finding.id}
        explain="The finding stays unchanged. Notifies the engineer who recommended it."
        success="Declined."
        permission={deciding}
        button={{ size: "xs" }}
        foldsRefusal
        action={(form) => actions.decline(review.id, finding.id, { sequence, reason: formText(form, "reason") })}
      >
        <TextInput name="reason" label="Reason" required maxLength={FINDING_LENGTHS.reason} />
      </FormDialog>
    </>
  );
}
