import type { Node, Span } from "#lib/iam/index.ts";
import { arrayNode, objectNode, stringNode, stringValue } from "../node.ts";
import { type Permission, permissionStatement } from "../permission-statement.ts";
import { namedPrincipal } from "./named-principal.ts";

/** Whom a property lets in, and what they may do. */
export type Admission = Pick<Permission, "principal" | "conditions"> & { actions: readonly string[] };

/** Whom a resource's property lets in, or why this is unknown, in words for people. */
export type Sharing = (value: Node) => Admission[] | string;

/** The resource policy that lets in the same principals; null if there are none. */
export function sharingDocument(admissions: readonly Admission[], span: Span): Node | null {
  if (admissions.length === 0) return null;
  const statements = admissions.map(({ actions, ...admitted }) => {
    const names = actions.map((name) => stringNode(name, span));
    return permissionStatement({ ...admitted, action: arrayNode(names, span), resource: stringNode("*", span) }, span);
  });
  return objectNode(
    [
      ["Version", stringNode("2012-10-17", span)],
      ["Statement", arrayNode(statements, span)],
    ],
    span,
  );
}

/** The combined admissions of several properties. */
export function together(shared: readonly (Admission[] | string)[]): Admission[] | string {
  const unknown = shared.find((each) => typeof each === "string");
  return unknown ?? shared.flatMap((each) => (typeof each === "string" ? [] : each));
}

/** A value naming with whom a resource is shared. `own`: matches names inside the organization. */
export function sharedFor(actions: readonly string[], own?: RegExp): Sharing {
  return (value) => {
    const text = stringValue(value)?.trim() ?? "";
    if ((text === "" && value.kind === "string") || own?.test(text)) return [];
    const named = namedPrincipal(value);
    return named ? [{ ...named, actions }] : `Who this lets in is not known: ${text}.`;
  };
}

/** The same for several comma-separated names. */
export function sharedForEach(actions: readonly string[]): Sharing {
  const shared = sharedFor(actions);
  return (value) => {
    if (value.kind !== "string") return shared(value);
    return together(value.value.split(",").map((name) => shared(stringNode(name, value.span))));
  };
}

/** A value that opens a resource to everyone if it matches. */
export function openWhere(words: RegExp, actions: readonly string[]): Sharing {
  return (value) => {
    const text = value.kind === "boolean" ? String(value.value) : (stringValue(value) ?? "");
    return words.test(text) ? [{ principal: stringNode("*", value.span), conditions: [], actions }] : [];
  };
}
