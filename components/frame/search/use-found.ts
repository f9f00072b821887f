"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { find } from "#components/frame/search/find.ts";
import { type Answer, answerTo, type Offered, SHORTEST } from "./answer-to.ts";

const PAUSE_MS = 150;
const NOTHING = { items: [], more: [] };
const UNASKED: Answer = { to: "", finds: NOTHING, failed: false };

/** What the search finds under the words, a moment after the last key. */
export function useFound(query: string): Offered {
  const wanted = query.trim();
  const [words] = useDebouncedValue(wanted, PAUSE_MS);
  const [answer, setAnswer] = useState(UNASKED);
  useEffect(() => {
    if (words.length < SHORTEST) return setAnswer(UNASKED);
    const asked = new AbortController();
    find(words, asked.signal)
      .then((finds) => setAnswer({ to: words, finds, failed: false }))
      .catch(() => {
        if (!asked.signal.aborted) setAnswer({ to: words, finds: NOTHING, failed: true });
      });
    return () => asked.abort();
  }, [words]);
  return answerTo(wanted, answer);
}
