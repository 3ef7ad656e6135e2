/** A fault that whoever runs the program can mend: its message is one line that names the thing and the way out. */
export class Fault extends Error {
  override name = 'Fault';
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
