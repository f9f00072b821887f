"use client";

import { Button, Group, Text } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { counted } from "#lib/words.ts";

/** Moves between the results of a document: n for the next, p for the one before. */
export function ResultKeys({ total }: { total: number }) {
  const [at, setAt] = useState(0);
  const go = useCallback(
    (step: 1 | -1) => {
      if (total === 0) return;
      const next = at === 0 ? (step === 1 ? 1 : total) : ((at - 1 + step + total) % total) + 1;
      setAt(next);
      document.getElementById(`result-${next}`)?.focus();
    },
    [at, total],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "n") go(1);
      if (event.key === "p") go(-1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [go]);
  if (total === 0) return null;
  return (
    <Group gap="sm" mb="sm">
      <Button variant="default" size="xs" onClick={() => go(-1)} aria-keyshortcuts="p">
        Previous result
      </Button>
      <Button variant="default" size="xs" onClick={() => go(1)} aria-keyshortcuts="n">
        Next result
      </Button>
      <Text size="sm" c="dimmed" aria-live="polite">
        {at === 0 ? `${counted(total, "result")}; keys n and p` : `${at} of ${total}`}
      </Text>
    </Group>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
