"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 1_000;

/** While checks run, asks the server for the page again each second, and says so to those who can not see it. */
export function RunPoll({ running }: { running: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [running, router]);
  return (
    <p className="sr-only" aria-live="polite">
      {running ? "The policy checks are running. The results appear here by themselves." : ""}
    </p>
  );
}
