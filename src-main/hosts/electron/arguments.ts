/** What a start of the application may ask for; Chromium's own switches pass by. */
export interface ApplicationArguments {
  home: string | undefined;
  language: string | undefined;
  /** `--hidden`: started with the session, no window. */
  hidden: boolean;
}

/** Reads `--home DIR`, `--home=DIR`, `--lang L`, `--hidden`. */
export function readArguments(args: readonly string[]): ApplicationArguments {
  const valueOf = (name: string): string | undefined => {
    const joined = args.find((arg) => arg.startsWith(`${name}=`));
    if (joined !== undefined) return joined.slice(name.length + 1);
    const index = args.indexOf(name);
    return index === -1 ? undefined : args[index + 1];
  };
  return { home: valueOf('--home'), language: valueOf('--lang'), hidden: args.includes('--hidden') };
}
