"use client";

import {
  openSpotlight,
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
import type { Found } from "#components/frame/find.ts";
import { paths } from "#lib/paths.ts";
import { PLACES } from "./navigation.ts";
import { PlaceIcon } from "./place-icon.tsx";
import { useFound } from "./use-found.ts";

const NEW_REVIEW = "New review";
const KIND_WORDS: Record<string, string> = { review: "Reviews", person: "People", service: "Services", team: "Teams" };

/** Search and commands in one list: what there is, then where to go. Each new `asked` opens it. */
export function Palette({ asked }: { asked: number }) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { found, failed } = useFound(query);
  const matches = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase());
  const places = PLACES.filter(({ label }) => matches(label));
  const nothing = found.length === 0 && places.length === 0 && !matches(NEW_REVIEW);
  useEffect(() => {
    if (asked > 0) openSpotlight();
  }, [asked]);
  return (
    <SpotlightRoot
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
        {failed ? <SpotlightEmpty>The search did not answer. Try again in a moment.</SpotlightEmpty> : null}
        {nothing && !failed ? <SpotlightEmpty>Nothing found</SpotlightEmpty> : null}
        {byKind(found).map(([kind, items]) => (
          <SpotlightActionsGroup key={kind} label={KIND_WORDS[kind] ?? kind}>
            {items.map(({ href, label, description }) => (
              <SpotlightAction key={href} label={label} description={description} onClick={() => router.push(href)} />
            ))}
          </SpotlightActionsGroup>
        ))}
        {matches(NEW_REVIEW) ? (
          <SpotlightActionsGroup label="Actions">
            <SpotlightAction
              label={NEW_REVIEW}
              leftSection={<IconPlus size={20} stroke={1.6} />}
              onClick={() => router.push(paths.newReview())}
            />
          </SpotlightActionsGroup>
        ) : null}
        {places.length > 0 ? (
          <SpotlightActionsGroup label="Go to">
            {places.map(({ label, href }) => (
              <SpotlightAction
                key={href}
                label={label}
                leftSection={<PlaceIcon label={label} />}
                onClick={() => router.push(href)}
              />
            ))}
          </SpotlightActionsGroup>
        ) : null}
      </SpotlightActionsList>
    </SpotlightRoot>
  );
}

function byKind(found: Found[]): [string, Found[]][] {
  const groups = new Map<string, Found[]>();
  for (const item of found) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item]);
  return [...groups];
}
