import type { Check } from "../check.ts";
import { at, isText } from "../place.ts";
import { GITHUB, trustStatements } from "../trust.ts";
import { tests } from "../walk.ts";

const REPOSITORY_AND_BRANCH = /^[^*?]*$/;
const REPOSITORY = /^repo:[^*?/]+\/[^*?:]+(:.*)?$/;

export const specificGithubRepoAndBranchRecommended: Check = {
  code: "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
  type: "WARNING",
  details:
    "Using a wildcard (*) in token.actions.githubusercontent.com:sub can allow requests from more sources than you intended. Specify the value of token.actions.githubusercontent.com:sub with the repository and branch name. If the subject claim does not include the branch, specify it in a token.actions.githubusercontent.com:ref condition key.",
  *find(document) {
    for (const statement of trustStatements(document)) {
      if (statement.effect !== "Allow") continue;
      const names = tests(statement, `${GITHUB}ref`) ? REPOSITORY : REPOSITORY_AND_BRANCH;
      for (const { name, read, values } of statement.conditions) {
        if (name !== `${GITHUB}sub` || read?.operator !== "StringLike") continue;
        for (const place of values.filter(isText)) if (!names.test(place.node.value)) yield { locations: [at(place)] };
      }
    }
  },
};
