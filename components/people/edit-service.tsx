"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { formChoice } from "#components/ui/form-choice.ts";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { formText } from "#components/ui/form-text.ts";
import { saveChanged } from "#components/ui/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { LINK_LENGTHS, SERVICE_LENGTHS } from "#lib/lengths.ts";
import { TIER_WORDS, TIERS, type Tier } from "#lib/reviews/rules/tiers.ts";
import type { EditServiceInput } from "#lib/teams/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Link = { label: string; url: string };
type Props = {
  service: { id: number; name: string; tier: Tier; description: string; links: Link[] };
  permission: Permission;
  action: (input: EditServiceInput) => Promise<ActionResult<unknown>>;
};

/** Changes what is said of a service. */
export function EditService({ service, permission, action }: Props) {
  return (
    <FormDialog
      label="Edit service"
      title={`Edit ${service.name}`}
      success="Saved."
      permission={permission}
      action={(form, drawn) =>
        saveChanged({ form, drawn }, fieldsOf(form), (changed) => action({ serviceId: service.id, ...changed }))
      }
    >
      <TextInput name="name" label="Name" defaultValue={service.name} required maxLength={SERVICE_LENGTHS.name} />
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
      <Textarea
        name="links"
        label="Links"
        description="One a line: the address, then what it is. https://example.com/runbook Runbook"
        defaultValue={service.links.map(({ label, url }) => `${url} ${label}`).join("\n")}
        autosize
      />
    </FormDialog>
  );
}

function fieldsOf(form: FormData) {
  return {
    name: formText(form, "name"),
    tier: formChoice(form, "tier", TIERS),
    description: formText(form, "description"),
    links: linksIn(formText(form, "links")),
  };
}

/** "https://example.com/a Runbook" → the address and its label; without a label the address is one. */
function linksIn(text: string): Link[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [url = "", ...words] = line.split(/\s+/);
      return { url, label: words.join(" ") || url.slice(0, LINK_LENGTHS.label) };
    });
}
