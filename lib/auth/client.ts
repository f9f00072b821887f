export { signIn, signOut } from "next-auth/react";
