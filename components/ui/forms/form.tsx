"use client";

import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { isStillWrong, lackingIn, type Wrong, wrongIn } from "#components/ui/controls/controls.ts";
import { Placed } from "#components/ui/controls/placed-problems.ts";
import { WrongField } from "#components/ui/controls/wrong-field.tsx";
import type { FieldProblem } from "#lib/errors.ts";
import type { Problem } from "#lib/web/problem.ts";

type Props = {
  /** The problem in the last response. */
  problem: Problem | null;
  /** Sends the form. `submitter` is the pressed button, or null for the keyboard; `drawn` is the initial values. */
  onSend: (form: HTMLFormElement, submitter: HTMLElement | null, drawn: FormData) => unknown;
  /**
   * Called with the pressed button when a control is incomplete and nothing is sent, for checks beyond single controls.
   */
  onLack?: (submitter: HTMLElement | null) => void;
  className?: string;
  /** Submits on Ctrl or ⌘ and Enter from any control. */
  sentByKey?: boolean;
  /** Not printed, because its contents appear elsewhere. */
  unprinted?: boolean;
  /** Receives the form element. */
  form?: RefObject<HTMLFormElement | null>;
  children: ReactNode;
};

/** `placed`: problems of the last response shown at controls. `round` increases to focus the first invalid control. */
type Said = { wrong: readonly Wrong[]; placed: readonly FieldProblem[]; round: number };
const NOTHING_SAID: Said = { wrong: [], placed: [], round: 0 };

/** A control group that shows its own errors. */
const SAID_BY_ITSELF = "[data-error] input";

/**
 * A form with its errors at the controls, in the product's words, focusing the first: missing values before sending,
 * and refusals by the verb. ProblemAlert shows the rest.
 */
export function Form(props: Props) {
  const { problem, onSend, onLack, className, sentByKey = false, unprinted = false, children } = props;
  const own = useRef<HTMLFormElement>(null);
  const form = props.form ?? own;
  const drawn = useRef<FormData | null>(null);
  // Only once: reopening a dialog reruns effects with typed input already present.
  useEffect(() => {
    if (form.current) drawn.current ??= new FormData(form.current);
  }, [form]);
  const [{ wrong, placed, round }, setSaid] = useState(NOTHING_SAID);
  useLayoutEffect(() => {
    if (!form.current || !problem) return setSaid(NOTHING_SAID);
    const refused = wrongIn(form.current, problem.problems ?? []);
    setSaid((before) => ({ wrong: refused, placed: refused.map((one) => one.problem), round: before.round + 1 }));
  }, [problem, form]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: focus the first problem once
  useEffect(() => {
    if (round === 0) return;
    const first = wrong[0]?.focus ?? form.current?.querySelector<HTMLElement>(SAID_BY_ITSELF);
    first?.focus({ preventScroll: true });
    // Centred, so that the label above and the message below are visible.
    first?.scrollIntoView({ block: "center" });
  }, [round]);
  // A list that takes its value from elsewhere fires no event when answered.
  useEffect(() => setSaid((before) => keep(before, isStillWrong)));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // React events bubble from a dialog to the surrounding form, which is not being submitted.
    event.stopPropagation();
    const lacking = lackingIn(event.currentTarget);
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (lacking.length === 0) return void onSend(event.currentTarget, submitter, drawn.current ?? new FormData());
    onLack?.(submitter);
    setSaid((before) => ({ ...before, wrong: lacking, round: before.round + 1 }));
  };
  /** Removes a control's error after a change, because the error concerned the old value. */
  const takeBack = (event: FormEvent<HTMLFormElement>) => {
    event.stopPropagation();
    const { target } = event;
    setSaid((before) => keep(before, ({ host }) => !(target instanceof Node && host.contains(target))));
  };
  const sendByKey = (event: KeyboardEvent<HTMLFormElement>) => {
    const isOwn = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (isOwn && event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };
  return (
    <form
      ref={form}
      noValidate
      className={className}
      data-print={unprinted ? "hidden" : undefined}
      onSubmit={submit}
      onInput={takeBack}
      onKeyDown={sentByKey ? sendByKey : undefined}
    >
      <Placed value={placed}>{children}</Placed>
      {wrong.map((one) => (
        <WrongField key={`${one.problem.path.join(".")} ${one.problem.message}`} wrong={one} />
      ))}
    </form>
  );
}

/** Removes outdated errors; returns the same object when nothing changed. */
function keep(said: Said, isSaid: (one: Wrong) => boolean): Said {
  return said.wrong.every(isSaid) ? said : { ...said, wrong: said.wrong.filter(isSaid) };
}
