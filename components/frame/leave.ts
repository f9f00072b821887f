import { notifications } from "@mantine/notifications";
import { dropAll } from "#components/ui/forms/draft-store.ts";
import { paths } from "#lib/paths.ts";

const STILL_HERE =
  "You are still signed in: the server could not end your session. Try again in a moment; close the browser if it is not yours.";

/** Signs out. What was typed and kept in this browser goes with whoever typed it, once they are. */
export async function leave(): Promise<void> {
  const { signOut } = await import("#lib/auth/client.ts");
  const address = await signOut({ redirect: false, callbackUrl: paths.signIn() }).then(
    ({ url }: { url?: unknown }) => String(url),
    () => "",
  );
  // An answer that leads elsewhere asks whether it is meant.
  if (!address.endsWith(paths.signIn())) {
    notifications.show({ message: STILL_HERE, color: "red", autoClose: false });
    return;
  }
  dropAll();
  window.location.assign(address);
}
