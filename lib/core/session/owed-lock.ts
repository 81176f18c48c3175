/**
 * A cookie that says: this browser's screen was blanked, and the server may not know yet. Whatever request arrives with it
 * first locks the session, before anything is served. Holds nothing but that it is there.
 */
export const OWED_LOCK = 'plumbline.lock-owed'
