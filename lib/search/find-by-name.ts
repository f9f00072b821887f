import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { peopleOptions } from "#lib/people/queries.ts";
import { serviceList } from "#lib/teams/queries.ts";
import { type SearchInput, searchInput } from "./input.ts";

/** What is called by some words, by name; `more` where there are others that are called so. */
type Called = { names: { id: number; name: string }[]; more: boolean };

/** As many names as someone reads through before they type another letter. */
const MOST = 50;

/** The services whose name holds the words, retired ones too, each with its team; the first of all without words. */
export async function servicesCalled(ctx: Context, input: SearchInput): Promise<Called> {
  const found = await serviceList(ctx, { ...parse(searchInput, input), retired: true, limit: MOST + 1 });
  return firstOf(found.map(({ id, name, team }) => ({ id, name: `${name} – ${team.name}` })));
}

/** The people who are here whose name holds the words, or the address where the actor may read it; the first of all without words. */
export async function peopleCalled(ctx: Context, input: SearchInput): Promise<Called> {
  return firstOf(await peopleOptions(ctx, { ...parse(searchInput, input), limit: MOST + 1 }));
}

function firstOf(found: Called["names"]): Called {
  return { names: found.slice(0, MOST), more: found.length > MOST };
}
