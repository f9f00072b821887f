"use client";

import { Group, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { formText } from "#components/ui/form-text.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { DEFAULT_HOURS_PER_MONTH, type GuardianMove, MOVE_WORDS } from "#lib/guardians/rules.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

/** The moves that a person makes; becoming active happens by itself. */
export type PersonMove = Exclude<GuardianMove, "activate">;
export type MoveActions = Record<PersonMove, (input: Record<string, unknown>) => Promise<ActionResult<unknown>>>;

type Props = {
  personId: number;
  name: string;
  moves: { move: PersonMove; permission: Permission }[];
  successors: { id: number; name: string }[];
  actions: MoveActions;
};

const EXPLAIN: Record<PersonMove, string> = {
  consent: "You agree that they spend these hours on security for their team each month.",
  start_training: "They become active by themselves when the required courses are done.",
  pause: "They stay in the program and can resume.",
  resume: "They are active again. Every required course must be done.",
  leave: "Coming back later begins with a new nomination.",
};

/** The moves of the lifecycle; those that can not be made now say why. */
export function LifecycleMoves({ personId, name, moves, successors, actions }: Props) {
  return (
    <Group gap="xs">
      {moves.map(({ move, permission }) => (
        <FormDialog
          key={move}
          label={MOVE_WORDS[move]}
          title={`${MOVE_WORDS[move]}: ${name}`}
          explain={EXPLAIN[move]}
          success="Done."
          permission={permission}
          danger={move === "leave"}
          action={(form) => actions[move]({ personId, ...inputOf(move, form) })}
        >
          {fieldsOf(move, successors)}
        </FormDialog>
      ))}
    </Group>
  );
}

function inputOf(move: PersonMove, form: FormData): Record<string, unknown> {
  const successor = formText(form, "successorId");
  if (move === "consent") return { hoursPerMonth: Number(formText(form, "hoursPerMonth")) };
  if (move === "pause") return { reason: formText(form, "reason") };
  if (move !== "leave") return {};
  return { reason: formText(form, "reason"), successorId: successor ? Number(successor) : null };
}

function fieldsOf(move: PersonMove, successors: Props["successors"]): ReactNode {
  if (move === "consent") {
    return (
      <NumberInput
        name="hoursPerMonth"
        label="Hours per month"
        defaultValue={DEFAULT_HOURS_PER_MONTH}
        min={0.5}
        max={160}
        step={0.5}
        required
      />
    );
  }
  if (move !== "pause" && move !== "leave") return null;
  const reason = <TextInput name="reason" label="Reason" required maxLength={500} data-autofocus />;
  if (move === "pause") return reason;
  return (
    <>
      {reason}
      <NativeSelect
        name="successorId"
        label="Successor"
        data={[
          { value: "", label: "Nobody yet" },
          ...successors.map((person) => ({ value: String(person.id), label: person.name })),
        ]}
      />
    </>
  );
}
