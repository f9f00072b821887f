"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const EVERY_MS = 1_000;
/** A question that has no answer by then is asked anew. */
const LONG_MS = 30_000;

/**
 * While checks run, asks the server for the page again a second after each answer, and says so to those who can not see it. A question
 * takes the place of the one before it: asked faster than they are answered, none would ever be shown.
 */
export function RunPoll({ running }: { running: boolean }) {
  const router = useRouter();
  const [asking, ask] = useTransition();
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(
      () => {
        if (document.visibilityState === "visible") ask(() => router.refresh());
      },
      asking ? LONG_MS : EVERY_MS,
    );
    return () => clearInterval(timer);
  }, [running, asking, router]);
  return (
    <p className="sr-only" aria-live="polite">
      {running ? "The policy checks are running. The results appear here by themselves." : ""}
    </p>
  );
}
