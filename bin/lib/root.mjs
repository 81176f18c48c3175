import { fileURLToPath } from 'node:url'

/** Plumbline's folder, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')
