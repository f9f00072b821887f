import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, rowOf, stringValue } from "../node.ts";
import { exploreAll } from "./explore.ts";
import { intrinsicOf } from "./intrinsic.ts";
import { type Owner, seeHolder } from "./report.ts";
import { afresh, type Resolution } from "./resolution.ts";
import { walk } from "./walk.ts";

const LISTS = { Roles: "role", Users: "user", Groups: "group" };

/** The properties by which a policy that is a resource of its own is given to somebody, and what these are. */
const HELD_BY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS::IAM::Policy": LISTS,
  "AWS::IAM::ManagedPolicy": LISTS,
  "AWS::IAM::RolePolicy": { RoleName: "role" },
  "AWS::IAM::UserPolicy": { UserName: "user" },
  "AWS::IAM::GroupPolicy": { GroupName: "group" },
};

/** Whom a resource gives its policy to. One who can not be known is told by what the template says. */
export function readHolders(owner: Owner): void {
  const properties = child(owner.node, "Properties");
  if (!properties) return;
  for (const [property, kind] of Object.entries(rowOf(HELD_BY, owner.type) ?? {})) {
    const steps = property in LISTS ? [property, "*"] : [property];
    for (const place of walk(properties, steps, owner.path, afresh(owner.env))) {
      const see = (node: Node, env: Resolution, name?: string) => {
        const told = name === undefined ? { name: canonicalJson(node), words: wordsOf(node, kind) } : { name };
        seeHolder(
          owner,
          { ...told, kind, name: `${kind} ${told.name}`, ...referredTo(node, env), span: node.span },
          env,
        );
      };
      const whole = child(properties, property);
      if (place.kind === "gap" && whole) see(whole, place.env);
      if (place.kind !== "found") continue;
      const { node, path, env } = place;
      const leaves = exploreAll(env, (own) => own.resolve(node, path, own));
      if (typeof leaves === "string") see(node, env);
      else
        for (const { env: own, result } of leaves)
          if (result.kind !== "absent") see(node, own, result.kind === "string" ? result.value : undefined);
    }
  }
}

function wordsOf(node: Node, kind: string): string {
  const parameter = refIn(node);
  return parameter === undefined
    ? `a ${kind} that is known only at deployment`
    : `whichever ${kind} the parameter ${parameter} names`;
}

function refIn(node: Node): string | undefined {
  const intrinsic = intrinsicOf(node);
  return intrinsic?.name === "Ref" ? stringValue(intrinsic.argument) : undefined;
}

function referredTo(node: Node, { template }: Resolution): { resource?: { name: string; type: string } } {
  const name = refIn(node);
  const type = name === undefined ? undefined : stringValue(child(template.resources.get(name), "Type"));
  return name === undefined || type === undefined ? {} : { resource: { name, type } };
}
