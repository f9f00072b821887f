"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { LinkLines } from "#components/ui/controls/link-lines.tsx";
import { type Link, linksText, readLinks } from "#components/ui/controls/links.ts";
import { type DialogControl, FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { TIER_WORDS, TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { SERVICE_LENGTHS } from "#lib/lengths.ts";
import type { EditServiceInput } from "#lib/teams/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

export type EditedService = {
  id: number;
  name: string;
  teamId: number;
  tier: Tier;
  description: string;
  links: Link[];
};

type Props = {
  service: EditedService;
  /** Teams this editor may choose. */
  teams: { id: number; name: string }[];
  permission: Permission;
  control: DialogControl;
  action: (input: EditServiceInput) => Promise<ActionResult<unknown>>;
};

/** Edits a service and its owning team. */
export function EditService({ service, teams, permission, control, action }: Props) {
  return (
    <FormDialog
      label="Edit service"
      title={`Edit ${service.name}`}
      success="Saved."
      permission={permission}
      control={control}
      action={(form, drawn) =>
        saveChanged({ form, drawn }, fieldsOf(form), (changed) => action({ serviceId: service.id, ...changed }))
      }
    >
      <TextInput name="name" label="Name" defaultValue={service.name} required maxLength={SERVICE_LENGTHS.name} />
      <NativeSelect
        name="teamId"
        label="Team"
        description="Its members can see the threat models and request reviews immediately. Existing reviews stay with their team; coverage and threat models move to the new one, past quarters included."
        defaultValue={service.teamId}
        data={teams.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <NativeSelect
        name="tier"
        label="Risk tier"
        defaultValue={service.tier}
        data={TIERS.map((tier) => ({ value: tier, label: TIER_WORDS[tier] }))}
      />
      <Textarea
        name="description"
        label="Description"
        defaultValue={service.description}
        maxLength={SERVICE_LENGTHS.description}
        autosize
      />
      <LinkLines name="links" defaultValue={linksText(service.links)} />
    </FormDialog>
  );
}

function fieldsOf(form: FormData) {
  return {
    name: formText(form, "name"),
    teamId: formNumber(form, "teamId"),
    tier: formChoice(form, "tier", TIERS),
    description: formText(form, "description"),
    links: readLinks(formText(form, "links")).links,
  };
}
