import { PACKAGE_FOLDER } from "./package.mjs";
import { isVersion } from "./version.mjs";

/**
 * All reasons why this state cannot be released, together. `changed`: files that differ from the last commit; `tags`
 * and `tracked`: Git's state; `notes`: the version's changelog notes, or null.
 */
export function refusals({ version, changed, tags, tracked, notes }) {
  const found = [
    [!isVersion(version), `“${version}” in package.json is not a version such as 1.2.3.`],
    [tags.includes(`v${version}`), `Release v${version} already exists. Set the next version in package.json.`],
    [notes === null, `CHANGELOG.md has nothing below “## ${version}”. Describe the changes there.`],
    [
      changed.length > 0,
      `These files differ from the last commit, so nobody could reproduce the package: ${changed.join(", ")}`,
    ],
    [
      tracked.some((name) => name.startsWith(`${PACKAGE_FOLDER}/dist/`)),
      "This commit is already a release. Check out the branch it was made from.",
    ],
  ];
  return found.flatMap(([applies, reason]) => (applies ? [reason] : []));
}
