"use client";

import { Button, Fieldset, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { type LoadPeople, PersonSelect } from "#components/people/person-select.tsx";
import { Choice } from "#components/ui/controls/choice.tsx";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";

/** The conditions of an approval, each with its owner, due date and whether it blocks the launch. */
export function ConditionControls({ loadPeople, requesterId }: { loadPeople: LoadPeople; requesterId: number | null }) {
  const [keys, setKeys] = useState([0]);
  return (
    <Stack gap="sm">
      {keys.map((key, index) => (
        <Fieldset key={key} legend={`Condition ${index + 1}`}>
          <Stack gap="sm">
            <TextInput name="conditions.text" label="Condition" required maxLength={REVIEW_LENGTHS.condition} />
            <Choice
              name="conditions.when"
              label="When"
              data={[
                { value: "before_launch", label: "Before launch" },
                { value: "after_launch", label: "After launch" },
              ]}
            />
            <PersonSelect name="conditions.ownerId" label="Owner" load={loadPeople} preset={requesterId} />
            <TextInput name="conditions.dueOn" label="Due on" type="date" required />
            {keys.length > 1 ? (
              <Button
                variant="subtle"
                color="red"
                type="button"
                onClick={() => setKeys(keys.filter((other) => other !== key))}
              >
                Remove condition {index + 1}
              </Button>
            ) : null}
          </Stack>
        </Fieldset>
      ))}
      <Button variant="default" type="button" onClick={() => setKeys([...keys, Math.max(...keys) + 1])}>
        Add a condition
      </Button>
    </Stack>
  );
}
