"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { guardianChoices } from "#components/reviews/drafts/guardian-choices.ts";
import { askedNotBy, endedWords, waivedBy } from "#components/reviews/findings/waivable.ts";
import { REVIEW_READERS } from "#components/reviews/review-readers.ts";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { type DialogControl, FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { LastDay } from "#components/ui/words/last-day.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { isHigher } from "#lib/intake/rules/tier-rules.ts";
import { TIER_WORDS, TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";
import type {
  AskWaiverInput,
  AssignGuardianInput,
  ChangeTierInput,
  EndGateWaiverInput,
  WaiveInput,
} from "#lib/reviews/input.ts";
import { GATE_WORDS, type Gate, type GateId, WAIVABLE_GATES } from "#lib/reviews/rules/gates.ts";
import type { ReviewAction } from "./move-dialog.tsx";

type Review = { id: number; ref: string; sequence: number };
type Props<Input> = {
  review: Review;
  permission: Permission;
  action: ReviewAction<Input>;
  control?: DialogControl | undefined;
};
type GuardianChoice = { id: number; name: string; openReviews: number | null };

export function AssignGuardian({
  review,
  permission,
  action,
  control,
  guardians,
  current,
}: Props<AssignGuardianInput> & { guardians: GuardianChoice[]; current: { id: number; name: string } | null }) {
  return (
    <FormDialog
      label={m`Assign guardian`}
      title={m`Change the guardian of ${review.ref}`}
      success={m`Guardian assigned.`}
      permission={permission}
      button={{ size: "xs" }}
      control={control}
      action={(form) =>
        action(review.id, { sequence: review.sequence, guardianId: optionalNumber(form, "guardianId") })
      }
    >
      <NativeSelect
        name="guardianId"
        label={m`Active guardian`}
        data={guardianChoices(guardians, current)}
        defaultValue={current === null ? "" : String(current.id)}
      />
    </FormDialog>
  );
}

export function ChangeTier({
  review,
  permission,
  action,
  control,
  tier,
  lowering,
}: Props<ChangeTierInput> & { tier: Tier | null; lowering: Permission }) {
  const others = TIERS.filter((other) => other !== tier).map((other) => ({
    value: other,
    label: TIER_WORDS[other],
    disabled: !lowering.allowed && isHigher(tier ?? "low", other),
  }));
  return (
    <FormDialog
      label="Change tier"
      title={`Change the tier of ${review.ref}`}
      success="Tier changed."
      permission={permission}
      button={{ size: "xs" }}
      control={control}
      action={(form) =>
        action(review.id, {
          sequence: review.sequence,
          tier: formChoice(form, "tier", TIERS),
          reason: formText(form, "reason"),
        })
      }
    >
      <Choice
        name="tier"
        label="Tier"
        description={others.some(({ disabled }) => disabled) && !lowering.allowed ? lowering.reason : undefined}
        data={others}
      />
      <TextInput name="reason" label="Reason" required maxLength={REVIEW_LENGTHS.reason} />
    </FormDialog>
  );
}

const choiceOf = ({ id }: Pick<Gate, "id">) => ({ value: id, label: GATE_WORDS[id] });

export function AskWaiver({
  review,
  permission,
  action,
  control,
  gates,
  asks,
  me,
}: Props<AskWaiverInput> & Asked & { gates: readonly Gate[] }) {
  const choices = askedNotBy(me, gates, asks);
  return (
    <FormDialog
      label="Ask for a waiver"
      title={`A waiver for ${review.ref}`}
      explain="A security engineer or program manager other than the reviewer decides, and sets the expiry date."
      success="Requested. A second person decides."
      permission={permission}
      button={{ size: "xs" }}
      control={control}
      action={(form) =>
        action(review.id, {
          sequence: review.sequence,
          gate: formChoice(form, "gate", WAIVABLE_GATES),
          reason: formText(form, "reason"),
        })
      }
    >
      <Choice name="gate" label="Gate" data={choices.map(choiceOf)} />
      <TextInput
        name="reason"
        label="Why the gate cannot be met now"
        description={REVIEW_READERS}
        required
        maxLength={REVIEW_LENGTHS.reason}
      />
    </FormDialog>
  );
}

type Asked = { asks: readonly { gate: string | null; askedBy: { id: number } }[]; me: number };

export function WaiveGate({
  review,
  permission,
  action,
  control,
  gates,
  statedConflict,
  asks,
  me,
  until,
}: Props<WaiveInput> & Asked & { gates: readonly Gate[]; statedConflict: string | null; until: string }) {
  const choices = waivedBy(me, gates, asks);
  const conflict = choices.some(({ id }) => id === "conflicts") ? statedConflict : null;
  return (
    <FormDialog
      label="Waive a gate"
      title={`Waive a gate of ${review.ref}`}
      explain="The gate counts as passed until that day. Later documents, threat models or blocking findings need a new waiver."
      success="Waived."
      permission={permission}
      button={{ size: "xs" }}
      control={control}
      action={(form) =>
        action(review.id, {
          sequence: review.sequence,
          gate: formChoice(form, "gate", WAIVABLE_GATES),
          reason: formText(form, "reason"),
          expiresOn: formText(form, "expiresOn"),
        })
      }
    >
      <Choice
        name="gate"
        label="Gate"
        description={conflict ? `The reviewer's conflict of interest: ${conflict}` : undefined}
        data={choices.map(choiceOf)}
      />
      <TextInput name="reason" label="Reason" required maxLength={REVIEW_LENGTHS.reason} />
      <LastDay name="expiresOn" label="Until" last={until} />
    </FormDialog>
  );
}

/** Ends a gate waiver before its last day. */
export function EndWaiver({
  review,
  permission,
  action,
  control,
  gates,
}: Props<EndGateWaiverInput> & { gates: readonly GateId[] }) {
  return (
    <FormDialog
      label="End a waiver"
      title={`End a waiver of ${review.ref}?`}
      explain={`${endedWords(gates)} A new waiver needs a new request and a new decision.`}
      success="The waiver has ended."
      permission={permission}
      button={{ size: "xs" }}
      control={control}
      danger
      action={(form) =>
        action(review.id, {
          sequence: review.sequence,
          gate: formChoice(form, "gate", WAIVABLE_GATES),
          reason: formText(form, "reason"),
        })
      }
    >
      <Choice name="gate" label="Gate" data={gates.map((id) => choiceOf({ id }))} />
      <TextInput name="reason" label="Why the waiver ends early" required maxLength={REVIEW_LENGTHS.reason} />
    </FormDialog>
  );
}
