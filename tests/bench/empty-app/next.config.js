import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The reference for the weight of the workbench: an empty page of the same Next version. */
export default {
  turbopack: { root: path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..') },
}
