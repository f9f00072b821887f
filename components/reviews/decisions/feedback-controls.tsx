"use client";

import { Fieldset, Radio, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Choice } from "#components/ui/controls/choice.tsx";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";

const RATINGS = [
  { name: "scope", label: "Scope" },
  { name: "threats", label: "Threats" },
  { name: "mitigations", label: "Mitigations" },
  { name: "validation", label: "Validation" },
];

const SCALE = [
  { value: "0", label: "0 – missing" },
  { value: "1", label: "1 – begun" },
  { value: "2", label: "2 – good" },
  { value: "3", label: "3 – excellent" },
];

/** The engineer's rating of the guardian's input: four ratings and a sentence, declined with a reason, or postponed. */
export function FeedbackControls({ guardian }: { guardian: string }) {
  const [mode, setMode] = useState("rate");
  return (
    <Fieldset legend={m`Input from ${guardian}, the guardian`}>
      <Stack gap="sm">
        <Radio.Group name="feedback" value={mode} onChange={setMode} aria-label={m`Feedback on the guardian's input`}>
          <Stack gap={6}>
            <Radio value="rate" label="Rate it" />
            <Radio value="decline" label="Decline to rate it" />
            <Radio value="later" label="Rate it later" />
          </Stack>
        </Radio.Group>
        {mode === "rate" ? (
          <>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              {RATINGS.map(({ name, label }) => (
                <Choice key={name} name={name} label={label} data={SCALE} />
              ))}
            </SimpleGrid>
            <TextInput
              name="sentence"
              label="A sentence that helps"
              description={m`Visible to the guardian and program staff.`}
              required
              maxLength={REVIEW_LENGTHS.feedback}
            />
          </>
        ) : null}
        {mode === "decline" ? (
          <TextInput name="declinedReason" label="Reason for declining" required maxLength={REVIEW_LENGTHS.feedback} />
        ) : null}
      </Stack>
    </Fieldset>
  );
}
