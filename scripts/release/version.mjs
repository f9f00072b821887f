const VERSION = /^(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$/;

/** Whether a release may be called so. Source: Semantic Versioning 2.0.0, without build metadata, which npm takes no notice of. */
export function isVersion(text) {
  return VERSION.test(text);
}

/** The tag that follows the versions of one first number, or null where this is not its latest. */
export function movingTag(version, tags) {
  const [, major, , , before] = VERSION.exec(version) ?? [];
  if (major === undefined || before !== undefined) return null;
  const later = tags.some((tag) => tag.startsWith(`v${major}.`) && isLater(tag.slice(1), version));
  return later ? null : `v${major}`;
}

/** Of two of the same first number; one that is not out yet is later than none. */
function isLater(a, b) {
  const [of, than] = [a, b].map((version) => VERSION.exec(version) ?? []);
  if (of[0] === undefined || of[4] !== undefined) return false;
  const differing = [2, 3].find((at) => of[at] !== than[at]);
  return differing !== undefined && Number(of[differing]) > Number(than[differing]);
}
