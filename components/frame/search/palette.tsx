"use client";

import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import {
  createSpotlight,
  SpotlightAction,
  SpotlightActionsGroup,
  SpotlightActionsList,
  SpotlightEmpty,
  SpotlightRoot,
  SpotlightSearch,
} from "@mantine/spotlight";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { leave } from "#components/frame/leave.ts";
import { markFirst } from "#components/frame/nav/mark-first.ts";
import { moreLists } from "#components/frame/nav/more-lists.ts";
import { PLACES } from "#components/frame/nav/navigation.ts";
import { PlaceIcon } from "#components/frame/nav/place-icon.tsx";
import type { PageBelow } from "#components/frame/nav/tabs.ts";
import { type Found, find } from "#components/frame/search/find.ts";
import { pageMoves } from "#components/ui/acts/page-moves.ts";
import { named } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import { type Answer, answerTo, type Offered, SHORTEST } from "./answer-to.ts";

const PAUSE_MS = 150;
const NOTHING = { items: [], more: [] };
const UNASKED: Answer = { to: "", finds: NOTHING, failed: false };

/** Search results for the query, requested shortly after the last key press. */
function useFound(query: string): Offered {
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

const [store, spotlight] = createSpotlight();

const NEW_REVIEW = "New review";
const SIGN_OUT = "Sign out";
const MOST_ACTIONS = 8;
const KIND_WORDS: Record<string, string> = {
  review: "Reviews",
  "threat-model": "Threat models",
  person: "People",
  service: "Services",
  team: "Teams",
};

type Props = { asked: number; asksForReviews: boolean; pages: PageBelow[] };

/** Search and commands in one list: results first, then navigation. Each new `asked` opens the palette. */
export function Palette({ asked, asksForReviews, pages }: Props) {
  const router = useRouter();
  const go = (href: string) => router.push(href);
  const [query, setQuery] = useState("");
  const { found, more, failed, answered } = useFound(query);
  const matches = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase());
  const { setColorScheme } = useMantineColorScheme();
  const isAsked = query.trim() !== "";
  const places: Place[] = [
    ...PLACES.map(({ label, href }) => ({ label: named(label), href, place: label })),
    ...(isAsked ? pages.map((page) => ({ ...page, description: named(page.place) })) : []),
  ].filter(({ label }) => matches(label));
  const ofPage =
    asked > 0 && typeof document !== "undefined"
      ? movesOfPage(go)
          .filter(({ label }) => matches(label))
          .slice(0, MOST_ACTIONS)
      : [];
  const own: Command[] = [
    ...(asksForReviews ? [{ label: NEW_REVIEW, run: () => router.push(paths.newReview()) }] : []),
    { label: "Theme: light", run: () => setColorScheme("light") },
    { label: "Theme: dark", run: () => setColorScheme("dark") },
    { label: "Theme: system", run: () => setColorScheme("auto") },
    { label: SIGN_OUT, run: () => void leave() },
  ].filter(({ label }) => matches(label) && !ofPage.some((one) => one.label === label));
  const [first] = [...found, ...ofPage, ...own, ...places];
  // Never preselect sign-out: Enter should not end the session by accident.
  const marked = answered && isAsked && first?.label !== SIGN_OUT;
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key marks again
  useEffect(() => queueMicrotask(() => markFirst(store, marked)), [query, answered, marked]);
  return (
    <SpotlightRoot
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight="60dvh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      attributes={{ content: { "aria-label": "Search" } }}
    >
      <SpotlightSearch
        placeholder="Reviews, people, services, actions"
        aria-label="Search reviews, people, services and actions"
        leftSection={<IconSearch size={20} stroke={1.6} />}
      />
      <SpotlightActionsList>
        {failed ? <SpotlightEmpty>Search is not responding. Try again in a moment.</SpotlightEmpty> : null}
        {first || failed ? null : <SpotlightEmpty>{answered ? "Nothing found" : "Looking …"}</SpotlightEmpty>}
        {byKind(found).map(([kind, items]) => (
          <SpotlightActionsGroup key={kind} label={KIND_WORDS[kind] ?? kind}>
            {items.map(({ href, label, description }) => (
              <SpotlightAction key={href} label={label} description={description} onClick={() => router.push(href)} />
            ))}
            {moreLists(kind, more).map(({ label, href }) => (
              <SpotlightAction key="more" label={label} onClick={() => router.push(href)} />
            ))}
          </SpotlightActionsGroup>
        ))}
        {ofPage.length > 0 ? (
          <SpotlightActionsGroup label="On this page">
            {ofPage.map(({ label, run }) => (
              <SpotlightAction key={label} label={label} onClick={run} />
            ))}
          </SpotlightActionsGroup>
        ) : null}
        {own.length > 0 ? (
          <SpotlightActionsGroup label="Actions">
            {own.map(({ label, run }) => (
              <SpotlightAction
                key={label}
                label={label}
                leftSection={label === NEW_REVIEW ? <IconPlus size={16} stroke={1.5} /> : null}
                onClick={run}
              />
            ))}
          </SpotlightActionsGroup>
        ) : null}
        {places.length > 0 ? (
          <SpotlightActionsGroup label="Go to">
            {places.map(({ label, href, place, description }) => (
              <SpotlightAction
                key={href}
                label={label}
                description={description}
                leftSection={<PlaceIcon label={place} />}
                onClick={() => router.push(href)}
              />
            ))}
          </SpotlightActionsGroup>
        ) : null}
      </SpotlightActionsList>
    </SpotlightRoot>
  );
}

/** A place, or a page below a place, whose description names the place. */
type Place = PageBelow & { description?: string };

type Command = { label: string; run: () => void };

/** The actions the page currently offers, under the same names: its header buttons and menu items. */
function movesOfPage(go: (href: string) => void): Command[] {
  const buttons = document.querySelectorAll<HTMLElement>("#main [data-moves] button, #main [data-moves] a");
  const offered = [...buttons].filter((one) => one.ariaDisabled !== "true" && one.textContent?.trim());
  const named = new Map(offered.map((one) => [one.textContent?.trim() ?? "", () => one.click()]));
  for (const { label, href, run } of pageMoves()) named.set(label, href ? () => go(href) : run);
  return [...named].map(([label, run]) => ({ label, run }));
}

function byKind(found: Found[]): [string, Found[]][] {
  const groups = new Map<string, Found[]>();
  for (const item of found) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item]);
  return [...groups];
}
