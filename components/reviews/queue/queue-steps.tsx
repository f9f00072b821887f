"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useLetterKeys } from "#components/ui/acts/use-letter-keys.ts";
import { paths } from "#lib/paths.ts";
import classes from "./queue-steps.module.css";
import { type Queue, queueWith } from "./stored-queue.ts";

const NEXT = "Next review";
const PREVIOUS = "Previous review";

/**
 * A review's position in the list the reader came from, with links to the previous (k) and next (j) review, the latter
 * prefetched.
 */
export function QueueSteps({ id }: { id: number }) {
  const router = useRouter();
  const [queue, setQueue] = useState<Queue | null>(null);
  useEffect(() => setQueue(queueWith(id)), [id]);
  const at = queue?.ids.indexOf(id) ?? -1;
  const before = queue?.ids[at - 1];
  const after = queue?.ids[at + 1];
  useEffect(() => {
    if (after !== undefined) router.prefetch(paths.review(after));
  }, [router, after]);
  const go = (to: number | undefined) => () => (to === undefined ? null : () => router.push(paths.review(to)));
  useLetterKeys([
    { letter: "j", words: NEXT, act: go(after) },
    { letter: "k", words: PREVIOUS, act: go(before) },
  ]);
  if (!queue) return null;
  return (
    <nav className={classes.steps} aria-label="In the list">
      <Link href={queue.href} prefetch={false}>
        {queue.label}
      </Link>
      <span>
        {at + 1} of {queue.ids.length}
      </span>
      <Step to={before} words={PREVIOUS} mark="k" />
      <Step to={after} words={NEXT} mark="j" />
    </nav>
  );
}

function Step({ to, words, mark }: { to: number | undefined; words: string; mark: string }) {
  if (to === undefined) return null;
  return (
    <Link href={paths.review(to)} prefetch={false} aria-label={words} aria-keyshortcuts={mark} className={classes.step}>
      <kbd>{mark}</kbd>
    </Link>
  );
}
