"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLetterKeys } from "#components/ui/acts/use-letter-keys.ts";
import classes from "./threat-moves.module.css";

type Props = { previous: string | null; next: string | null };

/** Links to the previous (p) and next (n) threat. */
export function ThreatMoves({ previous, next }: Props) {
  const router = useRouter();
  const go = (href: string | null) => () => (href ? () => router.push(href, { scroll: false }) : null);
  useLetterKeys([
    { letter: "n", words: "Next threat", act: go(next) },
    { letter: "p", words: "Previous threat", act: go(previous) },
  ]);
  return (
    <>
      <Move href={previous} label="Previous" letter="p" />
      <Move href={next} label="Next" letter="n" />
    </>
  );
}

function Move({ href, label, letter }: { href: string | null; label: string; letter: string }) {
  if (!href) return null;
  return (
    <Link href={href} prefetch={false} scroll={false} className={classes.move} aria-keyshortcuts={letter}>
      <span aria-hidden="true">
        <kbd>{letter}</kbd>
      </span>{" "}
      {label}
    </Link>
  );
}
