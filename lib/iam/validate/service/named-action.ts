import { hasWildcard } from "../arn.ts";
import type { TextPlace } from "../place.ts";
import type { ServiceAction, ServiceFacts } from "../service-facts.ts";
import type { StatementView } from "../statement-view.ts";
import { globTakes, longestLiteral } from "./globs.ts";
import { remembered } from "./remembered.ts";

/** An action as a policy writes it, of one service: `s3:Get*`. */
export type NamedAction = { place: TextPlace; text: string; service: string; name: string; plain: boolean };

/** Undefined for `*`, for a service with wildcards and for what is no action. */
export function namedAction(place: TextPlace): NamedAction | undefined {
  const text = place.node.value;
  const [, service, name] = /^([A-Za-z0-9-]+):([A-Za-z0-9_*?-]+)$/.exec(text) ?? [];
  if (service === undefined || name === undefined) return undefined;
  return { place, text, service: service.toLowerCase(), name, plain: !hasWildcard(name) };
}

function named(places: TextPlace[]): NamedAction[] {
  return places.flatMap((place) => namedAction(place) ?? []);
}

/** The actions of the Action element that name one service. */
export function namedActions({ actions }: StatementView): NamedAction[] {
  return named(actions);
}

/** Those of Action and NotAction. */
export function mentionedActions({ actions, notActions }: StatementView): NamedAction[] {
  return named([...actions, ...notActions]);
}

const inSmallLetters = remembered((service, facts) =>
  facts.actions(service).map((action) => ({ action, small: action.name.toLowerCase() })),
);

const taken = remembered((text, facts): readonly ServiceAction[] => {
  const [service = "", pattern = ""] = text.split(":");
  const part = longestLiteral(pattern);
  return inSmallLetters(service, facts)
    .filter(({ small }) => small.includes(part) && globTakes(pattern, small))
    .map(({ action }) => action);
});

/** The actions of the service that it takes in: none where it does not exist. */
export function actionsTaken({ service, name, plain }: NamedAction, facts: ServiceFacts): readonly ServiceAction[] {
  if (!plain) return taken(`${service}:${name.toLowerCase()}`, facts);
  const action = facts.action(service, name);
  return action === undefined ? [] : [action];
}
