/**
 * Runs before any other script of a page. Zod would try whether it may compile code, which the policy of scripts forbids and
 * browsers report as a fault; it reads this when it is loaded, which pages without schemas need not.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
