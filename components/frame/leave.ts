import { notifications } from "@mantine/notifications";
import { dropAll } from "#components/ui/forms/draft-store.ts";
import { paths } from "#lib/paths.ts";

const STILL_HERE =
  "You are still signed in: the server could not end your session. Try again in a moment; close the browser if it is not yours.";

/** Signs out, then removes drafts kept in this browser. */
export async function leave(): Promise<void> {
  const { signOut } = await import("#lib/auth/client.ts");
  const address = await signOut({ redirect: false, callbackUrl: paths.signIn() }).then(
    ({ url }: { url?: unknown }) => String(url),
    () => "",
  );
  // Any other address asks for confirmation: the session has not ended.
  if (!address.endsWith(paths.signIn())) {
    notifications.show({ message: STILL_HERE, color: "red", autoClose: false });
    return;
  }
  dropAll();
  window.location.assign(address);
}
