import { child } from "../node.ts";
import { type Sharing, sharingDocument } from "../sharing/sharing.ts";
import type { SharingRow } from "../sharing/sharing-row.ts";
import { readWorlds } from "./read-worlds.ts";
import { type Owner, seeGaps } from "./report.ts";
import { SHARING_TABLE } from "./sharing-table.ts";
import { afresh, gap, isSure, isValue } from "./values/outcome.ts";
import { type Place, walk } from "./walk.ts";

const ABOUT = { kind: "sharing" as const, policyName: null };

/** Reads who gets access to a resource by something other than a policy. */
export function readSharing(owner: Owner): SharingRow[] {
  const rows = SHARING_TABLE.filter(({ type }) => type === owner.type);
  const properties = child(owner.node, "Properties");
  for (const { path, share } of rows) {
    for (const place of properties ? walk(properties, path, owner.path, afresh(owner.env)) : []) {
      if (place.kind === "gap") seeGaps(owner, ABOUT, [place.gap], place.env);
      if (place.kind === "found") readShared(share, owner, place);
    }
  }
  return rows;
}

function readShared(share: Sharing, owner: Owner, { node, path, env }: Extract<Place, { kind: "found" }>): void {
  readWorlds(owner, env, {
    about: () => ({ ...ABOUT, path, span: node.span }),
    read: (own) => {
      const value = own.resolve(node, path, own);
      if (value.kind === "absent") return null;
      if (!isValue(value)) return undefined;
      if (!isSure(value, path, own)) return undefined;
      const admissions = share(value);
      if (typeof admissions !== "string") {
        const document = sharingDocument(admissions, node.span);
        return document && { node: document, publicType: null };
      }
      gap(own, admissions, path, node);
      return undefined;
    },
  });
}
