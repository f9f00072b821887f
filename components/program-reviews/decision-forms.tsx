"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActMenu } from "#components/ui/acts/act-menu.tsx";
import { optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { withCurrentChoice } from "#components/ui/controls/with-current-choice.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { PROGRAM_REVIEW_LENGTHS } from "#lib/lengths.ts";
import type {
  EditDecisionInput,
  RecordDecisionInput,
  RemoveDecisionInput,
  SettleFollowUpInput,
} from "#lib/program-reviews/input.ts";
import type { Decision } from "#lib/program-reviews/output.ts";
import { followUpStays } from "#lib/program-reviews/rules/capabilities.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Named = { id: number; name: string };
type GoalChoice = { id: number; outcome: string; metric: string };
/** Possible owners of a decision, and goals the decision can change. */
type DecisionChoices = { people: Named[]; goals: GoalChoice[] };

type RecordProps = {
  quarter: string;
  choices: DecisionChoices;
  permission: Permission;
  action: (quarter: string, input: RecordDecisionInput) => Promise<ActionResult<unknown>>;
};

export function RecordDecision({ quarter, choices, permission, action }: RecordProps) {
  return (
    <FormDialog
      label="Record decision"
      title="Record a decision"
      explain="With an owner and a day it becomes a follow-up, listed on the owner's home page until done or dropped."
      success="Decision recorded."
      permission={permission}
      action={(form) => action(quarter, decisionIn(form))}
    >
      <DecisionFields choices={choices} />
    </FormDialog>
  );
}

type ActsProps = {
  quarter: string;
  decision: Decision;
  choices: DecisionChoices;
  permissions: Record<"settle" | "edit" | "remove", Permission>;
  edit: (quarter: string, id: number, input: EditDecisionInput) => Promise<ActionResult<unknown>>;
  remove: (quarter: string, input: RemoveDecisionInput) => Promise<ActionResult<unknown>>;
  settle: (quarter: string, id: number, input: SettleFollowUpInput) => Promise<ActionResult<unknown>>;
};

/** Actions on a decision: resolve its follow-up, edit, or remove. */
export function DecisionActs({ quarter, decision, choices, permissions, edit, remove, settle }: ActsProps) {
  const [open, setOpen] = useState<string | null>(null);
  const control = (key: string) => ({ opened: open === key, onClose: () => setOpen(null) });
  const { id, text } = decision;
  return (
    <>
      <ActMenu
        label="Change"
        name={`Change the decision “${text}”`}
        groups={[
          decision.owner
            ? [
                { key: "done", label: "Mark as done", icon: "check", permission: permissions.settle },
                { key: "drop", label: "Drop follow-up", icon: "slash", permission: permissions.settle },
              ]
            : [],
          [
            { key: "edit", label: "Edit decision", icon: "pencil", permission: permissions.edit },
            { key: "remove", label: "Remove decision", icon: "cross", permission: permissions.remove, danger: true },
          ],
        ]}
        onChoose={setOpen}
      />
      <FormDialog
        label="Mark as done"
        title="Mark the follow-up as done"
        explain={text}
        success="Follow-up done."
        permission={permissions.settle}
        control={control("done")}
        action={() => settle(quarter, id, { as: "done" })}
      />
      <FormDialog
        label="Drop follow-up"
        title="Drop the follow-up"
        about={id}
        explain={text}
        success="Follow-up dropped."
        permission={permissions.settle}
        control={control("drop")}
        action={(form) => settle(quarter, id, { as: "dropped", reason: formText(form, "reason") })}
      >
        <TextInput name="reason" label="Reason" required maxLength={PROGRAM_REVIEW_LENGTHS.reason} />
      </FormDialog>
      <FormDialog
        label="Save decision"
        title="Edit the decision"
        about={id}
        success="Decision saved."
        permission={permissions.edit}
        control={control("edit")}
        action={(form, drawn) =>
          saveChanged({ form, drawn }, editedIn(form, decision), (changed) => edit(quarter, id, changed))
        }
      >
        <DecisionFields choices={choices} decision={decision} />
      </FormDialog>
      <FormDialog
        label="Remove decision"
        title="Remove the decision?"
        explain={`Removes “${text}” from the record and notifies its owner.`}
        success="Decision removed."
        danger
        permission={permissions.remove}
        control={control("remove")}
        action={() => remove(quarter, { decisionId: id })}
      />
    </>
  );
}

function DecisionFields({ choices, decision }: { choices: DecisionChoices; decision?: Decision }) {
  const stays = followUpStays(decision?.state ?? null);
  const people = withCurrentChoice(choices.people, decision?.owner).map(({ id, name }) => ({
    value: String(id),
    label: name,
  }));
  const goals = withCurrentChoice(choices.goals, decision?.goal).map(({ id, outcome, metric }) => ({
    value: String(id),
    label: `${metric} ${outcome}`,
  }));
  return (
    <>
      <TextInput
        name="text"
        label="What was decided"
        defaultValue={decision?.text}
        required
        maxLength={PROGRAM_REVIEW_LENGTHS.decision}
      />
      <NativeSelect
        name="ownerId"
        label="Owner"
        defaultValue={String(decision?.owner?.id ?? "")}
        description={stays}
        disabled={stays !== null}
        data={[{ value: "", label: "No owner" }, ...people]}
      />
      <TextInput
        name="dueOn"
        label="Due on"
        description={stays ?? "Required with an owner"}
        disabled={stays !== null}
        type="date"
        defaultValue={decision?.dueOn ?? ""}
      />
      <NativeSelect
        name="goalId"
        label="Changed goal"
        defaultValue={String(decision?.goal?.id ?? "")}
        data={[{ value: "", label: "None" }, ...goals]}
      />
    </>
  );
}

function decisionIn(form: FormData) {
  return {
    text: formText(form, "text"),
    ownerId: optionalNumber(form, "ownerId"),
    dueOn: formText(form, "dueOn") || null,
    goalId: optionalNumber(form, "goalId"),
  };
}

/** A resolved follow-up keeps its owner and due date, because their disabled controls submit nothing. */
function editedIn(form: FormData, { state }: Decision) {
  const { ownerId, dueOn, ...others } = decisionIn(form);
  return followUpStays(state) === null ? { ...others, ownerId, dueOn } : others;
}
