"use client";

import { Button, Fieldset, FileButton, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import { formOf, holdsStarter, type ProfileForm, withStarter } from "#lib/policies/rules/profile-form.ts";
import { STARTERS } from "#lib/policies/rules/starters.ts";
import { listed } from "#lib/words.ts";

type Props = { form: ProfileForm; onChange: (form: ProfileForm) => void };

/**
 * Starting points: the starters, or a file in the format of `guardians check --profile`. Neither publishes anything.
 */
export function ProfileStart({ form, onChange }: Props) {
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const fill = async (file: File | null) => {
    if (!file) return;
    const { profileFromFile } = await import("#lib/policies/rules/profile-from-file.ts");
    const read = profileFromFile(await file.text());
    if ("problems" in read) return setProblems(read.problems);
    setProblems([]);
    const { name, definition } = read;
    onChange(formOf({ name: form.name || name, description: form.description, tiers: form.tiers }, definition));
  };
  const detail = "Not a check profile. Nothing was filled in.";
  const problem = { type: "about:blank", title: "Invalid", status: 422, detail, requestId: "", problems };
  const held = STARTERS.filter((starter) => holdsStarter(form, starter));
  return (
    <Fieldset legend="Start from">
      <Stack gap="sm">
        <ProblemAlert problem={problems.length > 0 ? problem : null} />
        {held.length > 0 ? (
          <Text size="sm" c="dimmed">
            Already in this profile: {listed(held.map(({ title }) => title))}.
          </Text>
        ) : null}
        {STARTERS.filter((starter) => !held.includes(starter)).map((starter) => (
          <Group key={starter.title} gap="sm" align="baseline">
            <Button variant="default" size="xs" onClick={() => onChange(withStarter(form, starter))}>
              {starter.title}
            </Button>
            <Text size="sm" c="dimmed">
              {starter.explain}
            </Text>
          </Group>
        ))}
        <Group gap="sm" align="baseline">
          <FileButton accept="application/json,.json" onChange={(file) => void fill(file)}>
            {(props) => (
              <Button {...props} variant="default" size="xs">
                Fill in from a file
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            A profile as JSON, exported from this page. It replaces the fields below.
          </Text>
        </Group>
      </Stack>
    </Fieldset>
  );
}
