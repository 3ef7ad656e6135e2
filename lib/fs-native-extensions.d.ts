declare module 'fs-native-extensions' {
  /** Takes the operating system's exclusive lock on an open file; false where another open file has it. */
  export function tryLock(descriptor: number): boolean;
}
