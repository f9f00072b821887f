"use client";

import { Checkbox, CheckboxGroup, Fieldset, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { PROFILE_LENGTHS } from "#lib/lengths.ts";
import { LEVEL_WORDS } from "#lib/policies/rules/check-words.ts";
import { ASSUMED_ACCOUNT, BLOCKING_LEVELS, type ProfileForm } from "#lib/policies/rules/profile-form.ts";

type Part = Pick<ProfileForm, "block" | "credentials" | "account" | "trusted">;
type Props = { form: Part; onChange: (part: Partial<Part>) => void };

/** What a profile asks beyond its rules: which findings of validation block, access keys, and who is external. */
export function JudgementFields({ form, onChange }: Props) {
  return (
    <>
      <CheckboxGroup
        label="Results of policy validation that block"
        description="All of them are shown; those of the levels chosen here have to be corrected or waived."
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
        label="Check for access keys, users with credentials and roles that are open to tokens of others"
        checked={form.credentials}
        onChange={(event) => onChange({ credentials: event.currentTarget.checked })}
      />
      <Fieldset legend="Who is external">
        <Stack gap="sm">
          <TextInput
            name="account"
            label="Own account"
            description={`12 digits. Without it templates are read for ${ASSUMED_ACCOUNT}, and whoever is outside that account is external.`}
            inputMode="numeric"
            maxLength={PROFILE_LENGTHS.account}
            value={form.account}
            onChange={(event) => onChange({ account: event.currentTarget.value })}
          />
          <Textarea
            name="trustedPrincipals"
            label="Trusted principals"
            description="Account ids, ARNs, organization ids and identity providers, one a line. They may be let in."
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
