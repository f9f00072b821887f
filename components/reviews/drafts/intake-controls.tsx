"use client";

import { Button, Radio, Textarea } from "@mantine/core";
import { FormPart } from "#components/reviews/moves/form-part.tsx";
import { LinkLines } from "#components/ui/controls/link-lines.tsx";
import { linksText, readLinks } from "#components/ui/controls/links.ts";
import { matchingChoice } from "#components/ui/controls/matching-choice.ts";
import type { FieldProblem } from "#lib/errors.ts";
import {
  DATA_CLASSES,
  DATA_HANDLINGS,
  type DataClass,
  type DataHandling,
  type Intake,
  QUESTION_WORDS,
  RISK_QUESTIONS,
  type RiskQuestion,
} from "#lib/intake/rules/intake.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import classes from "./intake-controls.module.css";
import { messageAt } from "./intake-problems.ts";

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

/** An intake being edited; `links` is the raw text once typed. */
export type WrittenIntake = { intake: Intake; links?: string | undefined };

type Props = {
  written: WrittenIntake;
  onChange: (part: Partial<WrittenIntake>) => void;
  /** Missing answers reported by the last response. */
  problems: readonly FieldProblem[];
};

/** The intake: data, risk questions and links. Data handling is asked only for data classes that matter. */
export function IntakeControls({ written: { intake, links }, onChange, problems }: Props) {
  const set = (part: Partial<Intake>) => onChange({ intake: { ...intake, ...part } });
  const setLinks = (text: string) => onChange({ links: text, intake: { ...intake, links: readLinks(text).links } });
  const answer = (question: RiskQuestion, value: string) =>
    set({ answers: { ...intake.answers, [question]: value === "" ? null : value === "yes" } });
  return (
    <>
      <FormPart title="Data">
        <Row
          label="Highest class of data handled"
          options={DATA_CLASSES.map((value) => [value, CLASS_WORDS[value]])}
          value={intake.dataClass}
          wrong={messageAt(problems, "dataClass")}
          onChange={(value) => set({ dataClass: matchingChoice(DATA_CLASSES, value) })}
        />
        {intake.dataClass === null ? null : (
          <Row
            label="How it is handled"
            options={DATA_HANDLINGS.map((value) => [value, HANDLING_WORDS[value]])}
            value={intake.dataHandling}
            wrong={messageAt(problems, "dataHandling")}
            onChange={(value) => set({ dataHandling: matchingChoice(DATA_HANDLINGS, value) })}
          />
        )}
      </FormPart>
      <FormPart
        title="Risk questions"
        action={
          <Button variant="default" size="xs" type="button" onClick={() => set({ answers: withNo(intake) })}>
            Answer the rest with no
          </Button>
        }
      >
        <div className={classes.questions}>
          {RISK_QUESTIONS.map((question) => (
            <Row
              key={question}
              label={QUESTION_WORDS[question]}
              options={YES_NO}
              value={yesOrNo(intake.answers[question])}
              wrong={messageAt(problems, question)}
              onChange={(value) => answer(question, value)}
            />
          ))}
        </div>
      </FormPart>
      <FormPart title="What the reviewer should know">
        <Textarea
          name="summary"
          label="What changes"
          description="In a few sentences."
          value={intake.summary}
          onChange={(event) => set({ summary: event.currentTarget.value })}
          maxLength={REVIEW_LENGTHS.summary}
          autosize
          minRows={2}
        />
        <LinkLines
          name="links"
          value={links ?? linksText(intake.links)}
          onChange={(event) => setLinks(event.currentTarget.value)}
        />
      </FormPart>
    </>
  );
}

const YES_NO: readonly [string, string][] = [
  ["yes", "Yes"],
  ["no", "No"],
];

function yesOrNo(answer: boolean | null): string | null {
  return answer === null ? null : answer ? "yes" : "no";
}

function withNo({ answers }: Intake): Intake["answers"] {
  const filled = RISK_QUESTIONS.map((question) => [question, answers[question] ?? false]);
  return Object.fromEntries(filled) as Intake["answers"];
}

type RowProps = {
  label: string;
  options: readonly (readonly [string, string])[];
  value: string | null;
  /** Error shown while the question has no answer. */
  wrong: string | undefined;
  onChange: (value: string) => void;
};

/** A question with its answers on one line. */
function Row({ label, options, value, wrong, onChange }: RowProps) {
  return (
    <Radio.Group
      label={label}
      withAsterisk
      value={value ?? ""}
      onChange={onChange}
      error={value === null ? wrong : undefined}
      classNames={{ root: classes.row, label: classes.label, error: classes.wrong }}
    >
      <div className={classes.answers}>
        {options.map(([key, words]) => (
          <Radio
            key={key}
            value={key}
            label={words}
            size="xs"
            classNames={{ body: classes.answer, label: classes.word }}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
