import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { PROMPT_TASKS, type PromptTask } from '@/lib/core/prompt/tasks'
import { readTemplate } from '@/lib/core/prompt/template'
import { sha256 } from './hash'

/** A prompt that came with this Plumbline. */
export interface PromptFile {
  task: PromptTask
  /** "001" */
  label: string
  text: string
  sha256: string
  note: string
  /** The one that is used when nobody chose. */
  current: boolean
}

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const manifestSchema = z.record(
  z.enum(PROMPT_TASKS),
  z.strictObject({
    current: z.string(),
    versions: z.record(z.string().regex(/^\d{3}$/), z.strictObject({ sha256: hash })),
  }),
)

const loaded = new Map<string, Promise<PromptFile[]>>()

/**
 * Every listed prompt file, in the order of the tasks, oldest first; read once a process, from Plumbline's own folder.
 * A file that is not the one that was listed stops everything: what was made with it could not be read again.
 */
export function loadPromptFiles(root = process.cwd()): Promise<PromptFile[]> {
  const files = loaded.get(root) ?? readAll(path.join(/* turbopackIgnore: true */ root, 'prompts'))
  loaded.set(root, files)
  files.catch(() => loaded.delete(root))
  return files
}

async function readAll(folder: string): Promise<PromptFile[]> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')))
  const listed = PROMPT_TASKS.flatMap((task) => {
    const { current, versions } = manifest[task]
    if (!(current in versions)) throw new Error(`prompts/manifest.json: ${task} has no version ${current}.`)
    return Object.keys(versions)
      .sort()
      .map((label) => ({ task, label, sha256: versions[label]!.sha256, current: label === current }))
  })
  return Promise.all(listed.map((file) => readOne(folder, file)))
}

async function readOne(folder: string, listed: Omit<PromptFile, 'text' | 'note'>): Promise<PromptFile> {
  const name = `prompts/${listed.task}/${listed.label}.md`
  const text = await readFile(path.join(folder, listed.task, `${listed.label}.md`), 'utf8')
  if (sha256(text) !== listed.sha256) {
    throw new Error(`${name} is not the text that prompts/manifest.json lists. Put it back, or write the next version.`)
  }
  const read = readTemplate(text)
  if (!read.ok) throw new Error(`${name}: ${read.problems.map(({ message }) => message).join('; ')}.`)
  return { ...listed, text, note: read.template.note }
}
