import { hasUserInfo } from "#lib/has-user-info.ts";

const HOME = "/";

/** The limit of cookies and headers; a longer target is dropped. */
const LONGEST = 2_048;

/** The redirect after sign-in: the requested path if one of ours, otherwise home (S17). */
export function ownPath(target: string | null | undefined, origin: string): string {
  if (!target || target.length > LONGEST) return HOME;
  const url = parsed(target, origin);
  if (!url || url.origin !== origin || hasUserInfo(url)) return HOME;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.length > LONGEST || startsLikeAHost(url.pathname) ? HOME : path;
}

function parsed(target: string, origin: string): URL | null {
  return URL.canParse(target, origin) ? new URL(target, origin) : null;
}

/** Browsers treat `//evil` and `/\evil` as another host, however often encoded. */
function startsLikeAHost(pathname: string): boolean {
  let seen = pathname;
  for (;;) {
    if (/^\/[/\\]/.test(seen)) return true;
    const decoded = decode(seen);
    if (decoded === seen) return false;
    seen = decoded;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
