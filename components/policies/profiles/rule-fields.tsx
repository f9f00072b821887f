"use client";

import { Button, Fieldset, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { PROFILE_LENGTHS } from "#lib/lengths.ts";
import type { RuleText } from "#lib/policies/rules/profile-form.ts";

type Props = {
  number: number;
  rule: RuleText;
  onChange: (part: Partial<RuleText>) => void;
  onRemove: () => void;
};

/** One named rule of a profile: access no policy may grant. */
export function RuleFields({ number, rule, onChange, onRemove }: Props) {
  return (
    <Fieldset legend={`Rule ${number}: access that no policy may grant`}>
      <Stack gap="sm">
        <TextInput
          name={`sensitive.${number - 1}.name`}
          label="Name of the rule"
          required
          maxLength={PROFILE_LENGTHS.rule}
          value={rule.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Textarea
          name={`sensitive.${number - 1}.actions`}
          label="Sensitive actions"
          description="One per line, such as iam:PassRole. Empty means any action."
          autosize
          minRows={2}
          maxRows={12}
          spellCheck={false}
          value={rule.actions}
          onChange={(event) => onChange({ actions: event.currentTarget.value })}
        />
        <Textarea
          name={`sensitive.${number - 1}.resources`}
          label="On these resources"
          description="ARNs, one per line. Empty means any resource."
          autosize
          minRows={1}
          maxRows={12}
          spellCheck={false}
          value={rule.resources}
          onChange={(event) => onChange({ resources: event.currentTarget.value })}
        />
        <Group justify="flex-end">
          <Button variant="subtle" color="red" size="xs" onClick={onRemove}>
            Remove rule {number}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
