import { dropAll } from "#components/ui/kept.ts";
import { paths } from "#lib/paths.ts";

/** Signs out. What was typed and kept in this browser goes with whoever typed it. */
export async function leave(): Promise<void> {
  dropAll();
  const { signOut } = await import("#lib/auth/client.ts");
  await signOut({ callbackUrl: paths.signIn() });
}
