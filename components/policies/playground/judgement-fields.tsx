"use client";

import { Checkbox, CheckboxGroup, Fieldset, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { PROFILE_LENGTHS } from "#lib/lengths.ts";
import { LEVEL_WORDS } from "#lib/policies/rules/check-words.ts";
import { ASSUMED_ACCOUNT, BLOCKING_LEVELS, type ProfileForm } from "#lib/policies/rules/profile-form.ts";

type Part = Pick<ProfileForm, "block" | "credentials" | "account" | "trusted">;
type Props = { form: Part; onChange: (part: Partial<Part>) => void };

/** Profile settings beyond the rules: blocking validation findings, access keys, and external principals. */
export function JudgementFields({ form, onChange }: Props) {
  return (
    <>
      <CheckboxGroup
        label="Results of policy validation that block"
        description="All results are shown. Results of these levels must be fixed or waived."
        value={form.block}
        onChange={(values) => onChange({ block: BLOCKING_LEVELS.filter((level) => values.includes(level)) })}
      >
        <Group gap="md" mt="xs">
          {BLOCKING_LEVELS.map((level) => (
            <Checkbox key={level} name="block" value={level} label={LEVEL_WORDS[level]} />
          ))}
        </Group>
      </CheckboxGroup>
      <Checkbox
        label="Check for access keys, users with credentials and roles open to external tokens"
        checked={form.credentials}
        onChange={(event) => onChange({ credentials: event.currentTarget.checked })}
      />
      <Fieldset legend="External access">
        <Stack gap="sm">
          <TextInput
            name="account"
            label="Own account"
            description={`12 digits. If empty, templates are read for ${ASSUMED_ACCOUNT} and anyone outside that account is external.`}
            inputMode="numeric"
            maxLength={PROFILE_LENGTHS.account}
            value={form.account}
            onChange={(event) => onChange({ account: event.currentTarget.value })}
          />
          <Textarea
            name="trustedPrincipals"
            label="Trusted principals"
            description="Account IDs, ARNs, organization IDs and identity providers, one per line."
            autosize
            minRows={2}
            maxRows={12}
            spellCheck={false}
            value={form.trusted}
            onChange={(event) => onChange({ trusted: event.currentTarget.value })}
          />
        </Stack>
      </Fieldset>
    </>
  );
}
