import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { peopleOptions } from "#lib/people/queries.ts";
import { serviceList } from "#lib/teams/queries.ts";
import { type SearchInput, searchInput } from "./input.ts";

/** Names that match the search; `more` if others match too. */
type Called = { names: { id: number; name: string }[]; more: boolean };

/** As many names as someone scans before typing another letter. */
const MOST = 50;

/**
 * Services whose name contains the words, including retired ones, each with its team. Without words, the first of all
 * services.
 */
export async function servicesCalled(ctx: Context, input: SearchInput): Promise<Called> {
  const found = await serviceList(ctx, { ...parse(searchInput, input), retired: true, limit: MOST + 1 });
  return firstOf(found.map(({ id, name, team }) => ({ id, name: `${name} – ${team.name}` })));
}

/**
 * Current people whose name contains the words, or whose address does if the actor may read it. Without words, the
 * first of all people.
 */
export async function peopleCalled(ctx: Context, input: SearchInput): Promise<Called> {
  return firstOf(await peopleOptions(ctx, { ...parse(searchInput, input), limit: MOST + 1 }));
}

function firstOf(found: Called["names"]): Called {
  return { names: found.slice(0, MOST), more: found.length > MOST };
}
