"use client";

import { Button, Fieldset, Group, NativeSelect, Radio, SimpleGrid, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { chosenOf } from "#components/ui/chosen-of.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import {
  DATA_CLASSES,
  DATA_HANDLINGS,
  type DataClass,
  type DataHandling,
  type Intake,
  QUESTION_WORDS,
  RISK_QUESTIONS,
  type RiskQuestion,
} from "#lib/reviews/rules/intake.ts";
import { type TierRule, tierOf } from "#lib/reviews/rules/tier-rules.ts";
import { linksText, readLinks } from "./links.ts";
import { TierMark } from "./tier-mark.tsx";

const CLASS_WORDS: Record<DataClass, string> = {
  public: "Public",
  internal: "Internal",
  confidential: "Confidential",
  restricted: "Restricted",
};
const HANDLING_WORDS: Record<DataHandling, string> = {
  stored: "Stored",
  processed: "Processed",
  reachable: "Merely reachable",
};

type Props = { intake: Intake; onChange: (intake: Intake) => void; tierRules: TierRule[] };

/** The intake: data, risk questions and links. The tier follows the answers as they are given. */
export function IntakeControls({ intake, onChange, tierRules }: Props) {
  const [links, setLinks] = useState(linksText(intake.links));
  const { unread } = readLinks(links);
  const set = (part: Partial<Intake>) => onChange({ ...intake, ...part });
  const changeLinks = (text: string) => {
    setLinks(text);
    set({ links: readLinks(text).links });
  };
  const answer = (question: RiskQuestion, value: string) =>
    set({ answers: { ...intake.answers, [question]: value === "" ? null : value === "yes" } });
  return (
    <Stack gap="md">
      <Textarea
        label="What changes"
        description="What the reviewer should know, in a few sentences."
        value={intake.summary}
        onChange={(event) => set({ summary: event.currentTarget.value })}
        maxLength={REVIEW_LENGTHS.summary}
        autosize
        minRows={2}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label="Highest class of data handled"
          value={intake.dataClass ?? ""}
          onChange={(event) => set({ dataClass: chosenOf(DATA_CLASSES, event.currentTarget.value) })}
          data={[
            { value: "", label: "Choose" },
            ...DATA_CLASSES.map((value) => ({ value, label: CLASS_WORDS[value] })),
          ]}
        />
        <NativeSelect
          label="How it is handled"
          value={intake.dataHandling ?? ""}
          onChange={(event) => set({ dataHandling: chosenOf(DATA_HANDLINGS, event.currentTarget.value) })}
          data={[
            { value: "", label: "Choose" },
            ...DATA_HANDLINGS.map((value) => ({ value, label: HANDLING_WORDS[value] })),
          ]}
        />
      </SimpleGrid>
      <Fieldset legend="Risk questions">
        <Stack gap="sm">
          {RISK_QUESTIONS.map((question) => (
            <YesNo
              key={question}
              label={QUESTION_WORDS[question]}
              value={intake.answers[question]}
              onChange={(value) => answer(question, value)}
            />
          ))}
          <Group justify="flex-end">
            <Button variant="subtle" size="compact-sm" type="button" onClick={() => set({ answers: withNo(intake) })}>
              Answer the rest with no
            </Button>
          </Group>
        </Stack>
      </Fieldset>
      <TierLine intake={intake} tierRules={tierRules} />
      <Textarea
        label="Links"
        description="One a line: a name, then the address. For example: Design https://example.com/design"
        value={links}
        onChange={(event) => changeLinks(event.currentTarget.value)}
        error={unread ? `This line is no link: ${unread}` : undefined}
        autosize
        minRows={2}
      />
    </Stack>
  );
}

function withNo({ answers }: Intake): Intake["answers"] {
  const filled = RISK_QUESTIONS.map((question) => [question, answers[question] ?? false]);
  return Object.fromEntries(filled) as Intake["answers"];
}

function YesNo({
  label,
  value,
  onChange,
}: {
  label: string;
  value: boolean | null;
  onChange: (value: string) => void;
}) {
  return (
    <Radio.Group label={label} value={value === null ? "" : value ? "yes" : "no"} onChange={onChange}>
      <Group gap="lg" mt={4}>
        <Radio value="yes" label="Yes" />
        <Radio value="no" label="No" />
      </Group>
    </Radio.Group>
  );
}

function TierLine({ intake, tierRules }: { intake: Intake; tierRules: TierRule[] }) {
  const { tier, rule, because } = tierOf(intake, tierRules);
  return (
    <p aria-live="polite" style={{ margin: 0 }}>
      Tier: <TierMark tier={tier} />{" "}
      <span className="dimmed">
        {rule}
        {because.length > 0 ? `: ${because.join("; ")}` : ""}
      </span>
    </p>
  );
}
