"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { type Found, find } from "#components/frame/find.ts";

const PAUSE_MS = 150;
const SHORTEST = 2;

/** What the search finds under the words, a moment after the last key. */
export function useFound(query: string): { found: Found[]; failed: boolean } {
  const [words] = useDebouncedValue(query.trim(), PAUSE_MS);
  const [answer, setAnswer] = useState<{ found: Found[]; failed: boolean }>({ found: [], failed: false });
  useEffect(() => {
    if (words.length < SHORTEST) return setAnswer({ found: [], failed: false });
    const asked = new AbortController();
    find(words, asked.signal)
      .then((found) => setAnswer({ found, failed: false }))
      .catch(() => {
        if (!asked.signal.aborted) setAnswer({ found: [], failed: true });
      });
    return () => asked.abort();
  }, [words]);
  return answer;
}
