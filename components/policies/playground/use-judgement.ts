"use client";

import { useEffect, useRef, useState } from "react";
import type { Judgement, Question } from "#lib/policies/rules/playground.ts";
import { AskLatest } from "./ask-latest.ts";
import { timedAnswerer } from "./timed-answerer.ts";

/** The same limit the product uses for one document. */
const LONGEST_MS = 20_000;

/** Why there is no judgement: the worker failed to start or crashed, or the policy takes too long. */
type Failure = "broken" | "too-long";
type Answer = Judgement | null | Failure;

/** `text` is the judged policy, which may be older than the typed text while the next judgement is pending. */
export type Judged = { judgement: Judgement | null; text: string; busy: boolean; failure: Failure | null };

const NOTHING: Judged = { judgement: null, text: "", busy: false, failure: null };

/** The engine's judgement of the newest question, from a worker started on first use. */
export function useJudgement(question: Question): Judged {
  const [judged, setJudged] = useState<Judged>(NOTHING);
  const asking = useRef<{ ask: AskLatest<Question, Answer>; end: () => void } | null>(null);

  useEffect(() => {
    if (question.policy.trim() === "" && !asking.current) return;
    asking.current ??= startAsking(setJudged);
    setJudged((before) => ({ ...before, busy: true }));
    asking.current.ask.ask(question);
  }, [question]);

  useEffect(() => {
    return () => {
      asking.current?.end();
      asking.current = null;
    };
  }, []);

  return judged;
}

function startAsking(show: (judged: Judged) => void) {
  const start = () => new Worker(new URL("./playground-worker.ts", import.meta.url), { type: "module" });
  const answerer = timedAnswerer<Question, Answer>(start, LONGEST_MS, {
    answered: (numbered) => ask.answered(numbered),
    tooLong: (number) => ask.answered({ number, answer: "too-long" }),
    broke: (number) => ask.answered({ number, answer: "broken" }),
  });
  const ask = new AskLatest<Question, Answer>(answerer, (answer, { policy }) => {
    if (typeof answer === "string") show({ ...NOTHING, failure: answer });
    else show({ ...NOTHING, judgement: answer, text: policy });
  });
  return { ask, end: answerer.end };
}
