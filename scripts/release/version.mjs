const VERSION = /^(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$/;

/**
 * Whether a text is a valid release version. Source: Semantic Versioning 2.0.0, without build metadata, which npm
 * ignores.
 */
export function isVersion(text) {
  return VERSION.test(text);
}

/** The tag that follows the versions with one major number, or null if this is not the latest. */
export function movingTag(version, tags) {
  const [, major, , , before] = VERSION.exec(version) ?? [];
  if (major === undefined || before !== undefined) return null;
  const later = tags.some((tag) => tag.startsWith(`v${major}.`) && isLater(tag.slice(1), version));
  return later ? null : `v${major}`;
}

/** Whether version `a` is later than `b`, with the same major number. A prerelease is never later. */
function isLater(a, b) {
  const [of, than] = [a, b].map((version) => VERSION.exec(version) ?? []);
  if (of[0] === undefined || of[4] !== undefined) return false;
  const differing = [2, 3].find((at) => of[at] !== than[at]);
  return differing !== undefined && Number(of[differing]) > Number(than[differing]);
}
