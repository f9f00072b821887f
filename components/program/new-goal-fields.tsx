"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { Choice } from "#components/ui/controls/choice.tsx";
import { optionalNumber } from "#components/ui/controls/form-number.ts";
import { matchingChoice } from "#components/ui/controls/matching-choice.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { GOAL_LENGTHS } from "#lib/lengths.ts";
import type { MeasureInput } from "#lib/metrics/input.ts";
import { GOAL_METRICS, METRIC_DEFINITIONS } from "#lib/metrics/rules/definitions.ts";
import { shownBaseline } from "#lib/program/rules/goal.ts";
import { STARTER_GOALS } from "#lib/program/rules/starter-goals.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { capital } from "#lib/words.ts";
import { DueOn } from "./due-on.tsx";
import { type GoalField, type Measured, measuredAt, NEW_GOAL, rewritten, startedFrom } from "./goal-draft.ts";

type Props = {
  organisations: { id: number; name: string }[];
  measure: (input: MeasureInput) => Promise<ActionResult<Measured>>;
};

const CHOICES = METRIC_DEFINITIONS.filter(({ id }) => matchingChoice(GOAL_METRICS, id) !== null).map(
  ({ id, name }) => ({
    value: id,
    label: `${id} ${name}`,
  }),
);

const STARTERS = STARTER_GOALS.map(({ name }) => ({ value: name, label: capital(name) }));

/** Fields of a new goal, empty or from a common starter goal. */
export function NewGoalFields({ organisations, measure }: Props) {
  const [draft, setDraft] = useState(NEW_GOAL);
  const { from, measured, written } = draft;
  const asked = useRef(0);
  /** Requests the metric's current value; only the newest request counts. */
  const ask = async (chosen: string, form: HTMLFormElement | null) => {
    const metric = matchingChoice(GOAL_METRICS, chosen);
    const organisationId = optionalNumber(new FormData(form ?? undefined), "organisationId");
    setDraft((draft) => measuredAt(draft, null));
    asked.current += 1;
    const mine = asked.current;
    const found = metric ? await answered(measure({ metric, organisationId })) : null;
    if (asked.current === mine) setDraft((draft) => measuredAt(draft, found));
  };
  const start = (name: string, form: HTMLFormElement | null) => {
    const started = startedFrom(draft, STARTER_GOALS.find((starter) => starter.name === name) ?? null);
    setDraft(started);
    if (started.written.metric !== written.metric) void ask(started.written.metric, form);
  };
  const write = (field: GoalField, value: string) => setDraft((draft) => rewritten(draft, field, value));
  return (
    <>
      <NativeSelect
        label="Start from"
        value={from?.name ?? ""}
        data={[{ value: "", label: "Nothing" }, ...STARTERS]}
        onChange={(event) => start(event.currentTarget.value, event.currentTarget.form)}
      />
      <TextInput
        name="businessGoal"
        label="Business goal"
        required
        maxLength={GOAL_LENGTHS.businessGoal}
        value={written.businessGoal}
        onChange={(event) => write("businessGoal", event.currentTarget.value)}
      />
      <TextInput
        name="outcome"
        label="Security outcome"
        required
        maxLength={GOAL_LENGTHS.outcome}
        value={written.outcome}
        onChange={(event) => write("outcome", event.currentTarget.value)}
      />
      <Choice
        name="metric"
        label="Metric"
        data={CHOICES}
        value={written.metric}
        onChange={(event) => {
          write("metric", event.currentTarget.value);
          void ask(event.currentTarget.value, event.currentTarget.form);
        }}
      />
      <NativeSelect
        name="organisationId"
        label="Whose number"
        data={[
          { value: "", label: "The program" },
          ...organisations.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={(event) => void ask(written.metric, event.currentTarget.form)}
      />
      <NumberField name="baseline" label="Baseline" description={baselineWords(measured)} />
      <NumberField
        name="target"
        label="Target"
        required
        value={written.target}
        onChange={(event) => write("target", event.currentTarget.value)}
      />
      <Choice
        name="direction"
        label="Better is"
        data={[
          { value: "down", label: "Lower" },
          { value: "up", label: "Higher" },
        ]}
        value={written.direction}
        onChange={(event) => write("direction", event.currentTarget.value)}
      />
      <DueOn metric={written.metric} />
    </>
  );
}

/** The measured value, or null without a server response. */
async function answered(asking: Promise<ActionResult<Measured>>): Promise<Measured | null> {
  const answer = await asking.catch(() => null);
  return answer?.ok ? answer.value : null;
}

function baselineWords(measured: Measured | null): string {
  if (!measured) return "Defaults to the metric's current value.";
  const { value, unit, note, window } = measured;
  if (value === null) return `No value yet (${note ?? "nothing counted"}).`;
  return `Defaults to the current value, ${shownBaseline(value)} ${unit} (${window}).`;
}
