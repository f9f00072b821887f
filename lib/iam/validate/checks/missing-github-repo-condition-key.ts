import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { GITHUB, oidcKeyPrefix, trustStatements } from "../trust.ts";
import { tests } from "../walk.ts";

export const missingGithubRepoConditionKey: Check = {
  code: "MISSING_GITHUB_REPO_CONDITION_KEY",
  type: "SECURITY_WARNING",
  details:
    "Granting a federated GitHub principal permissions without a condition key can allow more sources to assume the role than you intended. Add the token.actions.githubusercontent.com:sub condition key and specify the branch and repository name in the value.",
  *find(document) {
    for (const statement of trustStatements(document)) {
      if (statement.effect !== "Allow" || tests(statement, `${GITHUB}sub`)) continue;
      for (const { kind, place } of statement.principals) {
        if (kind === "Federated" && oidcKeyPrefix(place.node.value) === GITHUB) yield { locations: [at(place)] };
      }
    }
  },
};
