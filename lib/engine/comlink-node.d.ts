/** The package ships these types beside a file of another name, where they are not found. */
declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { Endpoint } from 'comlink';
  export default function nodeEndpoint(endpoint: {
    postMessage(message: unknown): void;
    on(type: string, listener: (...values: never[]) => void): void;
    off(type: string, listener: (...values: never[]) => void): void;
  }): Endpoint;
}
