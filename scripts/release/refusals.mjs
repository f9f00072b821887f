import { PACKAGE_FOLDER } from "./package.mjs";
import { isVersion } from "./version.mjs";

/**
 * All reasons why this state cannot be released, together. `changed`: files that differ from the last commit; `tags`
 * and `tracked`: Git's state; `notes`: the version's changelog notes, or null.
 */
export function refusals({ version, changed, tags, tracked, notes }) {
  const found = [
    [!isVersion(version), `“${version}” in package.json is no version such as 1.2.3.`],
    [tags.includes(`v${version}`), `There is a release v${version} already. Give package.json the next version.`],
    [notes === null, `CHANGELOG.md says nothing below “## ${version}”. Say there what has changed.`],
    [
      changed.length > 0,
      `These files differ from the last commit, so nobody could make the same again: ${changed.join(", ")}`,
    ],
    [
      tracked.some((name) => name.startsWith(`${PACKAGE_FOLDER}/dist/`)),
      "This commit is a release itself. Check out the branch that it was made from.",
    ],
  ];
  return found.flatMap(([applies, reason]) => (applies ? [reason] : []));
}
