"use client";

import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { ActMenu } from "#components/ui/act-menu.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { chosenOf } from "#components/ui/chosen-of.ts";
import { formChoice } from "#components/ui/form-choice.ts";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { formNumber, optionalNumber } from "#components/ui/form-number.ts";
import { formText } from "#components/ui/form-text.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { GOAL_LENGTHS } from "#lib/lengths.ts";
import type { MeasureInput } from "#lib/metrics/input.ts";
import { GOAL_METRICS, METRIC_DEFINITIONS } from "#lib/metrics/rules/definitions.ts";
import type { EditGoalInput, EndGoalInput, SetGoalInput } from "#lib/program/input.ts";
import type { Goal } from "#lib/program/output.ts";
import { shownBaseline } from "#lib/program/rules/goal.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Named = { id: number; name: string };
/** Where a metric stands: the last quarter that has ended, or now. */
type Measured = { value: number | null; unit: string; note: string | null; window: string };

type SetProps = {
  people: Named[];
  organisations: Named[];
  measure: (input: MeasureInput) => Promise<ActionResult<Measured>>;
  permission: Permission;
  action: (input: SetGoalInput) => Promise<ActionResult<unknown>>;
};

const CHOICES = METRIC_DEFINITIONS.filter(({ id }) => chosenOf(GOAL_METRICS, id) !== null).map(({ id, name }) => ({
  value: id,
  label: `${id} ${name}`,
}));

/** Sets a goal bound to one metric. What it is bound to and where it began are frozen with it. */
export function SetGoal({ people, organisations, measure, permission, action }: SetProps) {
  /** Where the chosen metric stands, once it is known; the newest question counts. */
  const [measured, setMeasured] = useState<Measured | null>(null);
  const asked = useRef(0);
  const ask = async (form: HTMLFormElement | null) => {
    const data = new FormData(form ?? undefined);
    const metric = chosenOf(GOAL_METRICS, String(data.get("metric") ?? ""));
    const organisationId = optionalNumber(data, "organisationId");
    setMeasured(null);
    asked.current += 1;
    const mine = asked.current;
    const found = metric ? await answered(measure({ metric, organisationId })) : null;
    if (asked.current === mine) setMeasured(found);
  };
  return (
    <FormDialog
      label="Set goal"
      title="Set a goal"
      success="Goal set."
      permission={permission}
      action={(form) => action(goalOf(form))}
    >
      <TextInput name="businessGoal" label="Business goal" required maxLength={GOAL_LENGTHS.businessGoal} />
      <TextInput name="outcome" label="Security outcome" required maxLength={GOAL_LENGTHS.outcome} />
      <Choice name="metric" label="Metric" data={CHOICES} onChange={(event) => void ask(event.currentTarget.form)} />
      <NativeSelect
        name="organisationId"
        label="Whose number"
        data={[{ value: "", label: "The program" }, ...optionsOf(organisations)]}
        onChange={(event) => void ask(event.currentTarget.form)}
      />
      <NumberInput name="baseline" label="Baseline" description={baselineWords(measured)} />
      <NumberInput name="target" label="Target" required />
      <Choice
        name="direction"
        label="Better is"
        data={[
          { value: "down", label: "Lower" },
          { value: "up", label: "Higher" },
        ]}
      />
      <TextInput name="dueOn" label="Due on" type="date" required />
      <Owner people={people} />
    </FormDialog>
  );
}

function goalOf(form: FormData): SetGoalInput {
  return {
    businessGoal: formText(form, "businessGoal"),
    outcome: formText(form, "outcome"),
    metric: formChoice(form, "metric", GOAL_METRICS),
    organisationId: optionalNumber(form, "organisationId"),
    baseline: optionalNumber(form, "baseline"),
    target: formNumber(form, "target"),
    direction: formChoice(form, "direction", ["down", "up"]),
    dueOn: formText(form, "dueOn"),
    ownerId: optionalNumber(form, "ownerId"),
  };
}

type ActsProps = {
  goal: Goal;
  people: Named[];
  permission: Permission;
  edit: (goalId: number, input: EditGoalInput) => Promise<ActionResult<unknown>>;
  end: (goalId: number, input: EndGoalInput) => Promise<ActionResult<unknown>>;
};

/** What can be done with a goal that stands: say it anew, or retire it. */
export function GoalActs({ goal, people, permission, edit, end }: ActsProps) {
  const [open, setOpen] = useState<string | null>(null);
  const control = (key: string) => ({ opened: open === key, onClose: () => setOpen(null) });
  return (
    <>
      <ActMenu
        label="Change"
        name={`Change the goal on ${goal.metric}`}
        groups={[
          [
            { key: "edit", label: "Edit goal", permission },
            { key: "end", label: "Retire goal", permission },
          ],
        ]}
        onChoose={setOpen}
      />
      <FormDialog
        label="Save goal"
        title="Edit the goal"
        explain="What it is measured by, whose number it is and where it began stay."
        success="Goal saved."
        permission={permission}
        control={control("edit")}
        action={(form) => edit(goal.id, editOf(form))}
      >
        <TextInput
          name="businessGoal"
          label="Business goal"
          defaultValue={goal.businessGoal}
          required
          maxLength={GOAL_LENGTHS.businessGoal}
        />
        <TextInput
          name="outcome"
          label="Security outcome"
          defaultValue={goal.outcome}
          required
          maxLength={GOAL_LENGTHS.outcome}
        />
        <NumberInput name="target" label="Target" defaultValue={goal.target} required />
        <TextInput name="dueOn" label="Due on" type="date" defaultValue={goal.dueOn} required />
        <Owner people={people} chosen={goal.owner?.id} />
      </FormDialog>
      <FormDialog
        label="Retire goal"
        title="Retire the goal"
        explain="It leaves this page and the letters that come. What it aimed at stays on record."
        success="Goal retired."
        permission={permission}
        control={control("end")}
        action={(form) => end(goal.id, { reason: formText(form, "reason") })}
      >
        <TextInput name="reason" label="Reason" required maxLength={GOAL_LENGTHS.reason} />
      </FormDialog>
    </>
  );
}

function editOf(form: FormData): EditGoalInput {
  return {
    businessGoal: formText(form, "businessGoal"),
    outcome: formText(form, "outcome"),
    target: formNumber(form, "target"),
    dueOn: formText(form, "dueOn"),
    ownerId: optionalNumber(form, "ownerId"),
  };
}

function Owner({ people, chosen }: { people: Named[]; chosen?: number | undefined }) {
  return (
    <NativeSelect
      name="ownerId"
      label="Owner"
      defaultValue={chosen === undefined ? "" : String(chosen)}
      data={[{ value: "", label: "Nobody" }, ...optionsOf(people)]}
    />
  );
}

function optionsOf(all: Named[]) {
  return all.map(({ id, name }) => ({ value: String(id), label: name }));
}

/** What a measurement says; nothing where the server did not answer. */
async function answered(asking: Promise<ActionResult<Measured>>): Promise<Measured | null> {
  const answer = await asking.catch(() => null);
  return answer?.ok ? answer.value : null;
}

function baselineWords(measured: Measured | null): string {
  if (!measured) return "Where the metric stands when nothing is written here.";
  const { value, unit, note, window } = measured;
  if (value === null) return `No number yet (${note ?? "nothing counted"}).`;
  return `It stands at ${shownBaseline(value)} ${unit} (${window}), which is taken when nothing is written here.`;
}
