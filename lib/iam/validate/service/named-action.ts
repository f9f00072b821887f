import type { ServiceAction, ServiceFacts } from "../../language/index.ts";
import { hasWildcard } from "../arn.ts";
import type { TextPlace } from "../place.ts";
import type { StatementView } from "../statement-view.ts";
import { globTakes, longestLiteral } from "./globs.ts";
import { remembered } from "./remembered.ts";

/** An action of one service as written in a policy: `s3:Get*`. */
export type NamedAction = { place: TextPlace; text: string; service: string; name: string; plain: boolean };

/** Undefined for `*`, for a service with wildcards, and for text that is not an action. */
export function namedAction(place: TextPlace): NamedAction | undefined {
  const text = place.node.value;
  const [, service, name] = /^([A-Za-z0-9-]+):([A-Za-z0-9_*?-]+)$/.exec(text) ?? [];
  if (service === undefined || name === undefined) return undefined;
  return { place, text, service: service.toLowerCase(), name, plain: !hasWildcard(name) };
}

/**
 * A finding about action and condition pairs repeats each action. Beyond this number, more than any policy has, pairs
 * are not reported.
 */
export const MOST_PAIRS = 1_000_000;

function named(places: TextPlace[]): NamedAction[] {
  return places.flatMap((place) => namedAction(place) ?? []);
}

const KNOWN = new WeakMap<StatementView, NamedAction[]>();

/** The actions of the Action element that name one service. */
export function namedActions(statement: StatementView): NamedAction[] {
  const before = KNOWN.get(statement);
  if (before !== undefined) return before;
  const actions = named(statement.actions);
  KNOWN.set(statement, actions);
  return actions;
}

/** The actions of Action and NotAction that name one service. */
export function mentionedActions({ actions, notActions }: StatementView): NamedAction[] {
  return named([...actions, ...notActions]);
}

type Named = { action: ServiceAction; small: string };

const inSmallLetters = remembered((service, facts): Named[] =>
  facts
    .actions(service)
    .map((action) => ({ action, small: action.name.toLowerCase() }))
    .sort((left, right) => (left.small < right.small ? -1 : 1)),
);

/** The entries of a sorted list that begin with a text. */
function startingWith(named: Named[], start: string): Named[] {
  let [from, to] = [0, named.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((named[middle]?.small ?? "") < start) from = middle + 1;
    else to = middle;
  }
  let end = from;
  while (named[end]?.small.startsWith(start)) end += 1;
  return named.slice(from, end);
}

const taken = remembered((text, facts): readonly ServiceAction[] => {
  const [service = "", pattern = ""] = text.split(":");
  const [start = ""] = pattern.split(/[*?]/, 1);
  const part = longestLiteral(pattern);
  return startingWith(inSmallLetters(service, facts), start)
    .filter(({ small }) => small.includes(part) && globTakes(pattern, small))
    .map(({ action }) => action);
});

/** The service's actions that match; none if the service does not exist. */
export function actionsTaken(
  { service, name, plain }: Pick<NamedAction, "service" | "name" | "plain">,
  facts: ServiceFacts,
): readonly ServiceAction[] {
  if (!plain) return taken(`${service}:${name.toLowerCase()}`, facts);
  const action = facts.action(service, name);
  return action === undefined ? [] : [action];
}
