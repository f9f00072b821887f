"use client";

import { TextInput } from "@mantine/core";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { TIER_WORDS, TIERS } from "#lib/intake/rules/tiers.ts";
import { SERVICE_LENGTHS } from "#lib/lengths.ts";
import type { AddServiceInput } from "#lib/teams/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

export type ServiceChoice = { id: number; name: string; teamId: number; team: string };
export type TeamChoice = { id: number; name: string };
export type AddServiceAction = (
  input: AddServiceInput,
) => Promise<ActionResult<{ id: number; name: string; teamId: number }>>;

type Props = { teams: TeamChoice[]; action: AddServiceAction; onAdded: (service: ServiceChoice) => void };

/** Adds an unlisted service without leaving the form. */
export function AddService({ teams, action, onAdded }: Props) {
  const none = {
    allowed: false,
    because: "actor",
    reason: "You are not in a team that a service can belong to.",
  } as const;
  const add = async (form: FormData) => {
    const answer = await action({
      name: formText(form, "name"),
      teamId: formNumber(form, "teamId"),
      tier: formChoice(form, "tier", TIERS),
    });
    if (answer.ok) {
      const team = teams.find(({ id }) => id === answer.value.teamId);
      onAdded({ ...answer.value, team: team?.name ?? "" });
    }
    return answer;
  };
  const only = teams.length === 1 ? teams[0] : undefined;
  return (
    <div>
      <FormDialog
        label="Add a service"
        title="Add a service"
        success="Service added."
        permission={teams.length > 0 ? { allowed: true } : none}
        button={{ size: "xs" }}
        action={add}
      >
        <TextInput name="name" label="Name" required maxLength={SERVICE_LENGTHS.name} />
        <Choice
          name="teamId"
          label="Team"
          defaultValue={only ? String(only.id) : undefined}
          data={teams.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Choice name="tier" label="Risk tier" data={TIERS.map((tier) => ({ value: tier, label: TIER_WORDS[tier] }))} />
      </FormDialog>
    </div>
  );
}
