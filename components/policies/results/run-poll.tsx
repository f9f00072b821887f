"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import type { WaitingRun } from "#lib/policies/output.ts";
import { checksStillWait } from "./checks-still-wait.ts";

const EVERY_MS = 1_000;
/** A request without a response after this time is repeated. */
const LONG_MS = 30_000;

type Props = {
  running: boolean;
  /** The review's reference, such as REV-12. */
  review: string;
  /** The runs as the page rendered them. */
  waiting: readonly WaitingRun[];
};

/**
 * Polls one second after each response while checks run, then refreshes the page and announces the change to screen
 * readers. Polling never touches the session, so running checks keep no absent person signed in.
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
      const same = await checksStillWait({ review, told: waiting, signal });
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
