"use client";

import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { LoadPeople } from "#components/people/person-select.tsx";
import { type DialogReview, MoveDialog, type ReviewAction } from "#components/reviews/moves/move-dialog.tsx";
import { MOVES, type MoveInputs, type MoveVerb } from "#components/reviews/moves/moves.ts";
import { namedMoves } from "#components/reviews/moves/named-moves.ts";
import { AskWaiver, AssignGuardian, ChangeTier, EndWaiver, WaiveGate } from "#components/reviews/moves/side-moves.tsx";
import { CLAIM_KEY } from "#components/reviews/queue/claim-key.ts";
import { type Act, ActMenu } from "#components/ui/acts/act-menu.tsx";
import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { usePageMoves } from "#components/ui/acts/page-moves.ts";
import { useLetterKeys } from "#components/ui/acts/use-letter-keys.ts";
import type { DialogControl } from "#components/ui/forms/form-dialog.tsx";
import { isFocusLost } from "#components/ui/forms/is-focus-lost.ts";
import { ALLOWED, type Permission } from "#lib/auth/actor.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type {
  AskWaiverInput,
  AssignGuardianInput,
  ChangeTierInput,
  EndGateWaiverInput,
  GiveFeedbackInput,
  WaiveInput,
} from "#lib/reviews/input.ts";
import type { Gate, GateId } from "#lib/reviews/rules/gates.ts";
import classes from "./decision-moves.module.css";
import { GiveFeedback } from "./give-feedback.tsx";

type MoveActions = { [V in MoveVerb]: ReviewAction<MoveInputs[V]> };
export type ReviewActions = MoveActions & {
  assign_guardian: ReviewAction<AssignGuardianInput>;
  change_tier: ReviewAction<ChangeTierInput>;
  ask_waiver: ReviewAction<AskWaiverInput>;
  waive: ReviewAction<WaiveInput>;
  end_waiver: ReviewAction<EndGateWaiverInput>;
  give_feedback: ReviewAction<GiveFeedbackInput>;
};

type Deciding = DialogReview & {
  gates: Gate[];
  /** The latest allowed end of a waiver. */
  waivableUntil: string;
  statedConflict: string | null;
  waiverAsks: { gate: string | null; askedBy: { id: number } }[];
  endableGates: GateId[];
  tier: Tier | null;
  guardian: { id: number; name: string } | null;
};

type Props = {
  review: Deciding;
  me: number;
  /** Whether the reader may lower the tier. */
  lowering: Permission;
  /** The main action: a verb or a link. */
  primary: { key: string; label: string; href?: string } | null;
  groups: Act[][];
  /** Whether the reader may launch by break-glass, on any date. */
  breaking: boolean;
  guardians: { id: number; name: string; openReviews: number | null }[];
  actions: ReviewActions;
  loadPeople: LoadPeople;
};

/** The main action, a menu of the others, and the dialog of the chosen one. */
export function DecisionMoves(props: Props) {
  const { review, me, lowering, primary, groups, breaking, guardians, actions, loadPeople } = props;
  // Dialogs stay mounted after opening to keep their input.
  const [mounted, setMounted] = useState<readonly string[]>([]);
  const [opened, setOpened] = useState<string | null>(null);
  /** The main action at the time a dialog was opened. */
  const opener = useRef<string | null>(null);
  const open = (key: string) => {
    opener.current = primary?.key ?? null;
    setMounted((before) => (before.includes(key) ? before : [...before, key]));
    setOpened(key);
  };
  const close = () => setOpened(null);
  const moves = useRef<HTMLDivElement>(null);
  const openFrom = (key: string) => () => {
    // The dialog returns the focus to the element focused here.
    focusFirst(moves.current);
    open(key);
  };
  useLetterKeys([
    { letter: CLAIM_KEY, words: "Claim this review", act: () => (primary?.key === "claim" ? openFrom("claim") : null) },
  ]);
  usePageMoves(namedMoves(primary, groups).map(({ key, ...named }) => ({ ...named, run: openFrom(key) })));
  const made = primary?.key;
  useEffect(() => {
    // The button of a completed action is gone and the focus with it, so the next action takes the focus.
    if (made !== opener.current && opener.current !== null && isFocusLost()) {
      focusFirst(moves.current);
    }
    opener.current = null;
  }, [made]);
  return (
    <div ref={moves} className={classes.moves}>
      {primary?.href ? (
        <ButtonLink href={primary.href} className={classes.primary ?? ""}>
          {primary.label}
        </ButtonLink>
      ) : primary ? (
        <Button
          className={classes.primary ?? ""}
          onClick={() => open(primary.key)}
          aria-keyshortcuts={primary.key === "claim" ? CLAIM_KEY : undefined}
        >
          {primary.label}
        </Button>
      ) : null}
      {groups.some((acts) => acts.length > 0) ? (
        <ActMenu label={primary ? "Other moves" : "Moves"} groups={groups} onChoose={open} />
      ) : null}
      {mounted.map((key) => (
        <MoveForm
          key={key}
          of={key}
          control={{ opened: opened === key, onClose: close }}
          onPast={breaking && key === "record_launch" ? () => open("break_glass") : undefined}
          {...{ review, me, lowering, guardians, actions, loadPeople }}
        />
      ))}
    </div>
  );
}

function focusFirst(moves: HTMLElement | null): void {
  moves?.querySelector<HTMLElement>("button, a")?.focus();
}

type FormProps = Pick<Props, "review" | "me" | "lowering" | "guardians" | "actions" | "loadPeople"> & {
  of: string;
  control: DialogControl;
  onPast: (() => void) | undefined;
};

function MoveForm({ of, control, onPast, review, me, lowering, guardians, actions, loadPeople }: FormProps) {
  const { gates } = review;
  const side = { review, control, permission: ALLOWED };
  switch (of) {
    case "assign_guardian":
      return (
        <AssignGuardian {...side} guardians={guardians} current={review.guardian} action={actions.assign_guardian} />
      );
    case "change_tier":
      return <ChangeTier {...side} tier={review.tier} lowering={lowering} action={actions.change_tier} />;
    case "ask_waiver":
      return <AskWaiver {...side} gates={gates} asks={review.waiverAsks} me={me} action={actions.ask_waiver} />;
    case "waive":
      return (
        <WaiveGate
          {...side}
          gates={gates}
          statedConflict={review.statedConflict}
          asks={review.waiverAsks}
          me={me}
          until={review.waivableUntil}
          action={actions.waive}
        />
      );
    case "end_waiver":
      return <EndWaiver {...side} gates={review.endableGates} action={actions.end_waiver} />;
    case "give_feedback":
      return <GiveFeedback review={review} control={control} action={actions.give_feedback} />;
    default:
      return MOVES.filter(({ verb }) => verb === of).map(({ verb }) => (
        <OfVerb key={verb} verb={verb} {...{ review, control, onPast, actions, loadPeople }} />
      ));
  }
}

type VerbProps<V extends MoveVerb> = Pick<FormProps, "review" | "control" | "onPast" | "loadPeople"> & {
  verb: V;
  actions: MoveActions;
};

function OfVerb<V extends MoveVerb>({ verb, actions, ...rest }: VerbProps<V>) {
  return <MoveDialog<V> verb={verb} action={actions[verb]} {...rest} />;
}
