import type { Metadata } from "next";
import { Message } from "#components/frame/message.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { paths } from "#lib/paths.ts";

export const metadata: Metadata = { title: "Not found" };

/** An address that nothing answers to, outside the frame. */
export default function NotFound() {
  return (
    <Message title="There is nothing at this address" action={<ButtonLink href={paths.home()}>Go to home</ButtonLink>}>
      Check the address, or start from home.
    </Message>
  );
}
