"use client";

import { Group, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formNumber, optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { AwardBeltInput } from "#lib/belts/input.ts";
import { BELT_WORDS, type Belt } from "#lib/belts/rules.ts";
import type {
  ConsentInput,
  DeclineInput,
  LeaveInput,
  PauseInput,
  ResumeInput,
  StartTrainingInput,
} from "#lib/guardians/input.ts";
import {
  DEFAULT_HOURS_PER_MONTH,
  GUARDIAN_MOVES,
  type GuardianMove,
  LEAVING_REASON_WORDS,
  LEAVING_REASONS,
  MOVE_WORDS,
} from "#lib/guardians/rules.ts";
import { BELT_LENGTHS, GUARDIAN_LENGTHS } from "#lib/lengths.ts";
import { m, namedTable } from "#lib/member-name.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type PersonAction<Input> = (input: Input) => Promise<ActionResult<unknown>>;
type Actions = {
  consent: PersonAction<ConsentInput>;
  decline: PersonAction<DeclineInput>;
  start_training: PersonAction<StartTrainingInput>;
  pause: PersonAction<PauseInput>;
  resume: PersonAction<ResumeInput>;
  leave: PersonAction<LeaveInput>;
};
type Person = { id: number; name: string };
type Props = {
  person: Person;
  may: Record<GuardianMove, Permission>;
  actions: Actions;
  successors: Person[];
};

/** Activation is automatic when the required courses are done, so nobody triggers it. */
const MADE = GUARDIAN_MOVES.filter((move) => move !== "activate");
type Made = (typeof MADE)[number];

const EXPLAIN: Record<Made, string> = namedTable({
  consent: "You agree that they spend these hours a month on the program.",
  decline: "Ends the nomination and notifies the nominator. They can be nominated again.",
  start_training: "The guardian becomes active when the required courses are done.",
  pause: "A paused guardian gets no new reviews.",
  resume: "Back to active.",
  leave: "Ends here. Returning requires a new nomination.",
});

/** Lifecycle actions for a guardian. Unavailable actions are collapsed, each with its reason. */
export function GuardianMoves({ person, may, actions, successors }: Props) {
  const dialogs = (moves: readonly Made[]) => (
    <Group gap="xs">
      {moves.map((move) => (
        <FormDialog
          key={move}
          label={MOVE_WORDS[move]}
          title={`${MOVE_WORDS[move]}: ${person.name}`}
          explain={EXPLAIN[move]}
          success="Done."
          permission={may[move]}
          danger={move === "leave" || move === "decline"}
          button={{ size: "xs" }}
          action={(form) => act(actions, move, person.id, form)}
        >
          {move === "consent" ? (
            <NumberField name="hoursPerMonth" label="Hours per month" defaultValue={DEFAULT_HOURS_PER_MONTH} />
          ) : null}
          {move === "leave" ? (
            <Choice
              name="reasonCode"
              label="Reason"
              data={LEAVING_REASONS.map((code) => ({ value: code, label: LEAVING_REASON_WORDS[code] }))}
            />
          ) : null}
          {move === "pause" || move === "leave" || move === "decline" ? (
            <TextInput
              name="reason"
              label={move === "leave" ? "Details" : "Reason"}
              required
              maxLength={GUARDIAN_LENGTHS.reason}
            />
          ) : null}
          {move === "leave" ? (
            <NativeSelect
              name="successorId"
              label="Successor"
              data={[
                { value: "", label: "No one yet" },
                ...successors.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
            />
          ) : null}
        </FormDialog>
      ))}
    </Group>
  );
  const refused = MADE.filter((move) => !may[move].allowed);
  return (
    <>
      {refused.length < MADE.length ? dialogs(MADE.filter((move) => may[move].allowed)) : null}
      {refused.length > 0 ? (
        <div className="screen-only">
          <Fold bare line={`Not possible now: ${refused.length}`}>
            {dialogs(refused)}
          </Fold>
        </div>
      ) : null}
    </>
  );
}

function act(actions: Actions, move: Made, personId: number, form: FormData): Promise<ActionResult<unknown>> {
  const reason = formText(form, "reason");
  switch (move) {
    case "consent":
      return actions.consent({ personId, hoursPerMonth: formNumber(form, "hoursPerMonth") });
    case "leave":
      return actions.leave({
        personId,
        reasonCode: formChoice(form, "reasonCode", LEAVING_REASONS),
        reason,
        successorId: optionalNumber(form, "successorId"),
      });
    case "decline":
    case "pause":
      return actions[move]({ personId, reason });
    default:
      return actions[move]({ personId });
  }
}

type AwardProps = { person: Person; belt: Belt; permission: Permission; action: PersonAction<AwardBeltInput> };

/** Awards the next belt and freezes its evidence. */
export function AwardBelt({ person, belt, permission, action }: AwardProps) {
  return (
    <FormDialog
      label={`Award ${BELT_WORDS[belt].toLowerCase()}`}
      title={`Award the ${BELT_WORDS[belt].toLowerCase()} to ${person.name}`}
      success="Awarded."
      permission={permission}
      button={{ size: "xs" }}
      action={(form) => action({ personId: person.id, belt, note: formText(form, "note") })}
    >
      <Textarea
        name="note"
        label="Note"
        description={m`What convinced you. Visible to the guardian, their manager and program staff.`}
        required
        maxLength={BELT_LENGTHS.note}
        autosize
        minRows={2}
      />
    </FormDialog>
  );
}
