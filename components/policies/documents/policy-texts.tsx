"use client";

import { Button, Fieldset, Group, Stack, Textarea } from "@mantine/core";
import { isReference } from "#lib/policies/rules/profile-form.ts";

const MONO = { fontFamily: "var(--mono)", fontSize: 13 };

type Props = { name: string; legend: string; texts: string[]; onChange: (texts: string[]) => void };

/**
 * A list of policies as JSON text. Empty ones are ignored; errors name no policy, because policies here have no name.
 */
export function PolicyTexts({ name, legend, texts, onChange }: Props) {
  return (
    <Fieldset legend={legend}>
      <Stack gap="sm">
        {numbered(texts).map(({ item: text, number }) => (
          <Textarea
            key={number}
            name={isReference(text) ? `${name}.${texts.slice(0, number - 1).filter(isReference).length}` : undefined}
            label={`Reference policy ${number}, as JSON`}
            autosize
            minRows={4}
            maxRows={20}
            spellCheck={false}
            styles={{ input: MONO }}
            value={text}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange(texts.map((old, at) => (at === number - 1 ? value : old)));
            }}
          />
        ))}
        <Group>
          <Button variant="default" size="xs" onClick={() => onChange([...texts, ""])}>
            Add a reference policy
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

/** Text being typed has no identity other than its position. */
export function numbered<T>(items: readonly T[]): { item: T; number: number }[] {
  return items.map((item, index) => ({ item, number: index + 1 }));
}
