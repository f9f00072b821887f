"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { formText } from "#components/ui/form-text.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { GATE_WORDS, type Gate } from "#lib/reviews/rules/gates.ts";
import { TIERS, type Tier } from "#lib/reviews/rules.ts";
import type { ReviewAction } from "./move-dialog.tsx";

type Review = { id: number; ref: string; sequence: number };
type Props = { review: Review; permission: Permission; action: ReviewAction };
type GuardianChoice = { id: number; name: string; openReviews: number };

export function AssignGuardian({
  review,
  permission,
  action,
  guardians,
  current,
}: Props & { guardians: GuardianChoice[]; current: number | null }) {
  const choices = guardians.map(({ id, name, openReviews }) => ({
    value: String(id),
    label: `${name} (${openReviews} open)`,
  }));
  return (
    <FormDialog
      label="Assign guardian"
      title={`Guardian of ${review.ref}`}
      success="Guardian assigned."
      permission={permission}
      button={{ size: "xs" }}
      action={(form) => {
        const chosen = formText(form, "guardianId");
        return action(review.id, { sequence: review.sequence, guardianId: chosen ? Number(chosen) : null });
      }}
    >
      <NativeSelect
        name="guardianId"
        label="Active guardian"
        data={[{ value: "", label: "Nobody" }, ...choices]}
        defaultValue={current === null ? "" : String(current)}
      />
    </FormDialog>
  );
}

export function ChangeTier({ review, permission, action, tier }: Props & { tier: Tier | null }) {
  return (
    <FormDialog
      label="Change tier"
      title={`Tier of ${review.ref}`}
      explain="Anyone may raise it. Only a security engineer may lower it."
      success="Tier changed."
      permission={permission}
      button={{ size: "xs" }}
      action={(form) =>
        action(review.id, { sequence: review.sequence, tier: formText(form, "tier"), reason: formText(form, "reason") })
      }
    >
      <NativeSelect
        name="tier"
        label="Tier"
        data={TIERS.filter((other) => other !== tier).map((other) => ({ value: other, label: other }))}
      />
      <TextInput name="reason" label="Reason" required maxLength={500} />
    </FormDialog>
  );
}

export function WaiveGate({ review, permission, action, gates }: Props & { gates: readonly Gate[] }) {
  const unmet = gates.filter(({ state }) => state === "unmet");
  const standing: Permission =
    unmet.length > 0 ? permission : { allowed: false, because: "state", reason: "No gate is unmet." };
  return (
    <FormDialog
      label="Waive a gate"
      title={`Waive a gate of ${review.ref}`}
      explain="A waiver passes one unmet gate until a day, for a reason. Who asks for it can not approve it."
      success="Waived."
      permission={standing}
      button={{ size: "xs" }}
      action={(form) =>
        action(review.id, {
          sequence: review.sequence,
          gate: formText(form, "gate"),
          reason: formText(form, "reason"),
          expiresOn: formText(form, "expiresOn"),
        })
      }
    >
      <NativeSelect name="gate" label="Gate" data={unmet.map(({ id }) => ({ value: id, label: GATE_WORDS[id] }))} />
      <TextInput name="reason" label="Reason" required maxLength={500} />
      <TextInput name="expiresOn" label="Until" type="date" required />
    </FormDialog>
  );
}
