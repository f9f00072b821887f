"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const EVERY_MS = 1_000;

/**
 * While checks run, asks the server for the page again a second after each answer, and says so to those who can not see it. Questions
 * wait for each other in the browser: more than one at a time would be asked long after the checks have ended.
 */
export function RunPoll({ running }: { running: boolean }) {
  const router = useRouter();
  const [asking, ask] = useTransition();
  useEffect(() => {
    if (!running || asking) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") ask(() => router.refresh());
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [running, asking, router]);
  return (
    <p className="sr-only" aria-live="polite">
      {running ? "The policy checks are running. The results appear here by themselves." : ""}
    </p>
  );
}
