/**
 * Zod finds out whether it may compile code by trying to; the content security policy forbids it, and reports each try.
 * This is z.config({ jitless: true }), without loading zod on the pages that need none of it.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
