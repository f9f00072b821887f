"use client";

import { notifications } from "@mantine/notifications";
import { unstable_rethrow, useRouter } from "next/navigation";
import { type RefObject, use, useEffect, useRef, useState, useTransition } from "react";
import type { ActionResult } from "#lib/web/form-action.ts";
import type { Problem } from "#lib/web/problem.ts";
import { isFocusLost } from "./is-focus-lost.ts";
import { isSomebodyElse } from "./signed-in.ts";
import { Keeper } from "./signed-in-page.tsx";

type Options<T> = {
  /** Runs after a success, before the page refresh. */
  onDone?: (value: T) => void;
  /** Text of the success notification. */
  success?: string | ((value: T) => string);
};

const UNREACHED: Problem = {
  type: "about:blank",
  title: "No answer",
  status: 0,
  detail: "The server did not answer, so the change may not be saved. Check your connection and try again.",
  requestId: "",
};

const CONFLICT = 409;

const SOMEBODY_ELSE: Problem = {
  type: "about:blank",
  title: "Someone else is signed in",
  status: CONFLICT,
  detail:
    "Someone else signed in in another tab of this browser, so this would be done as them. Sign in there as yourself and try again; your text stays. Or reload this page to continue as them.",
  requestId: "",
};

/**
 * Runs a server action, one call at a time, and refreshes the page after success or conflict. Success is announced
 * after the refresh, which may outlast a notification. A disabled button loses the focus and regains it after a
 * refusal.
 */
export function useAction<Args extends unknown[], T>(
  action: (...args: Args) => Promise<ActionResult<T>>,
  { onDone, success }: Options<T> = {},
) {
  const router = useRouter();
  const person = use(Keeper);
  const running = useRef(false);
  const pressed = useRef<Element | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();
  const done = useRef<string | null>(null);
  const conflict = useRef<Problem | null>(null);
  useEffect(() => {
    if (pending) return;
    announce(done);
    conflict.current = null;
  }, [pending]);
  // The refreshed page may lack this form, and nothing else would announce the success or conflict.
  useEffect(() => {
    return () => {
      announce(done);
      if (conflict.current) notifications.show({ message: conflict.current.detail, color: "red", autoClose: false });
    };
  }, []);
  useEffect(() => {
    const isLost = !pending && problem !== null && isFocusLost();
    if (isLost && pressed.current instanceof HTMLElement) pressed.current.focus({ preventScroll: true });
  }, [pending, problem]);

  const answer = (result: ActionResult<T>) => {
    if (!result.ok) {
      setProblem(result.problem);
      // The data changed since the page was rendered. Refresh, and keep the input for another try.
      if (result.problem.status === CONFLICT) {
        conflict.current = result.problem;
        router.refresh();
      }
      return;
    }
    setProblem(null);
    onDone?.(result.value);
    if (success) done.current = typeof success === "string" ? success : success(result.value);
    router.refresh();
  };

  /** Resolves with the response, or null if nothing was sent or nothing answered. */
  const run = (...args: Args): Promise<ActionResult<T> | null> => {
    if (running.current) return Promise.resolve(null);
    if (isSomebodyElse(person)) {
      setProblem(SOMEBODY_ELSE);
      return Promise.resolve(null);
    }
    running.current = true;
    pressed.current = document.activeElement;
    return new Promise((resolve) => {
      startTransition(async () => {
        let result: ActionResult<T> | null = null;
        try {
          result = await action(...args);
          const answered = result;
          startTransition(() => answer(answered));
        } catch (error) {
          unstable_rethrow(error);
          setProblem(UNREACHED);
        } finally {
          running.current = false;
          resolve(result);
        }
      });
    });
  };

  /** Clears a refusal whose input will not be sent again. */
  const forget = () => setProblem(null);

  return { run, pending, problem, forget };
}

function announce(done: RefObject<string | null>): void {
  if (done.current) notifications.show({ message: done.current });
  done.current = null;
}
