import { type ReadOperator, readOperator } from "../language/index.ts";
import { groupBy } from "./group-by.ts";
import { itemsOf, type Member, membersOf, type Place, type TextPlace, textsOf } from "./place.ts";

/** A principal with its kind; the kind of a plain `"*"` is undefined. */
export type PrincipalView = { kind: string | undefined; place: TextPlace; element: "Principal" | "NotPrincipal" };

/** One key under one operator of a Condition element. */
export type ConditionView = {
  operator: Member;
  /** Undefined if IAM has no such operator. */
  read: ReadOperator | undefined;
  key: Member;
  /** In lower case, because keys ignore case. */
  name: string;
  values: Place[];
};

export type StatementView = {
  place: Place;
  /** By name, as written. */
  members: ReadonlyMap<string, Member>;
  effect: "Allow" | "Deny" | undefined;
  actions: TextPlace[];
  notActions: TextPlace[];
  resources: TextPlace[];
  notResources: TextPlace[];
  principals: PrincipalView[];
  conditions: ConditionView[];
  /** The same conditions by name. */
  conditionsOf: ReadonlyMap<string, ConditionView[]>;
};

function effectOf(member: Member | undefined): StatementView["effect"] {
  const node = member?.value.node;
  return node?.kind === "string" && (node.value === "Allow" || node.value === "Deny") ? node.value : undefined;
}

function principalsOf(element: PrincipalView["element"], member: Member | undefined): PrincipalView[] {
  if (member === undefined) return [];
  const { node } = member.value;
  if (node.kind !== "object") return textsOf(member.value).map((place) => ({ kind: undefined, place, element }));
  return membersOf(member.value).flatMap(({ key, value }) =>
    textsOf(value).map((place) => ({ kind: key, place, element })),
  );
}

function readConditions(member: Member | undefined): ConditionView[] {
  if (member === undefined) return [];
  return membersOf(member.value).flatMap((operator) => {
    const outcome = readOperator(operator.key);
    const read = typeof outcome === "string" ? undefined : outcome;
    return membersOf(operator.value).map((key) => ({
      operator,
      read,
      key,
      name: key.key.toLowerCase(),
      values: itemsOf(key.value),
    }));
  });
}

export function readStatement(place: Place): StatementView {
  const members = new Map(membersOf(place).map((member) => [member.key, member]));
  const conditions = readConditions(members.get("Condition"));
  const texts = (name: string) => textsOf(members.get(name)?.value);
  return {
    place,
    members,
    effect: effectOf(members.get("Effect")),
    actions: texts("Action"),
    notActions: texts("NotAction"),
    resources: texts("Resource"),
    notResources: texts("NotResource"),
    principals: [
      ...principalsOf("Principal", members.get("Principal")),
      ...principalsOf("NotPrincipal", members.get("NotPrincipal")),
    ],
    conditions,
    conditionsOf: groupBy(conditions, ({ name }) => name),
  };
}
