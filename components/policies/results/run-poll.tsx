"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import type { WaitingRun } from "#lib/policies/output.ts";
import { waitsAsTold } from "./waits-as-told.ts";

const EVERY_MS = 1_000;
/** A question that has no answer by then is asked anew. */
const LONG_MS = 30_000;

type Props = {
  running: boolean;
  /** Its name, as REV-12. */
  review: string;
  /** What the page was told of its runs. */
  waiting: readonly WaitingRun[];
};

/**
 * While checks run, asks a second after each answer whether they are where the page says, and for the page again once they are not;
 * and says so to those who cannot see it. Neither uses the session: checks that go on keep none alive where nobody is.
 */
export function RunPoll({ running, review, waiting }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [refreshing, refresh] = useTransition();
  const question = useRef<AbortController>(undefined);
  const busy = asking || refreshing;
  useEffect(() => {
    if (!running) return;
    const ask = async () => {
      question.current?.abort();
      question.current = new AbortController();
      const { signal } = question.current;
      setAsking(true);
      const same = await waitsAsTold({ review, told: waiting, signal });
      if (signal.aborted) return;
      setAsking(false);
      if (!same) refresh(() => router.refresh());
    };
    const timer = setInterval(
      () => {
        if (document.visibilityState === "visible") void ask();
      },
      busy ? LONG_MS : EVERY_MS,
    );
    return () => clearInterval(timer);
  }, [running, review, waiting, busy, router]);
  useEffect(() => () => question.current?.abort(), []);
  return (
    <p className="sr-only" aria-live="polite">
      {running ? "The policy checks are running. Results appear automatically." : ""}
    </p>
  );
}
