"use client";

import { useEffect, useRef, useState } from "react";
import type { Judgement, Question } from "#lib/policies/rules/playground.ts";
import { AskLatest } from "./ask-latest.ts";

/** `text` is the policy that the judgement is about: while the next one is awaited it may be older than what is typed. */
export type Judged = { judgement: Judgement | null; text: string; busy: boolean; broken: boolean };

/** What the engine says about the newest question. It runs in a worker, which starts with the first one. */
export function useJudgement(question: Question): Judged {
  const [judged, setJudged] = useState<Judged>({ judgement: null, text: "", busy: false, broken: false });
  const asking = useRef<AskLatest<Question, Judgement | null> | null>(null);
  const worker = useRef<Worker | null>(null);

  useEffect(() => {
    if (question.policy.trim() === "" && !asking.current) return;
    if (!asking.current) {
      const started = new Worker(new URL("./playground-worker.ts", import.meta.url), { type: "module" });
      const ask = new AskLatest<Question, Judgement | null>(
        { ask: (numbered) => started.postMessage(numbered) },
        (judgement, { policy }) => setJudged({ judgement, text: policy, busy: false, broken: false }),
      );
      started.addEventListener("message", ({ data }) => ask.answered(data));
      started.addEventListener("error", () => setJudged({ judgement: null, text: "", busy: false, broken: true }));
      asking.current = ask;
      worker.current = started;
    }
    setJudged((before) => ({ ...before, busy: true }));
    asking.current.ask(question);
  }, [question]);

  useEffect(() => {
    return () => {
      worker.current?.terminate();
      worker.current = null;
      asking.current = null;
    };
  }, []);

  return judged;
}
