import { items } from "../../node.ts";
import { readRow } from "../policies.ts";
import type { PolicyRow } from "../policy-table.ts";
import { readWorlds } from "../read-worlds.ts";
import { type Owner, seeGaps } from "../report.ts";
import { isValue } from "../resolution.ts";
import { open, walk } from "../walk.ts";
import { type Entry, part, propertiesOf } from "./entry.ts";
import { document } from "./template-document.ts";

const PUBLIC_TYPE = "AWS::ApiGateway::RestApi";
const IN_DEFINITION: PolicyRow = {
  type: "AWS::Serverless::Api",
  path: ["DefinitionBody", "x-amazon-apigateway-policy"],
  kind: "resource",
  publicType: PUBLIC_TYPE,
};
const ABOUT = { kind: "resource" as const, policyName: null };

/** The resource policy of an API: in its definition, or the statements of its own that SAM makes one of. */
export function readApi(owner: Owner): void {
  readRow(IN_DEFINITION, owner);
  const properties = propertiesOf(owner);
  const elsewhere = part(properties, "DefinitionUri");
  if (elsewhere) {
    const message = "The definition of this API is elsewhere, and a resource policy in it is not read.";
    seeGaps(owner, ABOUT, [{ message, path: elsewhere.path, span: elsewhere.node.span }], elsewhere.env);
  }
  for (const place of walk(properties.node, ["Auth", "ResourcePolicy"], properties.path, properties.env)) {
    if (place.kind === "gap") seeGaps(owner, ABOUT, [place.gap], place.env);
    if (place.kind === "found") readResourcePolicy(owner, place);
  }
}

/** `CustomStatements` are the statements of the policy; SAM makes others of lists of accounts, networks and addresses. */
function readResourcePolicy(owner: Owner, { node, path, env }: Entry): void {
  for (const opened of open(node, path, env)) {
    if (opened.kind === "gap") seeGaps(owner, ABOUT, [opened.gap], opened.env);
    if (opened.kind !== "value") continue;
    const policy = { node: opened.value, path: opened.path, env: opened.env };
    const entries = policy.node.kind === "object" ? policy.node.entries : [];
    const lists = entries.filter(({ key }) => key !== "CustomStatements");
    const gaps = lists.map(({ key, keySpan }) => {
      return {
        message: `The statements that SAM makes of ${key} are not read.`,
        path: [...policy.path, key],
        span: keySpan,
      };
    });
    seeGaps(owner, ABOUT, gaps, policy.env);
    const statements = part(policy, "CustomStatements");
    if (statements && lists.length === 0) readStatements(owner, statements);
  }
}

function readStatements(owner: Owner, { node, path, env }: Entry): void {
  readWorlds(owner, env, {
    about: () => ({ ...ABOUT, path, span: node.span }),
    read: (own) => {
      const outcome = own.resolve(node, path, own);
      if (!isValue(outcome)) return outcome.kind === "absent" ? null : undefined;
      const statements = outcome.kind === "array" ? items(outcome) : [outcome];
      return { node: document(statements, node.span), publicType: PUBLIC_TYPE };
    },
  });
}
