export function provideSecrets(folder: string): void;
