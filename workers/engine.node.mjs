/** Lets a thread of Node read TypeScript, and becomes the engine. */
import { register } from 'tsx/esm/api';

register();
await import('./engine.node.ts');
