"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import classes from "./threat-moves.module.css";

type Props = { previous: string | null; next: string | null };

/** The ways to the threats before and after this one: p and n. */
export function ThreatMoves({ previous, next }: Props) {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const href = event.key === "n" ? next : event.key === "p" ? previous : null;
      if (href) router.push(href, { scroll: false });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [router, previous, next]);
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

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
