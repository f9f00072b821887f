"use client";

import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { matchingChoice } from "#components/ui/controls/matching-choice.ts";
import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { AnswerFindingInput, SettleFindingInput } from "#lib/findings/input.ts";
import type { Finding } from "#lib/findings/output.ts";
import { FINDING_STATE_WORDS, INVALID_REASONS, SETTLES } from "#lib/findings/rules.ts";
import { FINDING_LENGTHS } from "#lib/lengths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { answerPermission, type FindingReader, settleChoices, settlePermission } from "./finding-permissions.ts";

export type FindingAction<Input> = (
  reviewId: number,
  findingId: number,
  input: Input,
) => Promise<ActionResult<unknown>>;

type Props<Input> = {
  review: Pick<ReviewDetail, "id" | "sequence">;
  finding: Finding;
  permission: Permission;
  action: FindingAction<Input>;
};

export function AnswerFinding({ review, finding, permission, action }: Props<AnswerFindingInput>) {
  return (
    <FormDialog
      label="Answer finding"
      title={`Answer: ${finding.title}`}
      about={finding.id}
      success="Answered."
      permission={answerPermission(finding, permission)}
      button={{ size: "xs" }}
      foldsRefusal
      action={(form) =>
        action(review.id, finding.id, {
          sequence: review.sequence,
          answer: formText(form, "answer"),
          state: formChoice(form, "state", ["fixed", "in_progress", "open"]),
        })
      }
    >
      <Textarea
        name="answer"
        label="Answer"
        defaultValue={finding.answer}
        required
        maxLength={FINDING_LENGTHS.answer}
        autosize
        minRows={3}
      />
      <Choice
        name="state"
        label="Status"
        data={[
          { value: "fixed", label: "Fixed, to be verified" },
          { value: "in_progress", label: "In progress" },
          { value: "open", label: "Open" },
        ]}
      />
    </FormDialog>
  );
}

/** Confirms a fix: the most common resolution, without a choice. */
export function VerifyFinding(props: Props<SettleFindingInput> & { reader: FindingReader }) {
  const { review, finding, reader, permission, action } = props;
  const choice = settleChoices(finding, reader).find(({ state }) => state === "verified");
  if (finding.state !== "fixed" || choice?.refusal !== null) return null;
  return (
    <FormDialog
      label="Verify finding"
      title={`Verify the fix of “${finding.title}”?`}
      about={finding.id}
      {...(finding.answer ? { explain: finding.answer } : {})}
      success="Verified."
      permission={permission}
      button={{ size: "xs" }}
      foldsRefusal
      action={() => action(review.id, finding.id, { sequence: review.sequence, state: "verified" })}
    />
  );
}

const INVALID_WORDS: Record<(typeof INVALID_REASONS)[number], string> = {
  duplicate: "A duplicate",
  not_an_issue: "Not an issue",
  out_of_scope: "Out of scope",
};

/** Choices refused to the reader are disabled, with the reason below. */
export function SettleFinding(props: Props<SettleFindingInput> & { reader: FindingReader }) {
  const { review, finding, reader, permission, action } = props;
  const choices = settleChoices(finding, reader);
  const reasons = choices.flatMap(({ refusal }) => refusal ?? []);
  const [chosen, setChosen] = useState("");
  // If someone else changes the finding meanwhile, the available choices may change.
  const to = matchingChoice(SETTLES[finding.state], chosen);
  const input = (form: FormData): SettleFindingInput => {
    const { sequence } = review;
    const reason = formText(form, "reason");
    if (to === "invalid") {
      return { sequence, state: to, invalidReason: formChoice(form, "invalidReason", INVALID_REASONS) };
    }
    if (to === "open") return { sequence, state: to, reason };
    return { sequence, state: requiredChoice(to === "verified" ? to : null) };
  };
  return (
    <FormDialog
      label="Resolve finding"
      title={`Resolve: ${finding.title}`}
      about={finding.id}
      success="Resolved."
      permission={settlePermission(finding, permission, reader)}
      button={{ size: "xs" }}
      foldsRefusal
      action={async (form) => {
        const answer = await action(review.id, finding.id, input(form));
        if (answer.ok) setChosen("");
        return answer;
      }}
    >
      <Choice
        name="state"
        label="Status"
        value={to ?? ""}
        onChange={(event) => setChosen(event.currentTarget.value)}
        description={reasons.join(" ") || undefined}
        data={choices.map(({ state, refusal }) => {
          return { value: state, label: FINDING_STATE_WORDS[state], disabled: refusal !== null };
        })}
      />
      {to === "invalid" ? (
        <Choice
          name="invalidReason"
          label="Why"
          data={INVALID_REASONS.map((reason) => ({ value: reason, label: INVALID_WORDS[reason] }))}
        />
      ) : null}
      {to === "open" ? <TextInput name="reason" label="Reason" required maxLength={FINDING_LENGTHS.reason} /> : null}
    </FormDialog>
  );
}
