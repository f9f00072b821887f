"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActMenu } from "#components/ui/acts/act-menu.tsx";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formNumber, optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { withCurrentChoice } from "#components/ui/controls/with-current-choice.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { GOAL_LENGTHS } from "#lib/lengths.ts";
import type { MeasureInput } from "#lib/metrics/input.ts";
import { GOAL_METRICS } from "#lib/metrics/rules/definitions.ts";
import type { EditGoalInput, EndGoalInput, SetGoalInput } from "#lib/program/input.ts";
import type { Goal } from "#lib/program/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { DueOn } from "./due-on.tsx";
import type { Measured } from "./goal-draft.ts";
import { NewGoalFields } from "./new-goal-fields.tsx";

type Named = { id: number; name: string };

type SetProps = {
  people: Named[];
  organisations: Named[];
  measure: (input: MeasureInput) => Promise<ActionResult<Measured>>;
  permission: Permission;
  action: (input: SetGoalInput) => Promise<ActionResult<unknown>>;
};

/** Sets a goal bound to one metric. The metric's scope and starting value are frozen with the goal. */
export function SetGoal({ people, organisations, measure, permission, action }: SetProps) {
  return (
    <FormDialog
      label="Set goal"
      title="Set a goal"
      success="Goal set."
      permission={permission}
      action={(form) => action(goalOf(form))}
    >
      <NewGoalFields organisations={organisations} measure={measure} />
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

/** Actions on an active goal: edit or retire. */
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
            { key: "edit", label: "Edit goal", icon: "pencil", permission },
            { key: "end", label: "Retire goal", icon: "slash", danger: true, permission },
          ],
        ]}
        onChoose={setOpen}
      />
      <FormDialog
        label="Save goal"
        title="Edit the goal"
        about={goal.id}
        explain="Its metric, scope and baseline stay."
        success="Goal saved."
        permission={permission}
        control={control("edit")}
        action={(form, drawn) => saveChanged({ form, drawn }, editOf(form), (changed) => edit(goal.id, changed))}
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
        <NumberField name="target" label="Target" defaultValue={goal.target} required />
        <DueOn metric={goal.metric} dueOn={goal.dueOn} />
        <Owner people={withCurrentChoice(people, goal.owner)} chosen={goal.owner?.id} />
      </FormDialog>
      <FormDialog
        label="Retire goal"
        title={`Retire “${goal.outcome}”`}
        danger
        about={goal.id}
        explain="Removes it from this page and future letters. The goal stays on record."
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
      data={[{ value: "", label: "Nobody" }, ...people.map(({ id, name }) => ({ value: String(id), label: name }))]}
    />
  );
}
