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
  /** What the last answer refused. */
  problem: Problem | null;
  /**
   * Sends what the controls hold; `submitter` is the button that was pressed, null where it was a key, `drawn` what they held at
   * first.
   */
  onSend: (form: HTMLFormElement, submitter: HTMLElement | null, drawn: FormData) => unknown;
  /** Told, with the button that was pressed, where a control lacks something and nothing is sent: for what no control lacks by itself. */
  onLack?: (submitter: HTMLElement | null) => void;
  className?: string;
  /** Sent with Ctrl or ⌘ and Enter from any of its controls. */
  sentByKey?: boolean;
  /** Not printed: what it holds stands elsewhere. */
  unprinted?: boolean;
  /** Gets the element of it. */
  form?: RefObject<HTMLFormElement | null>;
  children: ReactNode;
};

/** `placed`: what the last answer refused of the controls. `round` rises when the focus goes to the first that is wrong. */
type Said = { wrong: readonly Wrong[]; placed: readonly FieldProblem[]; round: number };
const NOTHING_SAID: Said = { wrong: [], placed: [], round: 0 };

/** A group of controls that shows by itself what is wrong with it. */
const SAID_BY_ITSELF = "[data-error] input";

/**
 * A form that says what is wrong at each of its controls, in the words of the product, and puts the focus on the first: what a
 * control lacks before anything is sent, and what the verb refuses. The rest of a refusal stands in its ProblemAlert.
 */
export function Form(props: Props) {
  const { problem, onSend, onLack, className, sentByKey = false, unprinted = false, children } = props;
  const own = useRef<HTMLFormElement>(null);
  const form = props.form ?? own;
  const drawn = useRef<FormData | null>(null);
  // Once: a dialog that is opened again runs its effects again, and what was typed stands in it.
  useEffect(() => {
    if (form.current) drawn.current ??= new FormData(form.current);
  }, [form]);
  const [{ wrong, placed, round }, setSaid] = useState(NOTHING_SAID);
  useLayoutEffect(() => {
    if (!form.current || !problem) return setSaid(NOTHING_SAID);
    const refused = wrongIn(form.current, problem.problems ?? []);
    setSaid((before) => ({ wrong: refused, placed: refused.map((one) => one.problem), round: before.round + 1 }));
  }, [problem, form]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes to the first once, when it is said
  useEffect(() => {
    if (round === 0) return;
    const first = wrong[0]?.focus ?? form.current?.querySelector<HTMLElement>(SAID_BY_ITSELF);
    first?.focus({ preventScroll: true });
    // With its label above it and its words below.
    first?.scrollIntoView({ block: "center" });
  }, [round]);
  // A list that takes its value from elsewhere says of no event that it was answered.
  useEffect(() => setSaid((before) => keep(before, isStillWrong)));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A dialog may stand in another form, which is not what is sent.
    event.stopPropagation();
    const lacking = lackingIn(event.currentTarget);
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (lacking.length === 0) return void onSend(event.currentTarget, submitter, drawn.current ?? new FormData());
    onLack?.(submitter);
    setSaid((before) => ({ ...before, wrong: lacking, round: before.round + 1 }));
  };
  /** What was said at a control was about what it held then. */
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

/** What is said, without what is said no more; the same where all of it is. */
function keep(said: Said, isSaid: (one: Wrong) => boolean): Said {
  return said.wrong.every(isSaid) ? said : { ...said, wrong: said.wrong.filter(isSaid) };
}
